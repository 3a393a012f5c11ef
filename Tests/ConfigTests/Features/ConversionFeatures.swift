// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// How numbers become values in their units.
enum ConversionFeatures {
    static let all = linear + settings + further

    private static let linear = [
        Feature(
            "excess codes: -3000 A, -40 Cel, kelvin", .linear,
            """
            name: current, table: input, address: 0, as: uint16, scale: 0.1, offset: -3000, \
            unit: A, quantity: current
            name: temperature, table: input, address: 1, as: uint16, offset: -40, unit: Cel, \
            quantity: temperature
            name: temperature_2, table: input, address: 2, as: uint16, scale: 0.1, \
            offset: -273.15, unit: Cel, quantity: temperature
            """,
            """
            registers: {input: {0: [30125, 65, 2982]}}, \
            values: {current: 12.5, temperature: 25, temperature_2: 25.05}
            """),
        Feature(
            "an offset before the scale", .linear,
            """
            name: air_temperature, table: input, address: 0, as: uint16, scale: 0.1, offset: -40, \
            unit: Cel, quantity: air_temperature
            """, "registers: {input: {0: [612]}}, values: {air_temperature: 21.2}"),
        Feature(
            "negative factors and powers of two", .factors,
            """
            name: power, table: input, address: 0, as: int16, scale: -10, unit: W, quantity: other
            name: load, table: input, address: 1, as: uint16, scale: 0.00390625, unit: "%", \
            quantity: load
            name: temperature, table: input, address: 2, as: int16, scale: 0.0078125, unit: Cel, \
            quantity: temperature
            """,
            """
            registers: {input: {0: [123, 6464, 0xF380]}}, \
            values: {power: -1230, load: 25.25000000, temperature: -25.0000000}
            """),
        Feature(
            "a factor that has no end, rounded", .factors,
            """
            name: energy, table: input, address: 0, as: uint32, scale: 0.000277777777778, \
            decimals: 3, unit: kWh, quantity: other
            name: ratio, table: input, address: 2, as: float32, scale: 0.333333333, decimals: 2, \
            quantity: other
            """,
            """
            registers: {input: {0: [0, 36000, 0x450F, 0xD000]}}, \
            values: {energy: 10.000, ratio: 767.00}
            """),
        Feature(
            "a float in tenths", .vendorFloats,
            "name: voltage, table: input, address: 0, as: float32, scale: 0.1, unit: V, "
                + "quantity: voltage",
            "registers: {input: {0: [0x450F, 0xD000]}}, values: {voltage: 230.1}"),
    ]

    private static let settings = [
        Feature(
            "a power of ten in a register", .scaleRegisters,
            """
            name: sf, table: input, address: 0, as: int16, quantity: other
            name: current, table: input, address: 1, as: uint16, scale-from: sf, unit: A, \
            quantity: current
            """,
            """
            registers: {input: {0: [0xFFFE, 525]}}, values: {current: 5.25}
            registers: {input: {0: [1, 525]}}, values: {current: 5250}
            registers: {input: {0: [99, 525]}}, values: {current: null}
            """),
        Feature(
            "the number of decimals in a register", .scaleRegisters,
            """
            name: decimals, table: input, address: 0, as: uint16, scale: -1, quantity: other
            name: level, table: input, address: 1, as: int16, scale-from: decimals, unit: cm, \
            quantity: other
            """, "registers: {input: {0: [2, 0xFFF6]}}, values: {level: -0.10}"),
        Feature(
            "the product of two ratios", .scaleRegisters,
            """
            name: ct, table: holding, address: 0, as: uint16, quantity: other
            name: pt, table: holding, address: 1, as: uint16, scale: 0.1, quantity: other
            name: ratio, product: [ct, pt], quantity: other
            name: active_power, table: holding, address: 2, as: int16, scale: 0.1, \
            factor-from: ratio, unit: W, quantity: active_power
            """,
            """
            registers: {holding: {0: [40, 10, 1234]}}, values: {ratio: 40.0, active_power: 4936.00}
            """),
        Feature(
            "a unit that a setting decides", .unitRegisters,
            """
            name: setting, table: holding, address: 0, as: uint16, quantity: other, kind: state
            name: pressure, table: holding, address: 1, as: uint16, unit: Pa, quantity: other, \
            unit-from: {point: setting, map: {0: 1, 1: 1000, 2: 133.322}}
            """,
            """
            registers: {holding: {0: [2, 10]}}, values: {pressure: 1333.220}
            registers: {holding: {0: [1, 10]}}, values: {pressure: 10000}
            registers: {holding: {0: [3, 10]}}, values: {pressure: null}
            """),
        Feature(
            "Celsius, Fahrenheit or kelvin", .unitRegisters,
            """
            name: setting, table: holding, address: 0, as: uint16, quantity: other, kind: state
            name: temperature, table: holding, address: 1, as: int16, scale: 0.1, unit: Cel, \
            quantity: temperature, decimals: 2, unit-from: {point: setting, \
            map: {0: 1, 1: [0.555555556, -17.777777778], 2: [1, -273.15]}}
            """,
            """
            registers: {holding: {0: [0, 0xFF38]}}, values: {temperature: -20.0}
            registers: {holding: {0: [1, 680]}}, values: {temperature: 20.00}
            registers: {holding: {0: [2, 2931]}}, values: {temperature: 19.95}
            """),
        Feature(
            "raw = value × 10^mode + base", .updateModes,
            """
            name: mode, table: holding, address: 0, as: uint16, scale: -1, quantity: other
            name: base, table: holding, address: 1, as: uint16, quantity: other
            name: raw, table: holding, address: 2, as: uint16, quantity: other
            name: own, difference: [raw, base], scale-from: mode, unit: V, quantity: other
            name: fixed, table: holding, address: 2, as: uint16, offset: -32768, \
            scale-from: mode, unit: V, quantity: other
            """,
            """
            registers: {holding: {0: [1, 32768, 33302]}}, values: {own: 53.4, fixed: 53.4}
            """),
    ]

    private static let further = [
        Feature(
            "a power factor in four quadrants", .powerFactor,
            """
            name: power_factor, table: input, address: 0, as: float32, \
            power-factor: four-quadrant, unit: "1", quantity: power_factor
            """,
            """
            registers: {input: {0: [0x3FE0, 0]}}, values: {power_factor: 0.25}
            registers: {input: {0: [0xBFE0, 0]}}, values: {power_factor: -0.25}
            registers: {input: {0: [0x3F20, 0]}}, values: {power_factor: 0.625}
            """),
        Feature(
            "a sign that the site turns", .direction,
            """
            name: active_power, table: input, address: 0, as: int16, unit: W, \
            quantity: active_power
            name: temperature, table: input, address: 1, as: uint16, quantity: temperature, \
            unit: Cel, curve: [[0, 0], [100, 50]]
            """,
            "registers: {input: {0: [100, 50]}}, values: {active_power: -100, temperature: -25}",
            site: "points: {active_power: {invert: true}, temperature: {invert: true}}"),
        Feature(
            "a direction that is a bit", .direction,
            """
            name: export, table: input, address: 0, as: bool, bits: 15, quantity: other, \
            kind: state
            name: current, table: input, address: 0, as: uint16, bits: 0-14, scale: 0.1, unit: A, \
            quantity: current, unit-from: {point: export, map: {0: 1, 1: -1}}
            """,
            """
            registers: {input: {0: [0x8019]}}, values: {export: true, current: -2.5}
            registers: {input: {0: [0x0019]}}, values: {export: false, current: 2.5}
            """),
    ]
}
