// SPDX-License-Identifier: Apache-2.0

/// How the service does, in one line for whoever started it.
struct ServiceSight: Hashable, Sendable {
    enum Hub: Hashable, Sendable {
        case up
        /// And why, where that is known.
        case down(String?)
    }

    var buses = 0
    /// Those that are neither open nor closed for a reason that is known.
    var unknown = 0
    var closed = 0
    /// Closed, because they have stopped the service.
    var quarantined = 0
    var devices = 0
    var hub = Hub.down(nil)
    /// Records that the hub does not have. Told roughly, as it changes all the time.
    var waiting: UInt64 = 0 {
        didSet { waiting = Self.rough(waiting) }
    }

    /// Lines are open, or wait for what they are to be open to.
    var isSettled: Bool { unknown == 0 }

    var text: String {
        var lines = Self.count(buses, "bus", "buses")
        var apart: [String] = []
        if closed > quarantined { apart.append("\(closed - quarantined) closed") }
        if quarantined > 0 { apart.append("\(quarantined) in quarantine") }
        if !apart.isEmpty { lines += " (\(apart.joined(separator: ", ")))" }
        return "\(lines), \(Self.count(devices, "device", "devices")); \(hubText)"
    }

    private var hubText: String {
        let own =
            switch hub {
            case .up: "hub connected"
            case .down(let why): "hub not connected" + (why.map { " (\($0))" } ?? "")
            }
        return waiting == 0 ? own : "\(own); \(waiting) records waiting or more"
    }

    private static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }

    /// A hundred, a thousand …; what passes through in a moment is none.
    private static func rough(_ number: UInt64) -> UInt64 {
        var (rest, power) = (number, UInt64(1))
        while rest >= 10 { (rest, power) = (rest / 10, power * 10) }
        return power < 100 ? 0 : power
    }
}
