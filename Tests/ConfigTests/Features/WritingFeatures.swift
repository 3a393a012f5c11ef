// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// What can be written, and how.
enum WritingFeatures {
    static let all = values + sequences + settings

    private static let values = [
        Feature(
            "a setpoint within limits, read back after a pause", .access,
            """
            name: setpoint, table: holding, address: 10, as: int16, scale: 0.1, unit: Cel, \
            quantity: other, access: rw, write: {function: 6, limits: [16, 30], \
            read-back: true, pause: 1s}
            name: outputs, table: coil, address: 3, as: bool, quantity: other, kind: state, \
            access: rw, write: {function: 15}
            """,
            """
            registers: {holding: {10: [235]}, coil: {3: [1]}}, values: {setpoint: 23.5, \
            outputs: true}
            """
        ) {
            let setpoint = try $0.point("setpoint")
            let write = try PointWrite(setpoint, "21.5")
            #expect(write == PointWrite(function: 6, address: 10, words: [215]))
            #expect(throws: PointWrite.Mistake.self) {
                try PointWrite(setpoint, "31")
            }
            try #expect(PointWrite($0.point("outputs"), "on").function == 15)
        },
        Feature(
            "only blocks are written", .sequences,
            """
            name: mode, table: holding, address: 0, as: uint16, quantity: other, kind: state, \
            access: rw, write: {function: 16}
            """, "registers: {holding: {0: [3]}}, values: {mode: 3}"
        ) {
            let write = try PointWrite($0.point("mode"), "4")
            #expect(write == PointWrite(function: 16, address: 0, words: [4]))
        },
        Feature(
            "a coil that unlocks, a password, and locking again", .unlocking,
            """
            name: zero, table: holding, address: 5, as: int16, quantity: other, access: rw, \
            write: {unlock: [{table: coil, address: 1, value: 1}, \
            {table: holding, address: 90, value: [0x4B59, 0x3131]}], \
            lock: [{table: coil, address: 1, value: 0}]}
            """, "registers: {holding: {5: [0xFFFE]}}, values: {zero: -2}"
        ) {
            let rule = try #require($0.point("zero").write)
            #expect(
                rule.unlock.map { PointWrite($0) } == [
                    PointWrite(function: 5, address: 1, words: [1]),
                    PointWrite(function: 16, address: 90, words: [0x4B59, 0x3131]),
                ])
            #expect(rule.lock.map(\.words) == [[0]])
        },
    ]

    private static let sequences = [
        Feature(
            "a key and its complement", .sequences,
            """
            name: system_control, table: holding, address: 4104, as: uint16, quantity: other, \
            kind: state, access: w, write: {complement: true}, \
            enum: {35700: {en: stop}, 35701: {en: automatic}}
            name: mode, table: holding, address: 772, as: uint16, quantity: other, kind: state
            """, "registers: {holding: {772: [1]}}, values: {mode: 1}"
        ) {
            let write = try PointWrite($0.point("system_control"), "35701")
            #expect(write == PointWrite(function: 16, address: 4_104, words: [35_701, 29_834]))
        },
        Feature(
            "a command block and its result register", .sequences,
            """
            name: ct_primary, table: holding, address: 5252, as: uint16, unit: A, \
            quantity: other, access: w, write: {unlock: [{table: holding, address: 5249, \
            value: [2003, 0, 2]}], lock: [{table: holding, address: 5375, value: 1}], \
            result: {table: holding, address: 5374, good: [0]}}
            name: ct_now, table: holding, address: 2030, as: uint16, unit: A, quantity: other
            """, "registers: {holding: {2030: [200]}}, values: {ct_now: 200}"
        ) {
            let rule = try #require($0.point("ct_primary").write)
            #expect(rule.result == .init(table: .holding, address: 5_374, good: [0]))
        },
        Feature(
            "a restart in several steps", .sequences,
            """
            name: restart, table: coil, address: 30, as: bool, quantity: other, kind: state, \
            access: w, write: {unlock: [{table: holding, address: 1000, value: 3}, \
            {table: holding, address: 1001, value: 1}], pause: 30s}
            name: a, table: holding, address: 0, as: uint16, quantity: other
            """, "registers: {holding: {0: [5]}}, values: {a: 5}"
        ) { try #expect($0.point("restart").write?.pause == .seconds(30)) },
    ]

    private static let settings = [
        Feature(
            "points of one application only", .modes,
            """
            name: application, table: holding, address: 0, as: uint16, quantity: other, \
            kind: state, access: rw, enum: {1: {en: heat}, 2: {en: cooling}}
            name: heat, table: input, address: 5, as: uint16, unit: kWh, quantity: other, \
            when: {point: application, equals: 1}
            name: cooling, table: input, address: 5, as: uint16, unit: kWh, quantity: other, \
            when: {point: application, equals: 2}
            """,
            """
            registers: {holding: {0: [2]}, input: {5: [7]}}, values: {heat: null, cooling: 7}
            """),
        Feature(
            "baud as a code, after the next start", .linkSettings,
            """
            name: baud, table: holding, address: 2, as: uint16, quantity: other, kind: state, \
            group: demand, access: rw, write: {after-restart: true}, \
            enum: {0: {en: "4800"}, 1: {en: "9600"}, 2: {en: "19200"}}
            name: unit_id, table: holding, address: 3, as: uint16, quantity: other, \
            group: demand, access: rw, write: {limits: [1, 247], read-back: false}
            """, "registers: {holding: {2: [1, 17]}}, values: {baud: 1, unit_id: 17}"
        ) {
            try #expect($0.point("baud").write?.afterRestart == true)
            try #expect($0.point("unit_id").write?.readBack == false)
        },
    ]
}
