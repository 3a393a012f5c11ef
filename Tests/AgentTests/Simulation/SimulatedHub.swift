// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Host
import Hub
import Testing

/// A consumer that keeps the books: what it holds, what was declared to it, and what it was told
/// before it was told a record.
struct SimulatedHub {
    /// One record's name: consumers tell doubles by it.
    struct Name: Hashable {
        var epoch: String
        var device: String
        var stream: String
        var number: UInt64
    }

    /// Whose time a record has.
    enum Standing: String {
        case plain, unsynced, restamped, estimated

        var isLater: Bool { self == .restamped || self == .estimated }
    }

    private(set) var held: [Name: String] = [:]
    /// Of each that is held, the time that counts: UTC in milliseconds, a window's end.
    private(set) var times: [Name: (at: Int64, standing: Standing)] = [:]
    private(set) var declared: Set<Name> = []
    private(set) var doubles = 0
    private(set) var problems: [String] = []
    /// Records that it had and has no more, and how often it lost each.
    private(set) var lost: Set<Name> = []
    private(set) var losses: [Name: Int] = [:]
    /// What commands were answered, by their ids.
    private(set) var answers: [String: [JSON]] = [:]
    /// Topics on which what a device was is what came last.
    private(set) var outdated: Set<String> = []
    /// Descriptions that it has not taken, by topic and, of what a device was, the meta's name.
    private(set) var owed: Set<String> = []
    /// In this session: metas told of each device, those that are retained apart, and whether the
    /// state came.
    private var metas: Set<String> = []
    private var retained: Set<String> = []
    private var isBorn = false

    mutating func beginSession() {
        isBorn = false
        (metas, retained) = ([], [])
    }

    /// A message has come, and was taken or refused with this code.
    mutating func meet(_ message: Message, _ refusal: UInt8?) {
        let channel = message.topic.name.split(separator: "/").last.map(String.init) ?? ""
        guard message.retain || channel == "meta" else {
            if refusal == nil { take(message) }
            return
        }
        // Told again after a pause, which what comes behind it does not wait for.
        take(message)
        var name = message.topic.name
        if message.retain { outdated.remove(name) } else { outdated.insert(name) }
        if !message.retain {
            name += "/\((try? JSON(parsing: message.payload))?["meta"]?.string ?? "")"
        }
        switch refusal {
        case nil: owed.remove(name)
        // Of what is not retained: nobody listens.
        case 0x10? where !message.retain: owed.remove(name)
        // It will never take it, nor what the clearing would have taken away.
        case 0x99? where message.payload.isEmpty: owed.remove(name)
        case 0x99?: break
        default: owed.insert(name)
        }
    }

    /// The process that owed them what devices were has died.
    mutating func forgetOwedMetas() { owed = owed.filter { !$0.contains("/meta/") } }

    private mutating func take(_ message: Message) {
        let levels = message.topic.name.split(separator: "/").map(String.init)
        // Nothing is retained there any more, and nobody remembers what was.
        if levels.count >= 7, message.retain, message.payload.isEmpty {
            if levels[6] == "meta" {
                retained = retained.filter { !$0.hasPrefix("\(levels[5])/") }
            }
            return
        }
        guard levels.count >= 7, let payload = Self.payload(message),
            let json = try? JSON(parsing: payload)
        else {
            return problems.append("not to be read: \(message.topic.name)")
        }
        let (device, channel) = (levels[5], levels[6])
        if channel == "state" { isBorn = true }
        if !isBorn { problems.append("\(channel) before the state") }
        switch channel {
        case "live", "window", "event": takeRecord(json, device, channel)
        case "hist": takeHistory(json, device)
        case "gap": takeGap(json, device)
        case "ack": answers[json["id"]?.string ?? "", default: []].append(json)
        case "meta":
            let name = "\(device)/\(json["meta"]?.string ?? "")"
            if message.retain { retained.insert(name) } else { metas.insert(name) }
        default: break
        }
    }

    static func payload(_ message: Message) -> [UInt8]? {
        message.properties.contains(.deflated)
            ? Inflation.inflated(message.payload, atMost: Pump.largestRecord) : message.payload
    }

    private mutating func takeRecord(_ json: JSON, _ device: String, _ channel: String) {
        checkMeta(json, device)
        let values = json["values"].map { Self.text($0) } ?? Self.text(json["code"] ?? .null)
        hold(json, device, channel, number: json["seq"], values)
        let standing = Self.standing(json)
        if standing.isLater { problems.append("\(standing) on \(channel)") }
        time(json, device, channel, json["seq"], json["to"] ?? json["ts"], standing)
    }

