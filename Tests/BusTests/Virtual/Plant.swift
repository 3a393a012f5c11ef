// SPDX-License-Identifier: Apache-2.0
import Bus
import Field

/// Lines and devices for the tests, numbered as the agent does it.
enum Plant {
    static func serial(_ baud: Int = 9_600, _ mode: String = "8N1", echo: Bool = false) -> Link {
        .serial(port: "virtual", speed(baud, mode), echo: echo)
    }

    static let tcp = Link.tcp(host: "virtual", port: 502)

    static func converter(_ baud: Int = 9_600) -> Link {
        .rtuOverTCP(host: "virtual", port: 4_001, speed(baud))
    }

    static func speed(_ baud: Int, _ mode: String = "8N1") -> SerialSpeed {
        SerialSpeed(baud: baud, mode: SerialMode(mode) ?? .standard)
    }

    /// A point that is a 64-bit block of the world.
    static func block(_ table: Table, _ address: Int) -> Point {
        point(table, address, table.isBits ? .bool : .uint64)
    }

    static func point(
        _ table: Table, _ address: Int, _ encoding: Encoding, _ order: String? = nil
    ) -> Point {
        Point(
            name: "p\(table.rawValue)\(address)", table: table, address: UInt16(address),
            encoding: encoding, order: order.flatMap(ByteOrder.init), quantity: "other")
    }

    static func device(
        _ unit: Int, _ points: [Point], poll: Nanoseconds = .seconds(1),
        timeout: Nanoseconds = .milliseconds(200), retries: Int = 1
    ) -> Device {
        var profile = Profile(id: "test", vendor: "test", model: "test", class: "other")
        profile.points = points
        var device = Device(
            id: "d\(unit)", profile: profile, unit: UInt8(unit), domain: "env", poll: poll)
        device.timeout = timeout
        device.retries = retries
        return device
    }

    static func line(
        _ link: Link, _ devices: [Device], gap: Nanoseconds = .zero
    ) -> NumberedLine {
        var line = Line(id: "line", link: link, devices: devices)
        line.gap = gap
        var first: UInt32 = 0
        let numbered = devices.enumerated().map { number, device in
            defer { first += UInt32(device.points.count) }
            return NumberedDevice(device, number: UInt32(number), firstPoint: first)
        }
        return NumberedLine(line, devices: numbered)
    }
}

extension Instant {
    /// So many seconds after the clock's zero.
    static func at(_ seconds: Double) -> Instant {
        Instant(nanoseconds: Int64(seconds * 1e9))
    }
}
