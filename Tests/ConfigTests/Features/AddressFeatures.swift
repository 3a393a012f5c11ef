// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// Where values lie, and how they are asked for.
enum AddressFeatures {
    static let all = tables + requests + sets

    private static let tables = [
        Feature(
            "one address in four tables", .tableOfEachPoint,
            """
            name: a, table: coil, address: 5, as: bool, quantity: other, kind: state
            name: b, table: discrete, address: 5, as: bool, quantity: other, kind: state
            name: c, table: holding, address: 5, as: uint16, quantity: other
            name: d, table: input, address: 5, as: uint16, quantity: other
            """,
            """
            registers: {coil: {5: [1]}, discrete: {5: [0]}, holding: {5: [7]}, input: {5: [9]}}, \
            values: {a: true, b: false, c: 7, d: 9}
            """),
        Feature(
            "registers counted from one", .numbering,
            "name: a, table: holding, address: 1, as: uint16, quantity: other",
            "registers: {holding: {1: [5]}}, values: {a: 5}", head: "numbering: one-based"
        ) { try #expect($0.point("a").address == 0) },
        Feature(
            "40001 is the first holding register", .numbering,
            """
            name: a, table: holding, address: 40001, as: uint16, quantity: other
            name: b, table: input, address: 300010, as: uint16, quantity: other
            name: c, table: discrete, address: 10002, as: bool, quantity: other, kind: state
            """,
            """
            registers: {holding: {40001: [5]}, input: {300010: [6]}, discrete: {10002: [1]}}, \
            values: {a: 5, b: 6, c: true}
            """, head: "numbering: modicon"
        ) { #expect($0.points.map(\.address) == [0, 9, 1]) },
        Feature(
            "hexadecimal numbers that are addresses as they are", .numbering,
            "name: a, table: input, address: 0x9C41, as: uint16, quantity: other",
            "registers: {input: {0x9C41: [5]}}, values: {a: 5}"
        ) { try #expect($0.point("a").address == 40_001) },
        Feature(
            "input registers read by function 3", .function,
            """
            name: a, table: input, address: 1, as: uint16, quantity: other, function: 3
            name: b, table: holding, address: 1, as: uint16, quantity: other, function: 4
            """, "registers: {input: {1: [5]}, holding: {1: [6]}}, values: {a: 5, b: 6}"
        ) { #expect($0.points.map(\.readTable) == [.holding, .input]) },
        Feature(
            "a map that begins elsewhere", .offset,
            """
            name: a, table: holding, address: 2, as: uint16, quantity: other
            name: b, table: holding, address: 3, as: uint16, quantity: other, \
            block: {address: 2, count: 4}
            """, "registers: {holding: {40070: [0, 0, 5, 6]}}, values: {a: 5, b: 6}",
            site: "address-offset: 40070"
        ) { try #expect($0.point("b").block?.address == 40_072) },
    ]

    private static func requests(_ profile: Profile) -> [Int] {
        ReadPlan(points: profile.points, largestRead: profile.link.largestRead).requests
            .map(\.count)
    }

    private static let pair = """
        name: a, table: holding, address: 0, as: uint16, quantity: other, KEYS
        name: b, table: holding, address: 9, as: uint16, quantity: other, KEYS
        """
    private static let filled = """
        registers: {holding: {0: [5, 0, 0, 0, 0, 0, 0, 0, 0, 6]}}, values: {a: 5, b: 6}
        """

    private static let requests = [
        Feature(
            "a request of at most eight registers", .gaps,
            pair.replacing(", KEYS", with: ""), filled, head: "link: {max-registers: 8}"
        ) { #expect(requests($0) == [1, 1]) },
        Feature("holes are read across", .gaps, pair.replacing(", KEYS", with: ""), filled) {
            #expect(requests($0) == [10])
        },
        Feature(
            "holes are not read across", .gaps, pair.replacing("KEYS", with: "bridge: 0"), filled
        ) { #expect(requests($0) == [1, 1]) },
        Feature(
            "exactly this block, together", .together,
            pair.replacing("KEYS", with: "block: {address: 0, count: 12}"), filled
        ) { #expect(requests($0) == [12]) },
    ]

    private static let sets = [
        Feature(
            "cells one behind the other", .arrays,
            """
            array: {count: 3, stride: 2, name: "dc_voltage_cell{n}", first: 1}, table: holding, \
            address: 100, as: uint16, scale: 0.001, unit: V, quantity: dc_voltage
            array: {count: 2, stride: 10, name: "pack{n}_state", first: 0}, table: holding, \
            address: 200, as: uint16, quantity: other, kind: state
            """,
            """
            registers: {holding: {100: [3301, 0, 3302, 0, 3303], 200: [4], 210: [5]}}, \
            values: {dc_voltage_cell1: 3.301, dc_voltage_cell3: 3.303, pack0_state: 4, \
            pack1_state: 5}
            """),
        Feature(
            "an array whose points name each other's", .arrays,
            """
            array: {count: 2, name: "sf{n}"}, table: holding, address: 0, as: int16, \
            quantity: other
            array: {count: 2, name: "value{n}"}, table: holding, address: 10, as: int16, \
            quantity: other, scale-from: "sf{n}"
            """,
            """
            registers: {holding: {0: [0xFFFF, 1], 10: [55, 66]}}, values: {value1: 5.5, value2: 660}
            """),
        Feature(
            "a unit id beyond 247", .unitIDs,
            "name: a, table: input, address: 0, as: uint16, quantity: other",
            "registers: {input: {0: [5]}}, values: {a: 5}",
            head: "reserved-unit: true\nlink: {unit-id: 252}", site: "unit-id: 252"
        ) { #expect($0.link.unit == 252) },
        Feature(
            "the unit id 0 of an ordinary device", .unitIDs,
            "name: a, table: input, address: 0, as: uint16, quantity: other",
            "registers: {input: {0: [5]}}, values: {a: 5}",
            head: "reserved-unit: true\nlink: {unit-id: 0}", site: "unit-id: 0"),
        Feature(
            "a refusal that means not fitted", .absence,
            "name: a, table: input, address: 0, as: uint16, quantity: other, refused: not-fitted",
            "registers: {input: {0: [5]}}, values: {a: 5}"
        ) {
            try #expect($0.quality("a", after: .commIllegalAddress) == .faultNotFitted)
            try #expect($0.quality("a", after: .commTimeout) == .commTimeout)
        },
        Feature(
            "a silence that means not fitted", .absence,
            "name: a, table: input, address: 0, as: uint16, quantity: other, silent: not-fitted",
            "registers: {input: {0: [5]}}, values: {a: 5}"
        ) {
            try #expect($0.quality("a", after: .commTimeout) == .faultNotFitted)
            try #expect($0.quality("a", after: .commGarbled) == .commGarbled)
        },
        Feature(
            "a zero that means not fitted", .absence,
            """
            name: a, table: input, address: 0, as: uint16, quantity: other, \
            sentinels: {0: not-fitted}
            """,
            """
            registers: {input: {0: [0]}}, values: {a: null}
            registers: {input: {0: [1]}}, values: {a: 1}
            """),
    ]
}

extension Profile {
    fileprivate func quality(_ name: String, after line: Quality) throws -> Quality {
        try quality(name, [name: .init(bits: 0, quality: line)])
    }
}
