// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// Values made of several numbers, or by a curve.
enum CompositionFeatures {
    static let all = made + derived

    private static let made = [
        Feature(
            "whole number and fraction times a multiplier", .composition,
            """
            name: whole, table: holding, address: 8, as: int32, quantity: other
            name: fraction, table: holding, address: 10, as: float32, decimals: 3, quantity: other
            name: multiplier, table: holding, address: 1438, as: int16, offset: -3, quantity: other
            name: unit_setting, table: holding, address: 1437, as: uint16, quantity: other, \
            kind: state
            name: volume_forward, sum: [whole, fraction], scale-from: multiplier, unit: m3, \
            quantity: other, kind: counter, \
            unit-from: {point: unit_setting, map: {0: 1, 2: 0.001}}
            """,
            """
            registers: {holding: {8: [0xE240, 0x0001, 0x0000, 0x3F20], 1437: [0, 4]}}, \
            values: {fraction: 0.625, volume_forward: 1234566.25}
            registers: {holding: {8: [0xE240, 0x0001, 0x0000, 0x3F20], 1437: [2, 3]}}, \
            values: {volume_forward: 123.456625}
            """, head: "order: CDAB"),
        Feature(
            "words of one number that lie apart", .composition,
            """
            name: high, table: holding, address: 0, as: uint16, quantity: other
            name: low, table: holding, address: 40, as: uint16, quantity: other
            name: hours, parts: {high: 65536, low: 1}, unit: h, quantity: other, kind: counter
            """,
            """
            registers: {holding: {0: [2], 40: [7]}}, values: {hours: 131079}
            """),
        Feature(
            "hours, minutes and seconds as one time", .composition,
            """
            name: h, table: holding, address: 0, as: uint16, unit: h, quantity: other
            name: m, table: holding, address: 1, as: uint16, unit: min, quantity: other
            name: s, table: holding, address: 2, as: uint16, unit: s, quantity: other
            name: time, parts: {h: 3600, m: 60, s: 1}, unit: s, quantity: other
            """, "registers: {holding: {0: [2, 30, 5]}}, values: {time: 9005}"),
        Feature(
            "percent of a nominal value", .composition,
            """
            name: nominal, table: holding, address: 0, as: uint16, unit: W, quantity: other
            name: load, table: holding, address: 1, as: uint16, scale: 0.00390625, unit: "%", \
            quantity: load
            name: active_power, product: [nominal, load], scale: 0.01, decimals: 1, unit: W, \
            quantity: active_power
            """,
            """
            registers: {holding: {0: [1500, 6464]}}, values: {active_power: 378.8}
            """),
        Feature(
            "import less export, and the sum of phases", .composition,
            """
            name: import, table: input, address: 0, as: uint16, unit: kWh, quantity: other
            name: export, table: input, address: 1, as: uint16, unit: kWh, quantity: other
            name: net, difference: [import, export], unit: kWh, quantity: other
            array: {count: 3, name: "active_power_l{n}"}, table: input, address: 2, as: int16, \
            unit: W, quantity: active_power
            name: active_power, sum: [active_power_l1, active_power_l2, active_power_l3], \
            unit: W, quantity: active_power
            """,
            """
            registers: {input: {0: [50, 70, 100, 200, 0xFFF6]}}, \
            values: {net: -20, active_power: 290}
            """),
        Feature(
            "one divided by another", .composition,
            """
            name: active_power, table: input, address: 0, as: int16, unit: W, \
            quantity: active_power
            name: apparent_power, table: input, address: 1, as: uint16, unit: VA, \
            quantity: apparent_power
            name: power_factor, quotient: [active_power, apparent_power], decimals: 3, \
            unit: "1", quantity: power_factor
            """,
            """
            registers: {input: {0: [200, 300]}}, values: {power_factor: 0.667}
            registers: {input: {0: [200, 0]}}, values: {power_factor: null}
            """),
        Feature(
            "the wide register, else the old one", .duplicates,
            """
            name: old, table: input, address: 0, as: int16, unit: W, quantity: other, \
            sentinels: {0x7FFF: over-range}
            name: wide, table: input, address: 1, as: int32, unit: W, quantity: other, \
            refused: not-fitted, sentinels: {0x7FFFFFFF: not-available}
            name: active_power, first-of: [wide, old], unit: W, quantity: active_power
            """,
            """
            registers: {input: {0: [0x7FFF, 1, 0]}}, values: {old: null, active_power: 65536}
            registers: {input: {0: [500, 0x7FFF, 0xFFFF]}}, values: {active_power: 500}
            registers: {input: {0: [0x7FFF, 0x7FFF, 0xFFFF]}}, values: {active_power: null}
            """),
        Feature(
            "metric or imperial", .duplicates,
            """
            name: system, table: input, address: 0, as: uint16, quantity: other, kind: state
            name: metric, table: input, address: 1, as: uint16, unit: m/s, quantity: other, \
            when: {point: system, equals: 0}
            name: knots, table: input, address: 2, as: uint16, scale: 0.514444, unit: m/s, \
            quantity: other, when: {point: system, equals: 1}
            name: wind_speed, first-of: [metric, knots], unit: m/s, quantity: wind_speed
            """,
            """
            registers: {input: {0: [0, 7, 99]}}, values: {wind_speed: 7}
            registers: {input: {0: [1, 99, 10]}}, values: {metric: null, wind_speed: 5.144440}
            """),
    ]

