// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What a campaign's devices are, and the file that the agent is started with.
struct Site {
    var periods: [Nanoseconds]
    /// Of each device, the counter's two among them.
    var registers: Int
    var window: String

    /// Twelve devices at three paces.
    static let mixed = Site(
        periods: (0..<12).map { .milliseconds([200, 500, 1_000][$0 % 3]) }, registers: 6,
        window: "10s")

    /// Devices that are read once a second, together so many values.
    static func steady(rate: Int) -> Site {
        Site(
            periods: [Nanoseconds](repeating: .seconds(1), count: max(1, rate / 50)),
            registers: 51, window: "60s")
    }

    /// A hundred devices of ten values, every ten seconds.
    static let usual = Site(
        periods: [Nanoseconds](repeating: .seconds(10), count: 100), registers: 11, window: "60s")

    /// Points of a device: the counter takes two registers.
    var points: Int { registers - 1 }

    /// Numbers that the agent reserves of a device's live records at most.
    static func block(_ period: Nanoseconds) -> Int {
        max(64, Int(Nanoseconds.seconds(120).count / period.count))
    }

    func name(_ index: Int) -> String { "dev-\(index)" }

    var meters: [(name: String, period: Nanoseconds, registers: Int)] {
        periods.indices.map { (name($0), periods[$0], registers) }
    }

    var profile: String {
        let values = (2..<registers).map { address in
            """
              - {name: value_\(address), table: holding, address: \(address), as: uint16, \
            unit: "1", quantity: other}
            """
        }
        return """
            profile: campaign-meter
            vendor: Tram
            model: a counter of its own answers
            class: other
            sources: [the campaign's simulated device]
            points:
              - {name: count, table: holding, address: 0, as: uint32, unit: "1", quantity: other}
            \(values.joined(separator: "\n"))

            """
    }

    func configuration(directory: String, hubPort: UInt16, ports: [UInt16]) -> String {
        var text = """
            gateway: {id: gw-campaign, area: haichau, site: campaign}
            hubs:
              - {id: city, urls: ["mqtt://127.0.0.1:\(hubPort)"], root: danang}
            publish: {live: every, window: \(window)}
            spool: {path: \(directory)/spool.db, commit: \(Self.commit.milliseconds)ms}
            profiles: [\(directory)]
            buses:

            """
        for (index, port) in ports.enumerated() {
            text += """
                  - id: line-\(index)
                    tcp: {host: 127.0.0.1, port: \(port)}
                    devices:
                      - {id: \(name(index)), profile: campaign-meter, unit-id: 1, domain: env, \
                poll: \(periods[index].milliseconds)ms}

                """
        }
        return text
    }

    /// `spool: {commit}`.
    static let commit = Nanoseconds.seconds(1)
}
