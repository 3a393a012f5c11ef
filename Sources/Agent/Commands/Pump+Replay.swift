// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub
internal import Spool

extension Pump {
    /// Takes a replay on. It begins when the disk has its id.
    mutating func begin(
        _ request: ReplayRequest, _ command: Command, at moment: Moment
    ) throws(CommandRefusal) {
        guard isKnown(request.device) else { throw .unknownDevice }
        guard desk.replay == nil else { throw .busy }
        guard !desk.budget.isSpent(at: moment.now),
            letsReplay(of: request.stream, at: moment.now)
        else { throw .budget }
        let series = SeriesKey(device: request.device, stream: request.stream)
        let epoch = request.epoch ?? store.epoch
        var last: UInt64?
        if epoch == store.epoch, let line = line(of: series) { last = store.lines[line].next - 1 }
        let ordinal = try remember(command.id, at: moment)
        desk.replay = Replay(
            command, epoch: epoch, series, request.numbers, through: last, ordinal: ordinal)
    }

    /// The disk has the batches up to this one.
    mutating func beginReplay(committed ordinal: UInt64, at moment: Moment) {
        guard let replay = desk.replay, !replay.hasBegun, ordinal >= replay.ordinal else { return }
        guard moment.wall.milliseconds <= replay.expires else {
            return endReplay(because: .expired, at: moment.now)
        }
        desk.replay?.hasBegun = true
    }

    /// Goes on with the replay where nothing else waits for the hub.
    mutating func advanceReplay(at now: Instant) {
        guard desk.replay != nil else { return }
        desk.replay?.follow(now)
        declareGone(atEnd: false)
        if desk.replay?.hasBegun == true, desk.replay?.isDone == true {
            return endReplay(because: nil, at: now)
        }
        if let replay = desk.replay, replay.hasBegun, session != nil,
            !letsReplay(of: replay.series.stream, at: now)
        {
            desk.replay?.withdrawn(delivery.withdrawHistory { $1 })
            if desk.replay?.isResting == true { return endReplay(because: .budget, at: now) }
        }
        guard let session, !delivery.hasHistory, history.isIdle(at: now),
            desk.replay?.wantsPage == true
        else { return }
        guard !desk.budget.isSpent(at: now) else { return endReplay(because: .budget, at: now) }
        desk.replay?.asked()
        if let replay = desk.replay {
            store.ask(
                .replay(
                    ReplayQuestion(
                        epoch: replay.epoch, series: replay.series, numbers: replay.left,
                        session: session)))
        }
    }

    /// Records that were asked for; nil if the spool could not be read.
    mutating func take(replay page: ReplayPage?, _ metas: [Int64: StoredMeta], at now: Instant) {
        guard let page else {
            if desk.replay?.turned(ReplayPage()) == true { endReplay(because: .failed, at: now) }
            return
        }
        guard desk.replay?.turned(page) == true else { return }
        guard page.isKnown else { return endReplay(because: .unknownEpoch, at: now) }
        let found = groups(page.rows, metas) { $0.desk.replay?.drop($1.sequence) }
        tell(found, isReplay: true, at: now)
        openHistory(at: now)
    }

    /// The hub has answered a part of it.
    mutating func answeredReplay(
        _ part: DeliveredNumbers, _ verdict: Verdict, after delay: Nanoseconds, isUnsynced: Bool,
        at now: Instant
    ) {
        if verdict == .delivered {
            history.taken(nil, after: delay)
            if isProvisional(isUnsynced) { history.revisit() } else { store.acknowledged(part) }
            desk.replay?.taken(part.numbers)
            return
        }
        var refusal: CommandRefusal?
        switch verdict {
        case .refused: desk.replay?.refused(part.numbers)
        case .tooMuch:
            history.pause(verdict.pause, at: now)
            _ = desk.replay?.pause(verdict.pause, isUnheard: false, at: now)
        case .unheard:
            let goesOn = desk.replay?.pause(verdict.pause, isUnheard: true, at: now)
            if goesOn == false { refusal = .unheard }
        case .denied: refusal = .denied
        case .failed, .delivered: refusal = .failed
        }
        if let refusal { endReplay(because: refusal, at: now) }
    }

    /// The end: what is no more is declared, and the hub is told what came of it.
    private mutating func endReplay(because refusal: CommandRefusal?, at now: Instant) {
        declareGone(atEnd: true)
        guard let replay = desk.replay else { return }
        desk.replay = nil
        var left = replay.left
        left.formUnion(replay.notGiven)
        answer(
            replay.id, "replay", refusal?.rawValue ?? "done", isOK: refusal == nil, at: now
        ) { writer in
            writer.key("result")
            writer.beginObject()
            writer.key("rows")
            writer.integer(replay.rows)
            if replay.refused > 0 {
                writer.key("refused")
                writer.integer(replay.refused)
            }
            writer.ranges("gone", replay.gone)
            writer.ranges("left", left)
            writer.endObject()
        }
    }

    private mutating func declareGone(atEnd: Bool) {
        guard let replay = desk.replay,
            let gone = desk.replay?.takeUndeclared(atEnd: atEnd), !gone.isEmpty
        else { return }
        let time = clock.map { $0.milliseconds(of: $0.now) } ?? 0
        for start in stride(from: 0, to: gone.ranges.count, by: GapRecord.mostRanges) {
            let some = gone.ranges[start...].prefix(GapRecord.mostRanges)
            store.declare(
                replay.epoch, replay.series, SequenceRanges(some), time, time, because: .notKept)
        }
    }
}

extension JSONWriter {
    /// So many ranges of an answer: it is for a person or a program that asks again.
    fileprivate static var mostAnswerRanges: Int { 64 }

    fileprivate mutating func ranges(_ name: String, _ numbers: SequenceRanges) {
        key(name)
        beginArray()
        for range in numbers.ranges.prefix(Self.mostAnswerRanges) {
            beginArray()
            integer(range.lowerBound)
            integer(range.upperBound)
            endArray()
        }
        endArray()
    }
}
