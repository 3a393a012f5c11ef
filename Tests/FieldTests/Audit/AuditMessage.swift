// SPDX-License-Identifier: Apache-2.0
import Field

/// A message as the hub passes it on, its content still a tree.
struct AuditMessage: Equatable {
    let topic: String
    var content: JSON { didSet { payload = Self.written(content) } }
    /// The content as bytes, until other bytes replace it.
    var payload: [UInt8]
    var isRetained = false
    /// UTC in ms.
    let at: Int64

    static func == (a: Self, b: Self) -> Bool {
        a.topic == b.topic && a.payload == b.payload && a.isRetained == b.isRetained
            && a.at == b.at
    }

    init(topic: String, content: JSON, at: Int64) {
        (self.topic, self.content, self.at) = (topic, content, at)
        payload = Self.written(content)
    }

    var channel: String { String(topic.split(separator: "/")[6]) }
    var device: String { String(topic.split(separator: "/")[5]) }

    private static func written(_ content: JSON) -> [UInt8] {
        var writer = JSONWriter()
        JSONTrees.write(content, &writer)
        return writer.bytes
    }
}

extension Auditor {
    mutating func take(_ message: AuditMessage) {
        take(
            topic: message.topic, payload: message.payload, isRetained: message.isRetained,
            at: WallTime(nanoseconds: message.at * 1_000_000))
    }

    static func report(
        _ messages: [AuditMessage], _ start: Start = .beginning, _ limits: Limits = Limits()
    ) -> AuditReport {
        var auditor = Auditor(start: start, limits: limits)
        for message in messages { auditor.take(message) }
        return auditor.report()
    }
}

extension JSON {
    static func integer(_ number: some BinaryInteger) -> JSON { .number("\(number)") }

    static func from(_ members: KeyValuePairs<String, JSON>) -> JSON {
        .object(members.map { Member(key: $0.key, value: $0.value) })
    }

    /// The same object with this member, in place of the one it had.
    func with(_ key: String, _ value: JSON) -> JSON {
        var members = self.members ?? []
        if let index = members.firstIndex(where: { $0.key == key }) {
            members[index].value = value
        } else {
            members.append(Member(key: key, value: value))
        }
        return .object(members)
    }

    func without(_ key: String) -> JSON { .object((members ?? []).filter { $0.key != key }) }
}

/// A record, from which both of its forms are made.
struct AuditRecord {
    var device: Int
    var stream: Stream
    var epoch: String
    var number: UInt64
    var meta: String
    var times: [Int64]
    /// Of an event all that it says.
    var values: [JSON.Member]
    /// `q`, `age`, `full`, `clock`, `restamped`.
    var others: [JSON.Member] = []

    static let figures = ["n", "due", "min", "max", "mean", "last"]

    var direct: JSON {
        let names = stream == .window ? ["from", "to"] : ["ts"]
        let head = JSON.from([
            "v": .integer(1), "epoch": .string(epoch), "seq": .integer(number),
            "meta": .string(meta),
        ])
        var members = head.members ?? []
        for (name, time) in zip(names, times) {
            members.append(JSON.Member(key: name, value: .integer(time)))
        }
        if stream == .event { return .object(members + values + others) }
        return .object(members + [JSON.Member(key: "values", value: .object(values))] + others)
    }

    /// As a row of a history with these points.
    func row(_ points: [String]) -> JSON {
        let head = [JSON.integer(number)] + times.map { .integer($0) }
        if stream == .event { return .array(head + [.object(values + others)]) }
        let cells = points.map { point -> JSON in
            guard let value = values.first(where: { $0.key == point })?.value else { return .null }
            guard stream == .window else { return value }
            return .array(Self.figures.map { value[$0] ?? .null })
        }
        return .array(head + [.array(cells)] + (others.isEmpty ? [] : [.object(others)]))
    }
}
