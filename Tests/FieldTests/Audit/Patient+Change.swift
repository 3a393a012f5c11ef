// SPDX-License-Identifier: Apache-2.0
import Field

/// What comes otherwise than it was.
extension Patient {
    /// Changes a record on its own channel.
    mutating func change(
        _ random: inout SplitMix, _ kind: AuditProblem.Kind, of streams: [Stream] = Stream.allCases,
        _ change: (JSON) -> JSON
    ) -> Mutation.Expectation? {
        let places = records { streams.contains($1.stream) && isTimed($0) }
        guard let index = places.randomElement(using: &random) else { return nil }
        messages[index].content = change(messages[index].content)
        return expectation([kind], index)
    }

    /// A record comes again and says something else.
    mutating func otherContent(_ random: inout SplitMix) -> Mutation.Expectation? {
        guard
            let index = records(where: { index, _ in isTimed(index) })
                .randomElement(using: &random)
        else { return nil }
        var copy = messages[index]
        copy.content = Self.altered(copy.content)
        messages.insert(copy, at: index + 1)
        return expectation([.contentDiffers], index)
    }

    private static func altered(_ record: JSON) -> JSON {
        guard let values = record["values"]?.members, let first = values.first else {
            return record.with("value", .integer(-1))
        }
        let value =
            first.value["mean"] == nil ? .integer(-1) : first.value.with("max", .integer(-1))
        return record.with("values", JSON.object(values).with(first.key, value))
    }

    /// A row of a history comes again in a second history, with another time.
    mutating func otherRow(_ random: inout SplitMix) -> Mutation.Expectation? {
        let places = self.places("hist").filter {
            messages[$0].content["rows"]?.array?.first?.array?.last?["restamped"] == nil
        }
        guard let index = places.randomElement(using: &random) else { return nil }
        var copy = messages[index]
        guard var row = copy.content["rows"]?.array?.first?.array, let time = row[1].integer,
            let stream = copy.content["of"]?.string.flatMap({ Stream(name: $0) })
        else { return nil }
        row[1] = .integer(time - 1)
        copy.content = copy.content.with("rows", .array([.array(row)]))
        messages.insert(copy, at: index + 1)
        return Mutation.Expectation([.contentDiffers], copy.device, stream)
    }

    mutating func otherGap(_ random: inout SplitMix) -> Mutation.Expectation? {
        guard let index = places("gap").randomElement(using: &random),
            let stream = messages[index].content["stream"]?.string
        else { return nil }
        var copy = messages[index]
        copy.content = copy.content.with("reason", .string("spool-damaged"))
        messages.insert(copy, at: index + 1)
        return Mutation.Expectation([.gapDiffers], copy.device, Stream(name: stream))
    }

    /// In a later session of the same epoch a number is used a second time.
    mutating func reuse(_ random: inout SplitMix) -> Mutation.Expectation? {
        let timed = records { index, _ in isTimed(index) }
        let pairs = timed.compactMap { index -> (Int, Int)? in
            guard let key = key(index) else { return nil }
            let first = timed.first {
                guard let other = self.key($0) else { return false }
                return other.device == key.device && other.stream == key.stream
                    && other.epoch == key.epoch
            }
            guard let first, self.key(first) != key,
                messages[first..<index].contains(where: { $0.content["online"] == .bool(false) })
            else { return nil }
            return (first, index)
        }
        guard let (first, index) = pairs.randomElement(using: &random), let key = key(index),
            let used = messages[first].content["seq"]
        else { return nil }
        messages[index].content = messages[index].content.with("seq", used)
        return Mutation.Expectation([.contentDiffers], key.device, key.stream)
    }

    /// Two records of a stream, each under the other's epoch.
    mutating func swapEpochs(_ random: inout SplitMix) -> Mutation.Expectation? {
        guard let a = records().randomElement(using: &random), let key = key(a) else { return nil }
        let others = records {
            $1.device == key.device && $1.stream == key.stream && $1.epoch != key.epoch
        }
        guard let b = others.randomElement(using: &random) else { return nil }
        let epoch = messages[b].content["epoch"] ?? .null
        messages[b].content = messages[b].content.with("epoch", .string(key.epoch))
        messages[a].content = messages[a].content.with("epoch", epoch)
        return Mutation.Expectation([.epochStray], key.device, key.stream)
    }