    private static let derived = [
        Feature(
            "a level from pressure, density and gravity", .derived,
            """
            name: pressure, table: input, address: 0, as: uint16, scale: 10, unit: Pa, \
            quantity: other
            name: density, table: input, address: 1, as: uint16, unit: kg/m3, quantity: other
            name: water_level, quotient: [pressure, density], scale: 0.101971621, decimals: 3, \
            unit: m, quantity: water_level
            """,
            """
            registers: {input: {0: [4903, 1000]}}, values: {pressure: 49030, water_level: 5.000}
            """),
        Feature(
            "oxygen in mg/L from saturation and temperature", .derived,
            """
            name: temperature, table: input, address: 0, as: int16, scale: 0.1, unit: Cel, \
            quantity: temperature
            name: saturated, table: input, address: 0, as: int16, scale: 0.1, unit: mg/L, \
            quantity: other, curve: [[0, 14.62], [10, 11.29], [20, 9.09], [30, 7.56]]
            name: saturation, table: input, address: 1, as: uint16, scale: 0.1, unit: "%", \
            quantity: other
            name: oxygen, product: [saturated, saturation], scale: 0.01, decimals: 2, \
            unit: mg/L, quantity: other
            """,
            """
            registers: {input: {0: [150, 900]}}, values: {saturated: 10.19, oxygen: 9.17}
            registers: {input: {0: [310, 900]}}, values: {saturated: null, oxygen: null}
            """),
        Feature(
            "litres of a tank from its level, as a site knows it", .derived,
            """
            name: level, table: input, address: 0, as: uint16, scale: 0.1, unit: L, quantity: other
            """,
            """
            registers: {input: {0: [500]}}, values: {level: 200}
            registers: {input: {0: [1000]}}, values: {level: 400}
            registers: {input: {0: [900]}}, values: {level: 380}
            """,
            site: "points: {level: {curve: [[0, 0], [25, 100], [75, 300], [80, 360], "
                + "[100, 400]]}}"),
        Feature(
            "4 to 20 mA as a pressure, a broken wire below", .derived,
            """
            name: input_1, table: input, address: 0, as: uint16, scale: 0.00625, offset: -2.5, \
            unit: bar, quantity: other, span: [-0.25, 10.3]
            """,
            """
            registers: {input: {0: [1200]}}, values: {input_1: 5.00000}
            registers: {input: {0: [100]}}, values: {input_1: null}
            """),
    ]
}
