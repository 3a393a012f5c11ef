// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// Models, firmware, sites, and what is told of it all.
enum VariantFeatures {
    static let all = conditions + families

    private static func load(_ test: String, as type: String = "uint16") -> String {
        """
        name: version, table: holding, address: 0, as: \(type), quantity: other
        name: load, table: holding, address: 5, as: uint16, unit: "%", quantity: load, \
        when: {point: version, \(test)}
        """
    }

    private static let conditions = [
        Feature(
            "from this firmware on", .versions, load("at-least: 20"),
            """
            registers: {holding: {0: [19], 5: [70]}}, values: {load: null}
            registers: {holding: {0: [20], 5: [70]}}, values: {load: 70}
            """),
        Feature(
            "up to this firmware, and between two", .versions,
            load("at-most: 20").replacing("load", with: "a").replacing(
                "quantity: a", with: "quantity: other")
                + "\n"
                + "name: b, table: holding, address: 5, as: uint16, quantity: other, "
                + "when: {point: version, at-least: 5, at-most: 9}",
            """
            registers: {holding: {0: [20], 5: [70]}}, values: {a: 70, b: null}
            registers: {holding: {0: [9], 5: [70]}}, values: {a: 70, b: 70}
            registers: {holding: {0: [21], 5: [70]}}, values: {a: null, b: null}
            """),
        Feature(
            "models that are listed", .versions, load("equals: [3, 7]"),
            """
            registers: {holding: {0: [7], 5: [70]}}, values: {load: 70}
            registers: {holding: {0: [4], 5: [70]}}, values: {load: null}
            """),
        Feature(
            "a model that is told in letters", .versions,
            load("equals: 0x534D5431", as: "uint32"),
            """
            registers: {holding: {0: [0x534D, 0x5431], 5: [70]}}, values: {load: 70}
            registers: {holding: {0: [0x534D, 0x5831], 5: [70]}}, values: {load: null}
            """),
        Feature(
            "a version in two registers", .versions,
            """
            name: major, table: holding, address: 0, as: uint16, quantity: other
            name: minor, table: holding, address: 1, as: uint16, quantity: other
            name: version, parts: {major: 100, minor: 1}, quantity: other
            name: load, table: holding, address: 5, as: uint16, unit: "%", quantity: load, \
            when: {point: version, at-least: 436}
            """,
            """
            registers: {holding: {0: [4, 36], 5: [70]}}, values: {version: 436, load: 70}
            registers: {holding: {0: [4, 9], 5: [70]}}, values: {version: 409, load: null}
            """),
    ]

    private static let families = [
        Feature(
            "a map that a site decides", .siteMaps,
            """
            name: a, table: holding, address: 0, as: uint16, quantity: other
            name: b, table: holding, address: 1, as: uint16, quantity: other
            """,
            "registers: {input: {77: [1, 44]}, holding: {1: [6]}}, values: {a: 6554.0, b: 6}",
            site: "points: {a: {table: input, address: 77, as: uint32, scale: 0.1, offset: -4.0}}"
        ) { try #expect($0.point("a").address == 77) },
        Feature(
            "how grave an alarm is, and what it says", .alarms,
            """
            name: alarm_smoke, table: discrete, address: 0, as: bool, quantity: alarm, \
            kind: state, limits: {high: 0, severity: alarm, category: fire, \
            text: {en: Smoke, vi: Có khói}}
            """, "registers: {discrete: {0: [1]}}, values: {alarm_smoke: true}"
        ) {
            let alarm = try #require($0.point("alarm_smoke").alarm)
            #expect(alarm.severity == .alarm && alarm.text?.en == "Smoke")
            #expect(alarm.category == "fire")
        },
        Feature(
            "an alarm of which a site thinks otherwise", .alarms,
            """
            name: air_temperature, table: input, address: 0, as: int16, unit: Cel, \
            quantity: air_temperature, limits: {high: 60, severity: warning}
            """, "registers: {input: {0: [5]}}, values: {air_temperature: 5}",
            site: "points: {air_temperature: {limits: {high: 45, severity: alarm}}}"
        ) {
            let alarm = try #require($0.point("air_temperature").alarm)
            #expect(alarm.high?.double == 45 && alarm.severity == .alarm)
        },
        Feature(
            "where a point is from, and how sure it is", .provenance,
            """
            name: a, table: input, address: 0, as: uint16, quantity: other, \
            source: letter of 2 May, confidence: bench, note: Seen on two units.
            """, "registers: {input: {0: [5]}}, values: {a: 5}", head: "confidence: single"),
    ]
}
