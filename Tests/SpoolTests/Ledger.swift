// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Spool

/// What a `SpoolChild` has said, and whether a spool that is opened afterwards keeps to it.
struct Ledger {
    struct Name: Hashable {
        var epoch: String
        var key: SeriesKey
    }

    private(set) var used: [Name: SequenceRanges] = [:]
    private(set) var held: [Name: SequenceRanges] = [:]
    private(set) var sent: [Name: SequenceRanges] = [:]
    private(set) var problems: [String] = []
    private var sessions: [String: UInt64] = [:]
    private(set) var isClosed = false
    private(set) var faults: [String] = []

    var heldCount: Int { held.values.reduce(0) { $0 + Int($1.count) } }

    mutating func hear(_ line: String) {
        let words = line.split(separator: " ").map(String.init)
        switch words.first {
        case "use": hear(words, \.used, isOnce: true)
        case "held": hear(words, \.held, isOnce: true)
        case "sent": hear(words, \.sent, isOnce: false)
        case "session" where words.count == 3:
            let number = UInt64(words[2]) ?? 0
            if number <= sessions[words[1]] ?? 0 { problems.append("again: \(line)") }
            sessions[words[1]] = number
        case "open": isClosed = false
        case "closed": isClosed = true
        case "fault": faults.append(line)
        default: break
        }
    }

    private mutating func hear(
        _ words: [String], _ list: WritableKeyPath<Self, [Name: SequenceRanges]>, isOnce: Bool
    ) {
        guard words.count == 6, let stream = Stream(name: words[3]), let low = UInt64(words[4]),
            let high = UInt64(words[5]), low <= high
        else { return }
        let name = Name(epoch: words[1], key: SeriesKey(device: words[2], stream: stream))
        let numbers = SequenceRanges([low...high])
        let known = self[keyPath: list][name] ?? SequenceRanges()
        if isOnce, !known.intersection(numbers).isEmpty {
            problems.append("twice: \(words.joined(separator: " "))")
        }
        self[keyPath: list][name, default: SequenceRanges()].formUnion(numbers)
    }

    /// How a problem ends of which everything is declared.
    static let allDeclared = "undeclared: \(SequenceRanges())"

    /// What is wrong with the spool as it was opened; it is left open.
    func judge(_ spool: inout Spool) throws -> [String] {
        var problems = self.problems
        for grant in spool.opening.grants {
            let name = Name(epoch: spool.epoch, key: grant.series)
            if let last = used[name]?.last, grant.next <= last {
                problems.append("given again: \(name) \(grant.next) after \(last)")
            }
        }
        let backlog = try backlog(&spool, &problems)
        var declared: [Name: SequenceRanges] = [:]
        for gap in spool.gaps(for: 0, atMost: 10_000) {
            let name = Name(
                epoch: gap.epoch, key: SeriesKey(device: gap.device, stream: gap.stream))
            declared[name, default: SequenceRanges()].formUnion(gap.ranges)
        }
        for (name, numbers) in used {
            let none = SequenceRanges()
            let stored = backlog[name] ?? none
            let kept = (held[name] ?? none).subtracting(sent[name] ?? none)
            let lost = kept.subtracting(stored)
            if !lost.isEmpty {
                let missing = lost.subtracting(declared[name] ?? none)
                problems.append("held and gone: \(name) \(lost), of it undeclared: \(missing)")
            }
            let open = numbers.subtracting(stored).subtracting(sent[name] ?? none)
                .subtracting(declared[name] ?? none)
            if !open.isEmpty { problems.append("neither held nor declared: \(name) \(open)") }
        }
        return problems
    }

    /// All that a hub does not have, each body saying its number.
    private func backlog(
        _ spool: inout Spool, _ problems: inout [String]
    ) throws -> [Name: SequenceRanges] {
        var found: [Name: SequenceRanges] = [:]
        var after: Int64 = 0
        while true {
            let page = try spool.backlog(hub: 0, after: after, atMost: 1 << 16)
            for row in page.rows {
                found[Name(epoch: row.epoch, key: row.series), default: SequenceRanges()]
                    .insert(row.sequence)
                if Self.number(row.body) != row.sequence {
                    problems.append("other content: \(row.series) \(row.sequence)")
                }
            }
            after = page.last
            if page.isAtEnd { return found }
        }
    }

    /// The number that a body says.
    private static func number(_ body: [UInt8]) -> UInt64? {
        let value: Value? =
            switch StoredRecord(packed: body)?.content {
            case .live(let live): live.values.first?.value
            case .window(let sums):
                if case .state(let last, _) = sums.first?.figures { last } else { nil }
            case .event(let event):
                if case .value(let value) = event.value { value } else { nil }
            case nil: nil
            }
        return value.map { UInt64($0.double) }
    }
}

/// The helper process.
enum SpoolChild {
    static let path: String = {
        let own = (try? Environment.executable()) ?? ""
        return own.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/") + "/SpoolChild"
    }()

    static func start(_ words: [String]) throws -> Program { try Program(path, words) }

    /// Runs it to its end, or kills it once it has said so many lines; what it said.
    static func run(_ words: [String], killedAfter lines: Int? = nil) throws -> [String] {
        let child = try start(words)
        var said: [String] = []
        if let lines {
            while said.count < lines, let line = try child.next(within: .seconds(60)) {
                said.append(line.text)
            }
            child.stop(force: true)
        }
        let (_, rest) = try child.finish(within: .seconds(120))
        return said + rest
    }
}

extension SpoolSettings {
    /// As the helper has them.
    static func ofChild(_ path: String) -> Self {
        Self(path: path, size: 4 << 20, hubs: ["city"], binding: [1, 2, 3])
    }
}