    private static func standing(_ words: JSON?) -> Standing {
        if words?["restamped"]?.bool == true { return .restamped }
        return words?["clock"]?.string.flatMap(Standing.init(rawValue:)) ?? .plain
    }

    /// A true time wins, in whatever order they come.
    private mutating func time(
        _ json: JSON, _ device: String, _ stream: String, _ number: JSON?, _ at: JSON?,
        _ standing: Standing
    ) {
        let name = name(json, device, stream, number)
        let at = at?.integer ?? 0
        if at < 1_767_225_600_000 { problems.append("\(name) is stamped \(at)") }
        guard let known = times[name] else { return times[name] = (at, standing) }
        if standing.isLater, !known.standing.isLater {
            if known.standing == .plain { problems.append("\(name) had a time") }
            times[name] = (at, standing)
        } else if standing == known.standing, at != known.at {
            problems.append("\(name) is \(standing) at \(known.at) and \(at)")
        } else if standing != known.standing, standing != .unsynced {
            problems.append("\(name) is \(known.standing), then \(standing)")
        }
    }

    private mutating func checkMeta(_ json: JSON, _ device: String) {
        let name = "\(device)/\(json["meta"]?.string ?? "")"
        if !metas.contains(name), !retained.contains(name) {
            problems.append("a record of \(device) before its meta")
        }
    }

    private mutating func takeHistory(_ json: JSON, _ device: String) {
        checkMeta(json, device)
        let stream = json["of"]?.string ?? ""
        let points = json["points"]?.array?.compactMap(\.string) ?? []
        for row in json["rows"]?.array ?? [] {
            guard let parts = row.array, parts.count >= 3 else {
                problems.append("a row of \(parts(row)) parts")
                continue
            }
            var text = Self.text(parts[2]["code"] ?? .null)
            if stream == "live", let values = parts[2].array {
                let qualities = parts.count > 3 ? parts[3]["q"] : nil
                text = zip(points, values).compactMap { name, value in
                    if case .null = value, qualities?[name] == nil { return nil }
                    return "\(name)=\(Self.text(value))"
                }.joined(separator: ",")
            } else if stream == "window" {
                text = ""
            }
            hold(json, device, stream, number: parts[0], text)
            let end = stream == "window" ? parts[2] : parts[1]
            let words = parts.last { $0.members != nil }
            time(json, device, stream, parts[0], end, Self.standing(words))
        }
    }

    private func parts(_ row: JSON) -> Int { row.array?.count ?? 0 }

    private mutating func hold(
        _ json: JSON, _ device: String, _ stream: String, number: JSON?, _ text: String
    ) {
        let name = name(json, device, stream, number)
        let content = stream == "window" ? "" : text
        if let before = held[name] {
            doubles += 1
            if before != content { problems.append("\(name) says \(before) and \(content)") }
        }
        held[name] = content
        lost.remove(name)
    }

    /// It loses a record, as after a restored backup.
    mutating func lose(_ name: Name) {
        guard held.removeValue(forKey: name) != nil else { return }
        lost.insert(name)
        losses[name, default: 0] += 1
    }

    /// What it would say of custody: the number up to which it holds all, or knows that it will
    /// not come.
    func custody(of device: String, _ stream: String, epoch: String) -> UInt64 {
        var number: UInt64 = 0
        while true {
            let next = Name(epoch: epoch, device: device, stream: stream, number: number + 1)
            guard held[next] != nil || declared.contains(next) else { return number }
            number += 1
        }
    }

    /// Whether a command was carried out, as far as was heard.
    func hasDone(_ id: String) -> Bool {
        answers[id]?.contains { $0["ok"]?.bool == true } ?? false
    }

    private func name(
        _ json: JSON, _ device: String, _ stream: String, _ number: JSON?
    ) -> Name {
        Name(
            epoch: json["epoch"]?.string ?? "", device: device, stream: stream,
            number: UInt64(number?.integer ?? 0))
    }

    private mutating func takeGap(_ json: JSON, _ device: String) {
        guard json["device"]?.string == device, let stream = json["stream"]?.string else {
            return problems.append("a gap of another device")
        }
        for range in json["ranges"]?.array ?? [] {
            guard let low = range.array?.first?.integer, let high = range.array?.last?.integer
            else { continue }
            for number in low...max(low, high) {
                declared.insert(
                    Name(
                        epoch: json["epoch"]?.string ?? "", device: device, stream: stream,
                        number: UInt64(number)))
            }
        }
    }

    private static func text(_ json: JSON) -> String {
        switch json {
        case .null: "null"
        case .bool(let on): "\(on)"
        case .number(let text), .string(let text): text
        case .array(let all): all.map(text).joined(separator: ",")
        case .object(let all):
            all.map { "\($0.key)=\(text($0.value))" }.joined(separator: ",")
        }
    }
}