    /// Two records of a stream, one after the other, in the wrong order.
    mutating func swapOrder(_ random: inout SplitMix) -> Mutation.Expectation? {
        let all = records { isOnly($1) }
        let pairs = all.compactMap { index -> (Int, Int)? in
            guard let key = key(index) else { return nil }
            let next = all.first {
                guard let other = self.key($0), $0 > index else { return false }
                return other.device == key.device && other.stream == key.stream
                    && other.epoch == key.epoch
            }
            return next.map { (index, $0) }
        }
        guard let (a, b) = pairs.randomElement(using: &random) else { return nil }
        messages.swapAt(a, b)
        return expectation([.numberBack], a)
    }

    mutating func unknownPoint(_ random: inout SplitMix) -> Mutation.Expectation? {
        change(&random, .pointUnknown) { record in
            guard let values = record["values"] else {
                return record.with("point", .string("ghost"))
            }
            let value = values.members?.first?.value ?? .null
            return record.with(
                "values", values.with("ghost", value == .null ? .integer(1) : value))
        }
    }

    /// A record that says full, not the first of its session, lacks a point.
    mutating func incompleteFull(_ random: inout SplitMix) -> Mutation.Expectation? {
        let full = records { index, key in
            key.stream == .live && messages[index].content["full"] == .bool(true)
        }
        let later = full.filter { index in
            let meta = messages[index].content["meta"]
            let birth = messages[..<index].lastIndex { $0.content["online"] == .bool(true) } ?? 0
            return full.contains {
                birth < $0 && $0 < index && key(index).map(isOnly) == true
                    && messages[$0].device == messages[index].device
                    && messages[$0].content["meta"] == meta
            }
        }
        guard let index = later.randomElement(using: &random) else { return nil }
        let values = messages[index].content["values"] ?? .null
        messages[index].content = messages[index].content
            .with("values", values.without(HonestGateway.points[random.below(3)]))
        return expectation([.fullIncomplete], index)
    }

    /// A window comes again under a number of its own.
    mutating func windowTwice(_ random: inout SplitMix) -> Mutation.Expectation? {
        let windows = records { $1.stream == .window && isTimed($0) && isLast($1) }
        guard let last = windows.randomElement(using: &random), let key = key(last) else {
            return nil
        }
        let same = records {
            isTimed($0) && $1.device == key.device && $1.stream == .window && $1.epoch == key.epoch
        }
        guard let twin = same.randomElement(using: &random) else { return nil }
        var copy = messages[twin]
        copy.content = copy.content.with("seq", .integer(key.number + 1))
        messages.insert(copy, at: last + 1)
        return Mutation.Expectation([.windowOverlap], key.device, .window)
    }

    // MARK: What the hub tells of the gateway

    /// The hub tells a will in the middle of a session.
    mutating func will(_ random: inout SplitMix) -> Mutation.Expectation? {
        guard let index = records().randomElement(using: &random), let will = word(index, 0) else {
            return nil
        }
        let expectation = expectation([.afterWill], index)
        messages.insert(will, at: index)
        return expectation
    }

    /// A state or will of another session than the one that is.
    mutating func state(
        _ random: inout SplitMix, _ kind: AuditProblem.Kind, online: Bool, by step: Int64
    ) -> Mutation.Expectation? {
        guard let index = records().randomElement(using: &random), var state = word(index, step)
        else { return nil }
        state.content = state.content.with("online", .bool(online))
        messages.insert(state, at: index)
        return Mutation.Expectation([kind], "-")
    }

    private func word(_ index: Int, _ step: Int64) -> AuditMessage? {
        guard
            var last = messages[..<index].last(where: { $0.content["online"] == .bool(true) }),
            let session = last.content["session"]?.integer
        else { return nil }
        last.content = .from([
            "v": .integer(1), "online": .bool(false), "epoch": last.content["epoch"] ?? .null,
            "session": .integer(session + step), "reason": .string("connection-lost"),
        ])
        return last
    }

    mutating func retain(_ random: inout SplitMix) -> Mutation.Expectation? {
        guard let index = records().randomElement(using: &random) else { return nil }
        messages[index].isRetained = true
        return expectation([.retained], index)
    }

    /// A record of which only the beginning comes.
    mutating func cut(_ random: inout SplitMix) -> Mutation.Expectation? {
        guard let index = records().randomElement(using: &random) else { return nil }
        let payload = messages[index].payload
        messages[index].payload = Array(payload.prefix(random.below(payload.count)))
        return expectation([.malformed], index)
    }
}
