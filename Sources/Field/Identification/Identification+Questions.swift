// SPDX-License-Identifier: Apache-2.0

extension Identification {
    /// What most devices answer, if only with a refusal; then what those answer who are silent at
    /// addresses that they lack, as many of them with each question as possible.
    static func greetings(_ profiles: [Profile]) -> [Question] {
        let maps = profiles.map { ProfileMap($0) }
        let usual = first(profiles)
        var open = Set(profiles.indices.filter { !profiles[$0].isFloating })
        var heard = (usual + marks(profiles)).map { question in
            (question, open.filter { maps[$0].has(question) })
        }
        var chosen: [Question] = []
        while chosen.count < mostGreetings - 2 {
            guard let best = heard.indices.max(by: { heard[$0].1.count < heard[$1].1.count }),
                !heard[best].1.isEmpty
            else { break }
            chosen.append(heard[best].0)
            open.subtract(heard[best].1)
            for index in heard.indices { heard[index].1.formIntersection(open) }
        }
        let base = profiles.contains(where: \.isFloating) ? SunSpecWalk.questions.prefix(1) : []
        var all = Array(chosen.prefix(5))
        all.append(.describe(.objects(from: 0)))
        all += base
        all += chosen.dropFirst(5)
        return all
    }

    /// What the device says of itself: the basic objects, those that profiles name, its server id.
    static func descriptions(_ profiles: [Profile]) -> [Question] {
        let named = profiles.flatMap(\.marks).compactMap { mark in
            if case .object(let number, _) = mark, number > 2 { number } else { nil }
        }
        return [.describe(.objects(from: 0)), .describe(.serverID)]
            + Set(named).sorted().map { .describe(.object($0)) }
    }

    /// Every register that some profile's mark stands in, once.
    static func marks(_ profiles: some Sequence<Profile>) -> [Question] {
        var seen: Set<Question> = []
        return profiles.flatMap(\.marks).compactMap { mark in
            guard case .register(let point, _) = mark, let question = Question(point),
                seen.insert(question).inserted
            else { return nil }
            return question
        }
    }

    /// One point of each profile, those first that most profiles have: a measured one whose limits
    /// are known, as an alarm may be 0 for years.
    static func first(_ profiles: [Profile]) -> [Question] {
        var counts: [Question: Int] = [:]
        var order: [Question] = []
        for profile in profiles where !profile.isFloating {
            let points = profile.points.filter {
                $0.isRead && $0.option == nil && $0.group != .demand
            }
            let telling = points.first { $0.kind == .gauge && $0.range ?? $0.span != nil }
            guard let question = (telling ?? points.first).flatMap({ Question($0) }) else {
                continue
            }
            if counts[question] == nil { order.append(question) }
            counts[question, default: 0] += 1
        }
        return order.enumerated().sorted {
            let (a, b) = (counts[$0.element] ?? 0, counts[$1.element] ?? 0)
            return a == b ? $0.offset < $1.offset : a > b
        }.map(\.element)
    }

    /// An address of each table that no profile knows, from the end of the table.
    static func voids(_ profiles: [Profile]) -> [Table: UInt16] {
        var voids: [Table: UInt16] = [:]
        for table in Table.allCases {
            let taken = profiles.flatMap { profile in
                let marks = profile.marks.compactMap { mark in
                    if case .register(let point, _) = mark { point } else { nil }
                }
                return (profile.points + marks).filter { $0.readTable == table }.map(\.addresses)
            }
            guard !taken.isEmpty else { continue }
            voids[table] = (0..<0xFFF0).reversed().lazy
                .filter { address in !taken.contains { $0.contains(address) } }
                .first.map { UInt16($0) }
        }
        return voids
    }
}
