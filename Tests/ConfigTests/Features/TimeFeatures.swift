// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// When values are read, and what they are over time.
enum TimeFeatures {
    static let all = pace + counters

    private static let one = "name: a, table: input, address: 0, as: uint16, quantity: other"
    private static let five = "registers: {input: {0: [5]}}, values: {a: 5}"

    private static let pace = [
        Feature(
            "a shortest period and a warm-up", .pace, one + ", min-poll: 8750ms, warm-up: 10s", five
        ) {
            let point = try $0.point("a")
            #expect(point.leastPoll == .milliseconds(8_750) && point.warmUp == .seconds(10))
            let rounds = PollRounds($0.points, Periods(poll: .seconds(1)))
            #expect(rounds.rounds.map(\.period) == [.milliseconds(8_750)])
        },
        Feature(
            "pauses, and a wait after connecting", .pace, one, five,
            head: "link: {timeout: 2s, gap: 120ms, connect-wait: 1s}"
        ) {
            #expect($0.link.gap == .milliseconds(120) && $0.link.timeout == .seconds(2))
            #expect($0.link.connectWait == .seconds(1))
        },
        Feature(
            "points that are read often, seldom and on demand", .groups,
            ["fast", "normal", "slow", "demand"].enumerated().map { index, group in
                "name: \(group), table: input, address: \(index), as: uint16, quantity: other, "
                    + "group: \(group)"
            }.joined(separator: "\n"),
            "registers: {input: {0: [1, 2, 3, 4]}}, values: {fast: 1, slow: 3, demand: 4}"
        ) {
            let periods = Periods(fast: .seconds(1), normal: .seconds(10), slow: .seconds(600))
            let rounds = PollRounds($0.points, periods)
            #expect(rounds.rounds.map(\.period) == [.seconds(1), .seconds(10), .seconds(600)])
            #expect(rounds.period(of: 3) == nil)
        },
        Feature(
            "the latest of a truth value", .latest,
            "name: contact_door, table: discrete, address: 0, as: bool, quantity: contact, "
                + "kind: state",
            "registers: {discrete: {0: [1]}}, values: {contact_door: true}"
        ) { try #expect($0.point("contact_door").averaging == .none) },
    ]

    private static let counters = [
        Feature(
            "a counter that begins again at 1000 mm", .counters,
            """
            name: rain_amount, table: input, address: 0, as: uint32, scale: 0.001, unit: mm, \
            quantity: rain_amount, kind: counter, modulus: 1000, resolution: 0.001
            """, "registers: {input: {0: [0x0001, 0x86A0]}}, values: {rain_amount: 100.000}"
        ) { try #expect($0.point("rain_amount").modulus?.double == 1_000) },
        Feature(
            "counters that are set back daily, and by a command", .counters,
            """
            name: rain_amount, table: input, address: 0, as: uint16, scale: 0.1, unit: mm, \
            quantity: rain_amount, kind: counter, resets: daily
            name: trips, table: input, address: 1, as: uint16, quantity: other, kind: counter, \
            resets: command
            name: trips_reset, table: coil, address: 0, as: bool, quantity: other, kind: state, \
            access: w
            """, "registers: {input: {0: [125, 7]}}, values: {rain_amount: 12.5, trips: 7}"
        ) { #expect($0.points.map(\.resets) == [.daily, .command, nil]) },
        Feature(
            "the resolution of a float, and tariffs", .counters,
            """
            name: active_energy_import, table: input, address: 0, as: float32, unit: kWh, \
            quantity: active_energy_import, kind: counter, resolution: 0.5
            array: {count: 2, name: "active_energy_import_t{n}", stride: 2}, table: input, \
            address: 2, as: uint32, scale: 0.01, unit: kWh, quantity: active_energy_import, \
            kind: counter
            """,
            """
            registers: {input: {0: [0x4148, 0, 0, 100, 0, 200]}}, values: {\
            active_energy_import: 12.5, active_energy_import_t1: 1.00, \
            active_energy_import_t2: 2.00}
            """),
        Feature(
            "a counter of 24 bits", .counters,
            """
            name: pulses, table: input, address: 0, as: uint32, bits: 0-23, quantity: other, \
            kind: counter, modulus: 16777216
            """, "registers: {input: {0: [0xAB00, 0x0007]}}, values: {pulses: 7}"),
        Feature(
            "least, most and mean of ten minutes", .statistics,
            ["wind_speed", "wind_speed_min_10m", "wind_speed_max_10m", "wind_speed_avg_10m"]
                .enumerated().map { index, name in
                    "name: \(name), table: input, address: \(index), as: uint16, scale: 0.1, "
                        + "unit: m/s, quantity: wind_speed"
                }.joined(separator: "\n"),
            """
            registers: {input: {0: [31, 12, 88, 40]}}, values: {wind_speed: 3.1, \
            wind_speed_min_10m: 1.2, wind_speed_max_10m: 8.8, wind_speed_avg_10m: 4.0}
            """),
    ]
}
