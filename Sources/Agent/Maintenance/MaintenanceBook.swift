// SPDX-License-Identifier: Apache-2.0
internal import Field

/// On which devices somebody works, over restarts: read at a start, and written whenever it
/// changes.
struct MaintenanceBook: Sendable {
    private(set) var entries: [String: Maintenance] = [:]
    /// What an earlier process has left, until the clocks are known.
    private var former: JSON?
    /// Whether the file does not say what is so.
    private(set) var hasNews = false
    /// Devices of which it has ended by itself, for the log.
    private(set) var ended: [String] = []
    private(set) var nextEnd = Instant.never
    /// When it was last written down.
    private var written = Instant(nanoseconds: 0)

    /// How often what is left is written down: a machine that starts again and again without a
    /// clock goes on from there.
    static let pace = Nanoseconds.seconds(300)

    init() {}

    /// From another configuration, which may have had its file elsewhere.
    init(goingOn former: Self) {
        self = former
        hasNews = !entries.isEmpty
    }

    subscript(device: String) -> Maintenance? { entries[device] }

    mutating func set(_ maintenance: Maintenance?, of device: String) {
        entries[device] = maintenance
        hasNews = true
        nextEnd = entries.values.map(\.end).min() ?? .never
    }

    /// Takes out what has ended, and tells which.
    mutating func takeOut(until now: Instant) -> [String] {
        guard nextEnd <= now else { return [] }
        let over = entries.filter { $0.value.end <= now }.keys.sorted()
        for device in over { set(nil, of: device) }
        ended += over
        return over
    }

    /// Those that have ended since it was last asked.
    mutating func takeEnded() -> [String] {
        defer { ended = [] }
        return ended
    }

    /// The wall clock was set, or is trusted from now on.
    mutating func follow(_ moment: Moment) {
        for (device, maintenance) in entries {
            var own = maintenance
            if moment.isTrusted, let end = own.trueEnd {
                own.end = min(own.end, moment.instant(of: end))
                own.trueEnd = nil
            }
            set(own, of: device)
        }
    }

    /// Whether it is to be written down; `hasFailed`: what was written last is not on the disk.
    func isDue(at now: Instant, hasFailed: Bool) -> Bool {
        hasNews || (hasFailed || !entries.isEmpty) && now - written >= Self.pace
    }

    // MARK: - Over restarts

    mutating func expect(_ former: JSON?) { self.former = former }

    /// Takes what an earlier process has left of these devices, as far as it goes on.
    mutating func resume(_ devices: some Sequence<String>, _ moment: Moment, boot: UInt128) {
        guard let former, former["version"]?.integer == 1 else { return }
        self.former = nil
        let isSameBoot = boot != 0 && former["boot"]?.string == String(boot, radix: 16)
        let known = Set(devices)
        for json in former["devices"]?.array ?? [] {
            guard let device = json["device"]?.string else { continue }
            let maintenance = Maintenance(json, moment, isSameBoot: isSameBoot)
            guard known.contains(device), let maintenance, maintenance.end > moment.now else {
                ended.append(device)
                hasNews = true
                continue
            }
            set(maintenance, of: device)
        }
    }

    /// `{"version":1,"boot":…,"devices":[{"device":…,"began":…,"end":…,"left":…,
    /// "utc":{"began":…,"end":…},"note":…,"user":…}]}`: milliseconds of the kernel's clock, what
    /// was left then, and in UTC where that was known.
    mutating func write(_ moment: Moment, boot: UInt128) -> [UInt8] {
        (hasNews, written) = (false, moment.now)
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("version", 1)
        writer.member("boot", String(boot, radix: 16))
        writer.key("devices")
        writer.beginArray()
        for (device, maintenance) in entries.sorted(by: { $0.key < $1.key }) {
            writer.beginObject()
            writer.member("device", device)
            maintenance.write(&writer, moment)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }
}

extension Maintenance {
    fileprivate func write(_ writer: inout JSONWriter, _ moment: Moment) {
        writer.member("began", began.nanoseconds / 1_000_000)
        writer.member("end", end.nanoseconds / 1_000_000)
        writer.member("left", max(0, (end - moment.now).milliseconds))
        let trueEnd = moment.isTrusted ? moment.milliseconds(of: end) : trueEnd
        if let trueEnd {
            writer.key("utc")
            writer.beginObject()
            writer.member("began", trueEnd - (end - began).milliseconds)
            writer.member("end", trueEnd)
            writer.endObject()
        }
        writer.member("note", note)
        writer.member("user", user)
    }

    /// nil for what `write` would not have written.
    fileprivate init?(_ json: JSON, _ moment: Moment, isSameBoot: Bool) {
        guard let began = Self.time(json["began"]), let end = Self.time(json["end"]),
            (Self.shortest.milliseconds...).contains(end - began),
            let note = json["note"]?.string, Self.isNote(note),
            let user = json["user"]?.integer.flatMap(UInt32.init(exactly:))
        else { return nil }
        let length = min(Nanoseconds.milliseconds(end - began), Self.longest)
        let left = Self.time(json["left"]).map { min(length, .milliseconds(max(0, $0))) }
        let trueEnd = Self.time(json["utc"]?["end"])
        self.init(began: moment.now, end: moment.now + (left ?? length), note: note, user: user)
        if isSameBoot {
            self.end = min(self.end, Instant(nanoseconds: end * 1_000_000))
            self.began = self.end - length
        } else if let trueEnd, moment.isTrusted {
            self.end = min(self.end, moment.instant(of: trueEnd))
            self.began = self.end - length
        } else {
            self.trueEnd = trueEnd
        }
    }

    /// Milliseconds that a clock can have.
    private static func time(_ json: JSON?) -> Int64? {
        json?.integer.flatMap { (-mostMilliseconds...mostMilliseconds).contains($0) ? $0 : nil }
    }

    /// Some fourteen decades: in nanoseconds it still is a number.
    private static let mostMilliseconds = Int64(1) << 42
}
