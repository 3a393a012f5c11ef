// SPDX-License-Identifier: Apache-2.0
import Field

/// Messages that are to be broken, with what is needed to know which of them matter.
struct Patient {
    struct Key: Hashable {
        var device: String
        var stream: Stream
        var epoch: String
        var number: Int64
    }

    var messages: [AuditMessage]
    /// Of records on their own channels, before anything is broken.
    private var keys: [Key?] = []
    /// How often each record comes, and which numbers are declared.
    private var deliveries: [Key: Int] = [:]
    private var declared: Set<Key> = []

    init(_ messages: [AuditMessage]) {
        self.messages = messages
        keys = messages.map { key($0, $0.channel, $0.content["seq"]?.integer) }
        for index in messages.indices {
            if let key = key(index) { deliveries[key, default: 0] += 1 }
            for row in rows(index) {
                if let key = key(index, row: row) { deliveries[key, default: 0] += 1 }
            }
            for range in messages[index].content["ranges"]?.array ?? [] {
                guard let low = range.array?[0].integer, let high = range.array?[1].integer,
                    let stream = messages[index].content["stream"]?.string
                else { continue }
                for number in low...high {
                    let key = key(messages[index], stream, number)
                    if let key { declared.insert(key) }
                }
            }
        }
    }

    // MARK: What is what

    private func key(_ message: AuditMessage, _ stream: String, _ number: Int64?) -> Key? {
        guard let stream = Stream(name: stream), let number,
            let epoch = message.content["epoch"]?.string
        else { return nil }
        return Key(device: message.device, stream: stream, epoch: epoch, number: number)
    }

    /// Of a record on its own channel.
    func key(_ index: Int) -> Key? { keys[index] }

    private func key(_ index: Int, row: Int) -> Key? {
        let content = messages[index].content
        return key(
            messages[index], content["of"]?.string ?? "",
            content["rows"]?.array?[row].array?[0].integer)
    }

    private func rows(_ index: Int) -> Range<Int> {
        0..<(messages[index].content["rows"]?.array?.count ?? 0)
    }

    func isOnly(_ key: Key) -> Bool { deliveries[key] == 1 && !declared.contains(key) }

    /// Places of records on their own channels.
    func records(where holds: (Int, Key) -> Bool = { _, _ in true }) -> [Int] {
        messages.indices.filter { index in key(index).map { holds(index, $0) } ?? false }
    }

    func places(_ channel: String) -> [Int] {
        messages.indices.filter { messages[$0].channel == channel }
    }

    func isTimed(_ index: Int) -> Bool { messages[index].content["clock"] == nil }

    func expectation(_ kinds: Set<AuditProblem.Kind>, _ index: Int) -> Mutation.Expectation? {
        key(index).map { Mutation.Expectation(kinds, $0.device, $0.stream) }
    }

    func isLast(_ key: Key) -> Bool {
        var next = key
        next.number += 1
        return deliveries[next] == nil && !declared.contains(next)
    }

    // MARK: What goes

    mutating func dropRecord(_ random: inout SplitMix) -> Mutation.Expectation? {
        let places = records { isOnly($1) }
        guard let index = places.randomElement(using: &random) else { return nil }
        defer { messages.remove(at: index) }
        return expectation([.missing], index)
    }

    /// The last record of a stream's epoch, which nothing but the gateway's last word tells of.
    mutating func dropLast(_ random: inout SplitMix) -> Mutation.Expectation? {
        let places = records { isOnly($1) && isLast($1) }
        guard let index = places.randomElement(using: &random) else { return nil }
        defer { messages.remove(at: index) }
        return expectation([.missing], index)
    }

    mutating func dropRow(_ random: inout SplitMix) -> Mutation.Expectation? {
        let places = self.places("hist").flatMap { index in
            rows(index).compactMap { row in
                key(index, row: row).flatMap { isOnly($0) ? (index, row, $0) : nil }
            }
        }
        guard let (index, row, dropped) = places.randomElement(using: &random) else { return nil }
        var left = messages[index].content["rows"]?.array ?? []
        left.remove(at: row)
        messages[index].content = messages[index].content.with("rows", .array(left))
        return Mutation.Expectation([.missing], dropped.device, dropped.stream)
    }

    /// All copies of a gap that declares a number which never comes.
    mutating func dropGap(_ random: inout SplitMix) -> Mutation.Expectation? {
        guard let (id, first) = gap(&random) else { return nil }
        messages.removeAll { $0.content["id"]?.string == id }
        return Mutation.Expectation([.missing], first.device, first.stream)
    }

    /// The range of a gap begins one number later.
    mutating func narrowGap(_ random: inout SplitMix) -> Mutation.Expectation? {
        guard let (id, first) = gap(&random) else { return nil }
        for index in messages.indices where messages[index].content["id"]?.string == id {
            let ends = messages[index].content["ranges"]?.array?.first?.array ?? []
            let range = JSON.array([
                .integer(first.number + 1), .integer(1 + (ends[1].integer ?? 0)),
            ])
            messages[index].content = messages[index].content.with("ranges", .array([range]))
        }
        return Mutation.Expectation([.missing], first.device, first.stream)
    }

    /// A gap, by its id and its first number, which is never held.
    private func gap(_ random: inout SplitMix) -> (id: String, first: Key)? {
        let gaps = places("gap").compactMap { index -> (String, Key)? in
            let content = messages[index].content
            guard let id = content["id"]?.string, let stream = content["stream"]?.string,
                let low = content["ranges"]?.array?.first?.array?.first?.integer,
                let key = key(messages[index], stream, low), deliveries[key] == nil
            else { return nil }
            return (id, key)
        }
        return gaps.randomElement(using: &random)
    }

    /// A definition that is never told, though records name it.
    mutating func dropMeta(_ random: inout SplitMix) -> Mutation.Expectation? {
        let named = records { index, _ in true }
        guard let index = named.randomElement(using: &random) else { return nil }
        let meta = messages[index].content["meta"]
        defer { messages.removeAll { $0.channel == "meta" && $0.content["meta"] == meta } }
        return expectation([.metaUnknown], index)
    }

    /// A session's birth: its records come after the will of the one before, or in no epoch.
    mutating func dropBirth(_ random: inout SplitMix) -> Mutation.Expectation? {
        let births = places("state").filter { messages[$0].content["online"] == .bool(true) }
        guard let birth = births.randomElement(using: &random),
            let next = records(where: { index, _ in index > birth }).first
        else { return nil }
        let expectation = expectation([.afterWill, .epochStray], next)
        messages.remove(at: birth)
        return expectation
    }
}
