// SPDX-License-Identifier: Apache-2.0
import Field

/// A gateway that keeps the contract through outages, kills, restarts, a new epoch and new
/// definitions: what the hub passes on of it, from a seed.
struct HonestGateway {
    struct Device {
        var name: String
        var domain: String
        var meta: String
        /// By stream: the last number given, and the last given before the epoch.
        var numbers: [UInt64] = [0, 0, 0]
        var needsFull = true
        var windowFrom: Int64 = 0
    }

    static let points = ["pm2_5", "pm10", "temp"]
    static let root = "danang/haichau"
    static let place = "bts-1/gw-1"

    private(set) var messages: [AuditMessage] = []
    /// Records, of which each is held or declared, and those that are declared only.
    private(set) var given: UInt64 = 0
    private(set) var declared: UInt64 = 0
    private var random: SplitMix
    private var now: Int64 = 1_795_215_190_000
    private var epoch = ""
    private var session: Int64 = 0
    private var gapNumber = 0
    private var isSynced = true
    private var devices: [Device]
    /// Records that could not be sent when they were new.
    private var backlog: [AuditRecord] = []
    /// Records whose clock was not trusted yet.
    private var unsynced: [AuditRecord] = []
    /// Records that the hub has, some of which come again.
    private var sent: [AuditRecord] = []

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
        devices = [("aq-1", "env"), ("em-1", "energy"), ("wx-1", "env")].map {
            Device(name: $0.0, domain: $0.1, meta: "")
        }
        if random.below(2) == 0 { devices.removeLast() }
        run()
    }

    private mutating func run() {
        beginEpoch()
        connect()
        rounds(3 + random.below(3))
        outage()
        drain(drops: true)
        redeliver()
        rounds(2)
        if random.below(2) == 0 { stop() } else { kill() }
        now += 5_000 + Int64(random.below(5_000))
        isSynced = false
        openWindows()
        connect()
        rounds(3)
        isSynced = true
        rounds(3)
        restamp()
        define(random.below(devices.count))
        rounds(3)
        stop()
        now += 60_000
        beginEpoch()
        connect()
        rounds(2)
        outage()
        drain(drops: random.below(2) == 0)
        rounds(2)
        stop()
    }

    // MARK: Its life

    private mutating func beginEpoch() {
        epoch = String(random.next() | 1 << 63, radix: 16)
        session = 0
        for index in devices.indices {
            devices[index].numbers = [0, 0, 0]
            devices[index].meta = hex()
        }
        openWindows()
    }

    private mutating func openWindows() {
        for index in devices.indices { devices[index].windowFrom = now }
    }

    private mutating func hex() -> String {
        String(String(random.next() | 1 << 63, radix: 16).prefix(8))
    }

    private mutating func connect() {
        session += 1
        sendState(online: true)
        for index in devices.indices {
            sendMeta(index)
            devices[index].needsFull = true
        }
    }

    private mutating func stop() {
        closeWindows()
        for index in devices.indices { event(index, isSent: true) }
        sendState(online: false, reason: "stopped")
    }

    /// The hub tells its will; then, at the next start, the rest of a block of numbers is declared.
    private mutating func kill() {
        will()
        now += 1_000
        connect()
        for index in devices.indices {
            for stream in Stream.allCases {
                let first = devices[index].numbers[Int(stream.rawValue)] + 1
                let last = first + UInt64(random.below(4))
                devices[index].numbers[Int(stream.rawValue)] = last
                given += last - first + 1
                declared += last - first + 1
                declare(index, stream, [first...last], "unclean-stop")
            }
        }
        stop()
    }

    private mutating func will() {
        let content = JSON.from([
            "v": .integer(1), "online": .bool(false), "epoch": .string(epoch),
            "session": .integer(session), "reason": .string("connection-lost"),
        ])
        send("sys", "-", "state", content)
    }

    private mutating func outage() {
        will()
        for _ in 0..<3 + random.below(3) { round(isSent: false) }
        connect()
        round(isSent: true)
    }

    /// What waited comes on `hist`, a batch of rows for each device and stream between new
    /// records; some of it was lost, and is declared.
    private mutating func drain(drops: Bool) {
        for index in devices.indices {
            for stream in Stream.allCases {
                var records = backlog.filter { $0.device == index && $0.stream == stream }
                if drops, records.count > 1, stream != .event {
                    let number = records.removeFirst().number
                    declared += 1
                    // Wider than what is lost: what is held counts more.
                    declare(index, stream, [number...number + 1], "spool-full")
                }
                if !records.isEmpty { send(rows: records) }
            }
            round(isSent: true)
        }
        backlog = []
    }

    /// Some of what the hub has comes again: the newest as it was, any as a row.
    private mutating func redeliver() {
        for index in devices.indices {
            for stream in Stream.allCases {
                let records = sent.filter { $0.device == index && $0.stream == stream }
                guard let last = records.last, let any = records.randomElement(using: &random)
                else { continue }
                let isNewest = last.number == devices[index].numbers[Int(stream.rawValue)]
                if isNewest, random.below(2) == 0 { send(last) } else { send(rows: [any]) }
            }
        }
    }

    private mutating func rounds(_ count: Int) { for _ in 0..<count { round(isSent: true) } }

    private mutating func round(isSent: Bool) {
        now += 1_000
        for index in devices.indices {
            live(index, isSent: isSent)
            if random.below(3) == 0 { event(index, isSent: isSent) }
            if now - devices[index].windowFrom >= 3_000 { window(index, isSent: isSent) }
        }
    }

    private mutating func closeWindows() {
        for index in devices.indices where now > devices[index].windowFrom {
            window(index, isSent: true)
        }
    }

    /// A new definition, told before the first record that names it.
    private mutating func define(_ index: Int) {
        devices[index].meta = hex()
        sendMeta(index)
        devices[index].needsFull = true
    }

    /// What was taken before the clock was right comes again with its true time.
    private mutating func restamp() {
        var rows = unsynced
        for index in rows.indices {
            rows[index].times = rows[index].times.map { $0 - 7 }
            rows[index].others.removeAll { $0.key == "clock" }
            rows[index].others.append(JSON.Member(key: "restamped", value: .bool(true)))
        }
        unsynced = []
        for index in devices.indices {
            for stream in Stream.allCases {
                let batch = rows.filter { $0.device == index && $0.stream == stream }
                if !batch.isEmpty { send(rows: batch) }
            }
        }
    }

    // MARK: Records

    private mutating func live(_ index: Int, isSent: Bool) {
        let isFull = devices[index].needsFull || random.below(4) == 0
        if isFull, isSent { devices[index].needsFull = false }
        var values: [JSON.Member] = []
        var others: [JSON.Member] = []
        for point in Self.points where isFull || random.below(3) > 0 || values.isEmpty {
            let isBad = random.below(12) == 0
            values.append(
                JSON.Member(key: point, value: isBad ? .null : .number("\(random.below(900)).5")))
            guard isBad else { continue }
            let quality = JSON.Member(key: point, value: .string("comm/timeout"))
            others = [JSON.Member(key: "q", value: .object([quality]))]
        }
        if values.filter({ $0.value == .null }).count > 1 {
            values = values.map { JSON.Member(key: $0.key, value: .integer(1)) }
            others = []
        }
        if isFull { others.append(JSON.Member(key: "full", value: .bool(true))) }
        give(index, .live, [now], values, others, isSent: isSent)
    }

    private mutating func window(_ index: Int, isSent: Bool) {
        let values = Self.points.map { point in
            let value = JSON.integer(random.below(90))
            return JSON.Member(
                key: point,
                value: .from([
                    "n": .integer(3), "due": .integer(3), "min": value, "max": value,
                    "mean": value, "last": value, "late": .integer(1),
                ]))
        }
        give(index, .window, [devices[index].windowFrom, now], values, [], isSent: isSent)
        devices[index].windowFrom = now
    }

    private mutating func event(_ index: Int, isSent: Bool) {
        let content = JSON.from([
            "type": .string("limit"), "point": .string("pm10"), "state": .string("raised"),
            "severity": .string("warning"), "value": .integer(random.below(500)),
        ])
        give(index, .event, [now], content.members ?? [], [], isSent: isSent)
    }

    private mutating func give(
        _ index: Int, _ stream: Stream, _ times: [Int64], _ values: [JSON.Member],
        _ others: [JSON.Member], isSent: Bool
    ) {
        devices[index].numbers[Int(stream.rawValue)] += 1
        given += 1
        var record = AuditRecord(
            device: index, stream: stream, epoch: epoch,
            number: devices[index].numbers[Int(stream.rawValue)], meta: devices[index].meta,
            times: times, values: values, others: others)
        if !isSynced {
            record.others.append(JSON.Member(key: "clock", value: .string("unsynced")))
            unsynced.append(record)
        }
        if isSent {
            send(record)
            sent.append(record)
        } else {
            backlog.append(record)
        }
    }

    // MARK: Messages

    private mutating func send(
        _ domain: String, _ device: String, _ channel: String, _ content: JSON
    ) {
        messages.append(
            AuditMessage(
                topic: "\(Self.root)/\(domain)/\(Self.place)/\(device)/\(channel)",
                content: content, at: now + Int64(random.below(20))))
    }

    private mutating func send(_ record: AuditRecord) {
        let device = devices[record.device]
        send(device.domain, device.name, record.stream.name, record.direct)
    }

    private mutating func send(rows: [AuditRecord]) {
        guard let first = rows.first else { return }
        let (device, stream) = (devices[first.device], first.stream)
        var content = JSON.from([
            "v": .integer(1), "epoch": .string(first.epoch), "of": .string(stream.name),
            "meta": .string(first.meta),
        ])
        let points = Self.points.shuffled(using: &random)
        if stream != .event { content = content.with("points", .array(points.map(JSON.string))) }
        if stream == .window {
            content = content.with("stats", .array(AuditRecord.figures.map(JSON.string)))
        }
        content = content.with("rows", .array(rows.map { $0.row(points) }))
        send(device.domain, device.name, "hist", content)
    }

    private mutating func sendState(online: Bool, reason: String? = nil) {
        let produced = devices.map { device in
            JSON.Member(
                key: device.name,
                value: .from([
                    "live": .integer(device.numbers[0]), "window": .integer(device.numbers[1]),
                    "event": .integer(device.numbers[2]),
                ]))
        }
        var content = JSON.from([
            "v": .integer(1), "online": .bool(online), "epoch": .string(epoch),
            "session": .integer(session), "ts": .integer(now), "produced": .object(produced),
        ])
        if let reason { content = content.with("reason", .string(reason)) }
        send("sys", "-", "state", content)
    }

    private mutating func sendMeta(_ index: Int) {
        let points = Self.points.map {
            JSON.Member(key: $0, value: .from(["unit": .string("x"), "poll": .integer(1_000)]))
        }
        let content = JSON.from([
            "v": .integer(1), "meta": .string(devices[index].meta), "points": .object(points),
        ])
        send(devices[index].domain, devices[index].name, "meta", content)
    }

    private mutating func declare(
        _ index: Int, _ stream: Stream, _ ranges: [ClosedRange<UInt64>], _ reason: String
    ) {
        gapNumber += 1
        let content = JSON.from([
            "v": .integer(1), "epoch": .string(epoch), "id": .string("gap-\(gapNumber)"),
            "device": .string(devices[index].name), "stream": .string(stream.name),
            "from": .integer(now - 1_000), "to": .integer(now),
            "ranges": .array(
                ranges.map { .array([.integer($0.lowerBound), .integer($0.upperBound)]) }),
            "count": .integer(ranges.reduce(0) { $0 + $1.count }), "reason": .string(reason),
        ])
        // Some are told twice.
        for _ in 0...random.below(2) {
            send(devices[index].domain, devices[index].name, "gap", content)
        }
    }
}
