// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// What bits are numbers of which kind.
enum TypeFeatures {
    static let all = numbers + orders + bits

    private static let numbers = [
        Feature(
            "bytes of a register", .types,
            """
            name: a, table: holding, address: 0, as: int8, half: high, quantity: other
            name: b, table: holding, address: 0, as: uint8, half: low, quantity: other
            name: c, table: holding, address: 0, as: uint8, half: high, quantity: other
            """, "registers: {holding: {0: [0x9CF1]}}, values: {a: -100, b: 241, c: 156}"),
        Feature(
            "integers of two to eight bytes", .types,
            """
            name: a, table: holding, address: 0, as: uint16, quantity: other
            name: b, table: holding, address: 0, as: int16, quantity: other
            name: c, table: holding, address: 0, as: uint32, quantity: other
            name: d, table: holding, address: 0, as: int32, quantity: other
            name: e, table: holding, address: 0, as: uint64, quantity: other
            name: f, table: holding, address: 0, as: int64, quantity: other
            """,
            """
            registers: {holding: {0: [0xFFFF, 0xFFFE, 0xFFFF, 0xFFFF]}}, \
            values: {a: 65535, b: -1, c: 4294967294, d: -2, e: "18446744069414584319", \
            f: -4294967297}
            """),
        Feature(
            "floats of two, four and eight bytes", .types,
            """
            name: a, table: input, address: 0, as: float16, quantity: other
            name: b, table: input, address: 1, as: float32, quantity: other
            name: c, table: input, address: 3, as: float64, quantity: other
            """,
            """
            registers: {input: {0: [0xBE00, 0x4366, 0x199A, 0x4093, 0x4A00, 0, 0]}}, \
            values: {a: -1.5, b: 230.1, c: 1234.5}
            """),
        Feature(
            "decimal digits of four bits", .types,
            """
            name: a, table: holding, address: 0, as: bcd, scale: 0.1, quantity: other
            name: b, table: holding, address: 0, as: bcd, length: 3, quantity: other
            name: seconds, table: holding, address: 1, as: bcd, bits: 8-14, quantity: other
            """,
            """
            registers: {holding: {0: [0x1234, 0xD678, 0x9012]}}, values: {a: 123.4, b: null, \
            seconds: 56}
            registers: {holding: {0: [0x0034, 0x5678, 0x9012]}}, values: {b: 3456789012}
            """),
        Feature(
            "registers of four bytes", .wideRegisters,
            """
            name: voltage, table: holding, address: 72, as: uint32, scale: 0.0001, unit: V, \
            quantity: voltage
            name: current, table: holding, address: 73, as: uint32, scale: 0.0001, unit: A, \
            quantity: current
            """,
            """
            registers: {holding: {72: [0x0021, 0xA69C, 0, 0x3039]}}, \
            values: {voltage: 220.5340, current: 1.2345}
            """, head: "register-bytes: 4"
        ) {
            let plan = ReadPlan(points: $0.points)
            #expect(plan.requests.map(\.count) == [2] && plan.requests.map(\.replyBytes) == [8])
        },
    ]

    private static let orders = [
        Feature(
            "words of two points either way", .wordOrder,
            """
            name: a, table: holding, address: 0, as: uint32, quantity: other
            name: b, table: holding, address: 0, as: uint32, order: CDAB, quantity: other
            name: c, table: holding, address: 0, as: uint64, order: GHEFCDAB, quantity: other
            """,
            """
            registers: {holding: {0: [1, 2, 0, 0]}}, values: {a: 65538, b: 131073, c: 131073}
            """),
        Feature(
            "low word first, everywhere", .wordOrder,
            """
            name: a, table: holding, address: 0, as: int32, quantity: other
            name: b, table: holding, address: 0, as: int64, quantity: other
            name: c, table: holding, address: 0, as: uint16, quantity: other
            name: d, table: holding, address: 0, as: uint32, order: ABCD, quantity: other
            """,
            """
            registers: {holding: {0: [2, 1, 0, 0]}}, values: {a: 65538, b: 65538, c: 2, d: 131073}
            """, head: "order: CDAB"),
        Feature(
            "low byte first", .byteOrder,
            """
            name: a, table: holding, address: 0, as: uint16, order: BA, quantity: other
            name: b, table: holding, address: 0, as: float32, order: DCBA, quantity: other
            name: c, table: holding, address: 0, as: uint32, order: BADC, quantity: other
            """,
            """
            registers: {holding: {0: [0x0000, 0x4841]}}, values: {a: 0, b: 12.5, c: 16712}
            registers: {holding: {0: [0x3412, 0x0000]}}, values: {a: 4660, c: 305397760}
            """),
    ]

    private static let bits = [
        Feature(
            "flags of one register", .bits,
            """
            array: {count: 3, stride: 1, name: "x{n}"}, table: holding, address: 10, as: bool, \
            bits: 3, quantity: other, kind: state
            name: alarm_mains, table: holding, address: 0, as: bool, bits: 0, quantity: alarm, \
            kind: state
            name: alarm_door, table: holding, address: 0, as: bool, bits: 15, quantity: alarm, \
            kind: state
            """,
            """
            registers: {holding: {0: [0x8000], 10: [8, 7, 0xF]}}, values: {alarm_mains: false, \
            alarm_door: true, x1: true, x2: false, x3: true}
            """),
        Feature(
            "ranges of bits with numbers of their own", .bits,
            """
            name: battery, table: input, address: 0, as: uint16, bits: 2-3, quantity: other, \
            kind: state, enum: {0: {en: no charge}, 1: {en: float}, 2: {en: boost}}
            name: nibble, table: input, address: 0, as: uint16, bits: 12-15, quantity: other
            name: across, table: input, address: 0, as: uint32, bits: 12-19, quantity: other
            """,
            """
            registers: {input: {0: [0xA008, 0x9000]}}, values: {battery: 2, nibble: 10, across: 137}
            """
        ) {
            try #expect($0.point("battery").judge(ofBits: 3) == .suspectEnum)
        },
        Feature(
            "bits with a sign", .bits,
            """
            name: twelve, table: input, address: 0, as: int16, bits: 4-15, scale: 0.0625, \
            unit: Cel, quantity: other
            name: low, table: input, address: 0, as: int16, bits: 0-3, quantity: other
            """,
            """
            registers: {input: {0: [0xFF8F]}}, values: {twelve: -0.5000, low: -1}
            registers: {input: {0: [0x1917]}}, values: {twelve: 25.0625, low: 7}
            """),
        Feature(
            "bit 1 from the left is bit 15", .bits,
            """
            name: first, table: input, address: 0, as: bool, bits: 15, quantity: other, kind: state
            name: nibble, table: input, address: 0, as: uint16, bits: 8-11, quantity: other
            """, "registers: {input: {0: [0x8500]}}, values: {first: true, nibble: 5}"),
    ]
}
