// SPDX-License-Identifier: Apache-2.0
package import Field

/// What a trace says of one unit. It knows bytes, times and nothing else.
package struct Diagnosis {
    /// Requests that are made to a unit of which nothing good is known, and how many times its
    /// timeout the first of them is waited for: who is slow shows himself so.
    package static let questions = 6
    package static let patience = 3
    /// Requests to the unit that count, the latest.
    static let most = 12
    /// Evidence that makes sure.
    static let enough = 2

    /// An exchange of the unit with what it shows.
    private struct Seen {
        let exchange: Exchange
        let sight: Sight
        let isLate: Bool
    }

    private let trace: LineTrace
    private let timeout: Nanoseconds
    private let seen: [Seen]
    /// Whether another unit of the line was asked, and whether one has answered.
    private let hasNeighbours: Bool
    private let neighbourAnswers: Bool
    private let neighbourSuffers: Bool
    /// Requests of others that are heard on the whole line, and those that may be our own.
    private let strangers: Int
    private let copies: Int

    /// `start`: what became of the unit before it is no longer so; others are heard all the time.
    package init(
        _ unit: UInt8, timeout: Nanoseconds, in trace: LineTrace,
        since start: Instant = Instant(nanoseconds: .min)
    ) {
        (self.trace, self.timeout) = (trace, timeout)
        let reads = trace.exchanges.filter { $0.replyBytes != nil }
        let sights = Self.sights(reads, trace)
        let all = zip(reads, sights).map { exchange, sight in
            let isLate =
                sight.isAnsweredLater
                || sight.answers.allSatisfy { $0.time > trace.deadline(of: exchange, timeout) }
                    && sight.hasAnswer
            return Seen(exchange: exchange, sight: sight, isLate: isLate)
        }
        seen = all.filter { $0.exchange.unit == unit && $0.exchange.sent >= start }
            .suffix(Self.most)
        let neighbours = all.filter { $0.exchange.unit != unit }
        hasNeighbours = !neighbours.isEmpty
        neighbourAnswers = neighbours.contains { !$0.sight.isSilent }
        neighbourSuffers = Self.isNoisy(neighbours.filter { $0.exchange.sent >= start })
        strangers = all.reduce(0) { $0 + $1.sight.strangers }
        copies = Self.copies(all, trace)
    }

    /// Where most of a unit's requests come back at once that is an echo; else a copy of a request
    /// of ours may be somebody's who has the same file.
    private static func copies(_ all: [Seen], _ trace: LineTrace) -> Int {
        Dictionary(grouping: all, by: \.exchange.unit).values.reduce(0) { sum, own in
            let echoes = trace.hasEcho ? 0 : own.count(where: \.sight.isEchoed)
            let copies = own.reduce(0) { $0 + $1.sight.copies }
            return sum + (isEchoing(own) ? 0 : echoes + copies)
        }
    }

    /// Most times, or of late always.
    private static func isEchoing(_ own: [Seen]) -> Bool {
        let echoes = own.count(where: \.sight.isEchoed)
        let last = own.suffix(enough + 1)
        return echoes >= enough && echoes * 2 > own.count
            || last.count > enough && last.allSatisfy(\.sight.isEchoed)
    }

    /// Whether units are damaged now and then, as by noise; who always is has a fault of his own.
    private static func isNoisy(_ all: [Seen]) -> Bool {
        Dictionary(grouping: all, by: \.exchange.unit).values.contains { own in
            own.contains(where: \.sight.isDamaged) && own.contains { !$0.sight.isDamaged }
        }
    }

    private static func sights(_ reads: [Exchange], _ trace: LineTrace) -> [Sight] {
        let own = Set(trace.exchanges.map(\.request))
        var sights = reads.map {
            trace.framing == .rtu ? Sight(rtu: $0, own: own) : Sight(mbap: $0)
        }
        // What is no answer to its request may be the late one to an earlier one.
        for index in sights.indices {
            for frame in sights[index].others {
                let earlier = reads.indices.prefix(index).last {
                    sights[$0].isSilent && frame.bytes.starts(with: reads[$0].header)
                }
                guard let earlier, frame.bytes.count == reads[earlier].replyLength else { continue }
                sights[earlier].isAnsweredLater = true
                sights[index].others.removeAll { $0 == frame }
            }
        }
        return sights
    }

    /// Requests to the unit that were looked at.
    package var asked: Int { seen.count }

    /// … and those that it has answered in time.
    package var answered: Int { count { $0.sight.hasAnswer && !$0.isLate } }

    /// Whether it has answered what it was asked last, whatever was before.
    package var answersNow: Bool {
        let last = seen.suffix(Self.enough + 1)
        return last.count > Self.enough && last.allSatisfy { $0.sight.hasAnswer && !$0.isLate }
    }

    /// What is wrong, the likeliest first; empty where nothing is, or nothing is known.
    package var suspicions: [Suspicion] {
        var found = beside
        let answered = answered
        guard answered < seen.count, strangers + copies == 0 else { return found }
        found += intact(answered)
        if found.isEmpty { found = damaged(answered) }
        return found.isEmpty ? silence(answered) : found
    }

    private func count(_ isOne: (Seen) -> Bool) -> Int { seen.count(where: isOne) }

    // MARK: Rules

    /// What may be wrong although the unit answers.
    private var beside: [Suspicion] {
        var found: [Suspicion] = []
        // Its answers, and what they make of ours, would look like faults of the unit.
        if strangers > 0 { return [Suspicion(.secondMaster, sure: strangers >= Self.enough)] }
        // A copy may be an echo that comes now and then.
        if copies > 0 { return Self.likely(.secondMaster, .ownEcho) }
        let doubles = count { one in
            one.sight.answers.contains { $0.data != one.sight.answers[0].data }
        }
        if doubles > 0 {
            // Behind a converter with other clients one of them may be theirs.
            let isSure = doubles >= Self.enough && !trace.isOverTCP
            found.append(Suspicion(.sameUnit, sure: isSure))
            if trace.isOverTCP { found.append(Suspicion(.otherReplies)) }
        }
        let echoes = count { $0.sight.isEchoed }
        if Self.isEchoing(seen), !trace.hasEcho {
            found.append(Suspicion(.ownEcho, sure: echoes > Self.enough))
        }
        return found
    }

    /// What intact frames say.
    private func intact(_ answered: Int) -> [Suspicion] {
        let refusals = seen.compactMap(\.sight.exception)
        let gateway = refusals.count { Quality(exception: $0) == .commGateway }
        let late = count(\.isLate)
        let others = count { !$0.sight.others.isEmpty }
        let hangUps = count { hangsUp($0) }
        var found: [Suspicion] = []
        func add(_ fault: WireFault, _ number: Int) {
            guard number > 0, number >= answered else { return }
            found.append(Suspicion(fault, sure: number >= Self.enough))
        }
        add(.lateReplies, late)
        if answered == 0 {
            add(.gatewaySilent, gateway)
            add(.onlyRefusals, refusals.count - gateway)
        }
        add(.hangsUp, hangUps)
        if others > 0, others >= answered { found.append(.init(.otherReplies)) }
        return found
    }

    /// A peer that closes before the time is over; we ourselves close only then.
    private func hangsUp(_ one: Seen) -> Bool {
        guard trace.isOverTCP, one.sight.isSilent, let closed = one.exchange.closed else {
            return false
        }
        return closed - one.exchange.sent < Nanoseconds(timeout.count / 2)
    }

    /// What bytes say that are in no intact frame.
    private func damaged(_ answered: Int) -> [Suspicion] {
        let damages = seen.filter(\.sight.isDamaged)
        guard !damages.isEmpty else { return [] }
        guard let speed = trace.speed else { return [Suspicion(.otherReplies)] }
        if answered == 0, let settings = settings(damages, speed) { return settings }
        let short = damages.count { $0.sight.isShort($0.exchange) }
        if short * 4 >= damages.count * 3, short >= Self.enough {
            let isSure = short > Self.enough && short == damages.count && answered == 0
            return [Suspicion(.shortReplies, sure: isSure), Suspicion(.noise)]
        }
        // Noise spares some, and spoils requests as well, so that there is no answer at all.
        let isConstant = damages.count >= Self.enough && damages.count == seen.count
        guard isConstant else { return Self.likely(.noise, .sameUnit, .otherSettings) }
        // Faster characters are fewer through a slow port.
        let isFew = damages.allSatisfy { $0.sight.rest.count < $0.exchange.replyLength }
        return isFew
            ? Self.likely(.otherSettings, .noise, .sameUnit)
            : Self.likely(.sameUnit, .noise, .otherSettings)
    }

    private static func likely(_ faults: WireFault...) -> [Suspicion] {
        faults.map { Suspicion($0) }
    }

    private func settings(_ damages: [Seen], _ speed: SerialSpeed) -> [Suspicion]? {
        let best = OtherSettings.best(
            damages.map { ($0.sight.rest, $0.exchange.header) }, seenAt: speed)
        guard let best, best.hits >= Self.enough, best.hits * 4 >= damages.count * 3 else {
            return nil
        }
        let isSure = best.hits > Self.enough && best.hits == damages.count && best.depth >= 3
        var suspicion = Suspicion(.otherSettings, sure: isSure, settings: best.settings)
        suspicion.isSettled = isSure && best.isSettled
        return [suspicion, Suspicion(.noise)]
    }

    private func silence(_ answered: Int) -> [Suspicion] {
        guard seen.contains(where: \.sight.isSilent) else { return [] }
        // What is there, and not always heard, or on a line on which others are damaged.
        if answered > 0 || neighbourSuffers { return [Suspicion(.noise), Suspicion(.unitSilent)] }
        if neighbourAnswers { return [Suspicion(.unitSilent)] }
        if trace.isOverTCP { return [Suspicion(.hostSilent)] }
        return [Suspicion(hasNeighbours ? .lineSilent : .unitSilent)]
    }
}
