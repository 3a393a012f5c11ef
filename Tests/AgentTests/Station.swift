// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Hub
import Spool

/// Milliseconds after the start of a test, on a machine that has run for some hours.
func moment(_ milliseconds: Int64, wall: Int64 = 1_795_215_192_000) -> Moment {
    Moment(
        now: instant(milliseconds),
        wall: WallTime(nanoseconds: (wall + milliseconds) * 1_000_000))
}

func instant(_ milliseconds: Int64) -> Instant {
    Instant(nanoseconds: (20_000_000 + milliseconds) * 1_000_000)
}

func decimal(_ text: String) -> Decimal {
    guard let number = Decimal(text) else { preconditionFailure("no decimal: \(text)") }
    return number
}

func point(
    _ name: String, _ encoding: Encoding = .int16, scale: String = "0.1", deadband: String = "0"
) -> Point {
    var point = Point(
        name: name, table: .input, address: 1, encoding: encoding, quantity: "temperature")
    point.scale = decimal(scale)
    point.deadband = decimal(deadband)
    point.unit = "Cel"
    return point
}

func device(
    _ id: String, _ points: [Point], live: Publishing.Live = .change,
    heartbeat: Nanoseconds = .seconds(900)
) -> Device {
    var profile = Profile(id: "test-device", vendor: "Test", model: "T1", class: "test")
    profile.points = points
    profile.hash = String(repeating: "a", count: 64)
    var device = Device(id: id, profile: profile, unit: 1, domain: "env", poll: .seconds(1))
    device.publishing.live = live
    device.publishing.heartbeat = heartbeat
    device.publishing.window = .zero
    return device
}

func configuration(
    _ devices: [Device], packing: HubSettings.Packing = .plain, budget: ByteCount? = nil
) -> Configuration {
    var hub = HubSettings(id: "city", urls: [], root: "danang")
    (hub.packing, hub.budget) = (packing, budget)
    return Configuration(
        gateway: Gateway(id: "gw-1", area: "haichau", site: "bts-1"), hub: hub,
        lines: [Line(id: "l1", link: .tcp(host: "127.0.0.1", port: 502), devices: devices)],
        hash: "c0ffee")
}

/// A spool that is new, with numbers for a test of any length.
func opening(_ devices: [Device], epoch: String = "e0", numbers: UInt64 = 1 << 40) -> SpoolOpening {
    var opening = SpoolOpening(how: .fresh, epoch: epoch, isDurable: true)
    for device in devices {
        for stream in Stream.allCases {
            let key = SeriesKey(device: device.id, stream: stream)
            opening.grants.append(NumberGrant(series: key, next: 1, through: numbers))
        }
    }
    return opening
}

/// A pump with the hub played by the test.
struct Station {
    var pump: Pump
    private var devices: [Device]
    private var firsts: [Int]

    init(_ devices: [Device]) {
        pump = Pump(configuration(devices), opening(devices), seed: 1)
        self.devices = devices
        firsts = Self.firsts(devices)
    }

    private static func firsts(_ devices: [Device]) -> [Int] {
        devices.indices.map { devices[..<$0].reduce(0) { $0 + $1.points.count } }
    }

    /// The gateway's file has these devices from now on; what the hub is given for it.
    mutating func change(to new: [Device], at time: Int64) -> [Told] {
        pump.expect(new)
        let keys = new.flatMap { device in
            Stream.allCases.map { SeriesKey(device: device.id, stream: $0) }
        }
        let grants = keys.map { NumberGrant(series: $0, next: 1, through: 1 << 40) }
        pump.take(news: .granted(grants), at: moment(time))
        pump.change(to: configuration(new), from: configuration(devices), at: moment(time))
        (devices, firsts) = (new, Self.firsts(new))
        return told()
    }

    /// A station whose session 1 is up and whose present is told.
    static func up(_ devices: [Device]) -> Station {
        var station = Station(devices)
        station.pump.hubUp(session: 1, at: moment(0))
        _ = station.told()
        return station
    }

    /// One reading of a device's point; nil bits: the read failed with the quality.
    struct Sample {
        var point = 0
        var bits: UInt64 = 0
        var quality = Quality.good
        /// Milliseconds before the scan's end.
        var before: Int64 = 0
    }

    /// One scan of a device, ending at a time, and what it gives the hub.
    mutating func scan(
        _ samples: [Sample], device: Int = 0, round: UInt8 = 0, at time: Int64,
        wall: Int64 = 1_795_215_192_000, skipped: Int64 = 0
    ) -> [String] {
        var readings = samples.map { sample in
            Reading(
                time: instant(time - sample.before), bits: sample.bits,
                point: UInt32(firsts[device] + sample.point), quality: sample.quality)
        }
        readings.append(
            .end(ofRound: round, of: UInt32(device), at: instant(time), skipped: skipped))
        pump.take(readings.span, at: moment(time, wall: wall))
        return told().map(\.text)
    }

    /// Values of the points from the first on, all good.
    mutating func scan(_ values: [UInt64], device: Int = 0, at time: Int64) -> [String] {
        scan(
            values.enumerated().map { Sample(point: $0, bits: $1) }, device: device, at: time)
    }

    struct Told {
        var topic: String
        var text: String
        var retain: Bool
    }

    /// Hands over and acknowledges all that waits; the spool takes all and says nothing.
    mutating func told() -> [Told] {
        pump.prepareOrders()
        while pump.store.next != nil { pump.ordersHandedOver() }
        var all: [Told] = []
        while let (message, token) = pump.delivery.next {
            all.append(
                Told(
                    topic: message.topic.name,
                    text: String(decoding: message.payload, as: UTF8.self),
                    retain: message.retain))
            pump.handedOver(at: instant(0))
            pump.answered(token, .delivered, at: instant(0))
        }
        return all
    }
}

/// What stands under the path of keys in a JSON text; nil if nothing does or it is no JSON.
func json(_ text: String?, _ path: String...) -> JSON? {
    guard let text, let root = try? JSON(parsing: Array(text.utf8)) else { return nil }
    return path.reduce(root) { $0?[$1] }
}

/// The records of the stream `live` among payloads.
func live(_ texts: [String]) -> [String] {
    texts.filter { $0.contains(#""seq":"#) && $0.contains(#""ts":"#) && $0.contains(#""values":"#) }
}

/// Those of the stream `event`.
func events(_ texts: [String]) -> [String] {
    texts.filter { $0.contains(#""seq":"#) && $0.contains(#""severity":"#) }
}
