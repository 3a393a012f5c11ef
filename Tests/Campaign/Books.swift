// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// What the hub holds and what was declared: the auditor's books, from messages alone, and beside
/// them the devices' by their poll counters. Both are fed what the broker has acknowledged.
struct Books: ~Copyable {
    private(set) var auditor = Auditor(start: .beginning)
    private(set) var devices: [String: DeviceBook]
    /// Points of a device, by which readings become polls.
    private let points: [String: Int]
    /// When each kind of message was acknowledged last, and how many came.
    private(set) var lastHistory = Instant(nanoseconds: 0)
    private(set) var messages = 0
    /// Answers of 0x10 and above 0x7F, by their codes.
    private(set) var refusals: [UInt8: Int] = [:]
    /// Records that came again: when.
    private(set) var again: [Instant] = []
    /// Gaps by their reasons.
    private(set) var gaps: [String: Int] = [:]
    private var gapNames: Set<String> = []
    /// When the gateway said whether what it has survives it.
    private(set) var durability: [(at: Instant, isDurable: Bool)] = []

    private static let kept: Set<Substring> = ["state", "meta", "status"]

    init(_ points: [String: Int]) {
        self.points = points
        devices = points.mapValues { _ in DeviceBook() }
    }

    /// The broker has answered a message, and the agent was told.
    mutating func take(_ publication: Publication, code: UInt8, at now: Instant) throws {
        guard code < 0x80, code != 0x10 else { return refusals[code, default: 0] += 1 }
        messages += 1
        trace(publication, now)
        auditor.take(
            topic: publication.topic, payload: publication.payload,
            // To the broker the flag says "keep it", which only what describes the present may.
            isRetained: publication.isRetained && !Self.kept.contains(publication.channel))
        guard !publication.payload.isEmpty else { return }
        switch publication.channel {
        case "live": try takeLive(publication, now)
        case "hist": try takeHistory(publication, now)
        case "gap": try takeGap(publication, now)
        case "state": try takeState(publication, now)
        default: break
        }
    }

    /// For who looks into a failure: when what was acknowledged.
    private(set) var traces: [(at: Instant, text: String)] = []

    /// Beyond these the older half is let go of.
    private static let mostTraces = 200_000

    private mutating func trace(_ publication: Publication, _ now: Instant) {
        let bytes = publication.payload
        let isLong = bytes.count > 180
        let end = isLong ? " … " + String(decoding: bytes.suffix(60), as: UTF8.self) : ""
        let text = String(decoding: bytes.prefix(120), as: UTF8.self) + end
        traces.append((now, "\(publication.device) \(publication.channel) \(text)"))
        if traces.count > Self.mostTraces { traces.removeFirst(Self.mostTraces / 2) }
    }

    /// What the agent sends: the counter of a new record.
    static func counter(of publication: Publication) throws -> Int? {
        try parsed(publication)["values"]?["count"]?.integer.map { Int($0) }
    }

    private static func parsed(_ publication: Publication) throws -> JSON {
        do throws(JSON.Fault) {
            return try JSON(
                parsing: publication.payload, limits: JSON.Limits(bytes: 1 << 18, values: 1 << 17))
        } catch {
            throw Failure(text: "\(publication.topic): not JSON, \(error.reason.rawValue)")
        }
    }

    private mutating func hold(
        _ device: Substring, _ epoch: String, _ number: Int64, _ counter: Int?, _ now: Instant
    ) {
        guard number > 0 else { return }
        let isNew = devices[String(device)]?.hold(epoch, UInt64(number), counter) ?? true
        if !isNew { again.append(now) }
    }

    private mutating func takeLive(_ publication: Publication, _ now: Instant) throws {
        let record = try Self.parsed(publication)
        guard let epoch = record["epoch"]?.string, let number = record["seq"]?.integer else {
            return
        }
        let counter = record["values"]?["count"]?.integer.map { Int($0) }
        hold(publication.device, epoch, number, counter, now)
    }

    private mutating func takeHistory(_ publication: Publication, _ now: Instant) throws {
        lastHistory = now
        let record = try Self.parsed(publication)
        guard record["of"]?.string == "live", let epoch = record["epoch"]?.string,
            let points = record["points"]?.array, let rows = record["rows"]?.array
        else { return }
        let column = points.firstIndex { $0.string == "count" }
        for row in rows {
            guard let cells = row.array, cells.count > 2, let number = cells[0].integer,
                let values = cells[2].array
            else { continue }
            let counter = column.flatMap { $0 < values.count ? values[$0].integer : nil }
            hold(publication.device, epoch, number, counter.map { Int($0) }, now)
        }
    }

    private mutating func takeGap(_ publication: Publication, _ now: Instant) throws {
        lastHistory = now
        let gap = try Self.parsed(publication)
        guard let epoch = gap["epoch"]?.string, let device = gap["device"]?.string,
            let id = gap["id"]?.string
        else { return }
        if gapNames.insert(id).inserted, let reason = gap["reason"]?.string {
            gaps[reason, default: 0] += 1
        }
        guard gap["stream"]?.string == "live" else { return }
        if let readings = gap["readings"]?.integer, let from = gap["from"]?.integer,
            let to = gap["to"]?.integer, let points = points[device]
        {
            let polls = (Int(readings) + points - 1) / points
            devices[device]?.declare(DeviceBook.Lost(from: from, to: to, polls: polls))
        }
        let ranges = gap["ranges"]?.array?.compactMap { item -> ClosedRange<UInt64>? in
            guard let ends = item.array, ends.count == 2, let low = ends[0].integer,
                let high = ends[1].integer, 0 < low, low <= high
            else { return nil }
            return UInt64(low)...UInt64(high)
        }
        devices[device]?.declare(epoch, SequenceRanges(ranges ?? []))
    }

    private mutating func takeState(_ publication: Publication, _ now: Instant) throws {
        let state = try Self.parsed(publication)
        guard let epoch = state["epoch"]?.string else { return }
        if let isDurable = state["durable"]?.bool { durability.append((now, isDurable)) }
        for name in devices.keys { devices[name]?.begin(epoch) }
    }
}
