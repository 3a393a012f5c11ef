// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// What is believed of a value.
enum ValidityFeatures {
    static let all = words + others

    private static let words = [
        Feature(
            "several sentinels, each with its reason", .sentinels,
            """
            name: temperature, table: input, address: 0, as: int16, scale: 0.1, unit: Cel, \
            quantity: temperature, sentinels: {0x7FFF: not-fitted, 0x7FFE: over-range, \
            0x8000: sensor-break}
            """,
            """
            registers: {input: {0: [0x7FFF]}}, values: {temperature: null}
            registers: {input: {0: [0x8000]}}, values: {temperature: null}
            registers: {input: {0: [0x8001]}}, values: {temperature: -3276.7}
            """
        ) {
            let point = try $0.point("temperature")
            let found = [0x7FFF, 0x7FFE, 0x8000].map { point.judge(ofBits: $0) }
            #expect(found == [.faultNotFitted, .faultOverRange, .faultSensorBreak])
        },
        Feature(
            "ranges of sentinels", .sentinels,
            """
            name: pressure, table: input, address: 0, as: uint16, unit: kPa, quantity: other, \
            sentinels: {0xFFF8-0xFFFB: not-available, 0xFFFC-0xFFFF: sensor-fault, \
            0xFFF0: not-ready}
            """,
            """
            registers: {input: {0: [0xFFF8]}}, values: {pressure: null}
            registers: {input: {0: [0xFFF7]}}, values: {pressure: 65527}
            """
        ) {
            let point = try $0.point("pressure")
            let found = [0xFFFB, 0xFFFC, 0xFFFF, 0xFFF0, 0xFFF1].map { point.judge(ofBits: $0) }
            #expect(
                found == [
                    .faultNotAvailable, .faultSensorFault, .faultSensorFault, .faultNotReady, .good,
                ])
        },
        Feature(
            "single words of a longer number", .sentinels,
            """
            name: energy, table: input, address: 0, as: int32, order: CDAB, unit: kWh, \
            quantity: other, word-sentinels: {0x8000: not-fitted, 0xFFF0-0xFFFE: invalid}
            """,
            """
            registers: {input: {0: [7, 0x8000]}}, values: {energy: null}
            registers: {input: {0: [0x8000, 7]}}, values: {energy: null}
            registers: {input: {0: [0xFFF3, 7]}}, values: {energy: null}
            registers: {input: {0: [0xFFFF, 7]}}, values: {energy: 524287}
            """),
        Feature(
            "NaN as no value", .notANumber,
            "name: co2, table: input, address: 0, as: float32, unit: ppm, quantity: co2",
            """
            registers: {input: {0: [0x7FC0, 0]}}, values: {co2: null}
            registers: {input: {0: [0x4148, 0]}}, values: {co2: 12.5}
            """
        ) { try #expect($0.point("co2").judge(ofBits: 0x7FC0_0000) == .faultNotANumber) },
        Feature(
            "a sentinel that may be a value", .ambiguous,
            """
            name: temperature, table: input, address: 0, as: int16, scale: 0.1, unit: Cel, \
            quantity: temperature, sentinels: {0xFFFF: suspect}
            """, "registers: {input: {0: [0xFFFF]}}, values: {temperature: -0.1}"
        ) { try #expect($0.point("temperature").judge(ofBits: 0xFFFF) == .suspectRange) },
        Feature(
            "negative codes as reasons", .plausible,
            """
            name: efficiency, table: holding, address: 0, as: int16, scale: 0.0078125, \
            unit: "%", quantity: other, sentinels: {0xFFFF: not-available, 0xFFFE: inactive, \
            0xFFF0-0xFFFD: invalid}, range: [0, 100]
            """,
            """
            registers: {holding: {0: [0xFFFE]}}, values: {efficiency: null}
            registers: {holding: {0: [12160]}}, values: {efficiency: 95.0000000}
            """
        ) {
            try #expect($0.point("efficiency").judge(ofBits: 0xFFFE) == .faultInactive)
            try #expect($0.point("efficiency").judge(ofBits: 0x7000) == .suspectRange)
        },
    ]

    private static let others = [
        Feature(
            "a register that says how good others are", .qualityPoints,
            """
            name: status, table: input, address: 0, as: uint16, quantity: other, kind: state
            name: temperature, table: input, address: 1, as: int16, unit: Cel, \
            quantity: temperature, quality-from: {point: status, good: [0, 1], \
            reasons: {2: sensor-break, 3: short-circuit, 4: suspect}}
            """,
            """
            registers: {input: {0: [1, 21]}}, values: {temperature: 21}
            registers: {input: {0: [2, 21]}}, values: {temperature: null}
            registers: {input: {0: [4, 21]}}, values: {temperature: 21}
            """
        ) { profile in
            let found = try [1, 2, 4, 9].map { number in
                try profile.quality("temperature", ["status": .init(bits: number, quality: .good)])
            }
            #expect(found == [.good, .faultSensorBreak, .suspectRange, .faultReported])
        },
        Feature(
            "parts that a site has not", .presence,
            """
            name: rain_amount, table: input, address: 0, as: uint16, unit: mm, \
            quantity: rain_amount, requires: rain
            name: pm10, table: input, address: 1, as: uint16, unit: ug/m3, quantity: pm10, \
            requires: dust
            """, "registers: {input: {1: [31]}}, values: {pm10: 31}",
            head: "options: {fitted-with: [rain, dust]}", site: "options: [dust]"
        ) { #expect($0.points.map(\.name) == ["pm10"]) },
        Feature(
            "no alarm, which proves nothing without its unit", .presence,
            """
            name: units, table: input, address: 0, as: uint16, quantity: other, kind: state
            name: alarm_rectifier, table: input, address: 1, as: bool, quantity: alarm, \
            kind: state, when: {point: units, at-least: 1}
            """,
            """
            registers: {input: {0: [0, 0]}}, values: {alarm_rectifier: null}
            registers: {input: {0: [2, 0]}}, values: {alarm_rectifier: false}
            """),
        Feature(
            "a plausible range, and what the instrument can show", .plausible,
            """
            name: water_level, table: input, address: 0, as: int16, scale: 0.001, unit: m, \
            quantity: water_level, range: [0, 12], span: [-1, 20]
            """,
            """
            registers: {input: {0: [13000]}}, values: {water_level: 13.000}
            registers: {input: {0: [21000]}}, values: {water_level: null}
            """
        ) {
            try #expect($0.point("water_level").judge(ofBits: 13_000) == .suspectRange)
            try #expect($0.point("water_level").judge(ofBits: 21_000) == .faultSpan)
        },
        Feature(
            "an inverted contact, and 0xFFFF as true", .booleans,
            """
            name: alarm_leak, table: input, address: 0, as: bool, invert: true, quantity: alarm, \
            kind: state
            name: alarm, table: input, address: 1, as: bool, quantity: alarm, kind: state
            """,
            """
            registers: {input: {0: [1, 0xFFFF]}}, values: {alarm_leak: false, alarm: true}
            registers: {input: {0: [0, 0]}}, values: {alarm_leak: true, alarm: false}
            """),
    ]
}
