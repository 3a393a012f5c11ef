// SPDX-License-Identifier: Apache-2.0
package import Field
package import Hub
internal import Spool

extension Pump {
    /// The next message goes to the hub: `delivery.next` was handed over.
    package mutating func handedOver(at now: Instant) {
        let packet = budget == nil ? 0 : delivery.next?.message.packetBytes ?? 0
        history.spend(delivery.handedOver(at: now))
        if packet > 0 {
            spend(SIMTraffic.exchange(packet), at: now)
            followShare(at: now)
        }
        openHistory(at: now)
    }

    /// The hub has answered a message, or it could not be sent.
    package mutating func answered(_ token: UInt64, _ verdict: Verdict, at now: Instant) {
        guard let (content, delay) = delivery.answered(token, at: now) else { return }
        if case .replay(let part, let isUnsynced) = content {
            answeredReplay(part, verdict, after: delay, isUnsynced: isUnsynced, at: now)
        } else if verdict == .delivered {
            taken(content, delay)
        } else {
            notTaken(content, token, verdict, at: now)
        }
        advanceHistory(at: now)
        advanceGaps(at: now)
    }

    private mutating func taken(_ content: Delivery.Content, _ delay: Nanoseconds) {
        switch content {
        case .present(let message): settled(message)
        case .replay: break
        case .answer(let message): noteAnswered(message.topic)
        case .record(let key, let isUnsynced):
            delivery.counters.delivered += 1
            store.lines[key.line].isUnheard.new = false
            if isProvisional(isUnsynced) {
                history.revisit()
            } else {
                store.acknowledged(key.sequence, of: key.line)
            }
            if gapPause == history.settlesAt { gapPause = Instant(nanoseconds: .min) }
            history.heard(key.line)
        case .gap(let id):
            store.add(DeliveredGap(hub: 0, id: id))
        case .history(let part, let isUnsynced):
            delivery.counters.recovered += Int(part.numbers.count)
            if isProvisional(isUnsynced) { history.revisit() } else { store.acknowledged(part) }
            let line = line(of: part.series)
            if let line { store.lines[line].isUnheard.late = false }
            history.taken(line, after: delay)
        }
    }

    /// Unless the hub will never take it, it stays in the spool, and is met again.
    private mutating func notTaken(
        _ content: Delivery.Content, _ token: UInt64, _ verdict: Verdict, at now: Instant
    ) {
        switch content {
        case .replay: return
        case .present(let message):
            // What nobody hears is retained all the same.
            guard verdict != .unheard, verdict != .refused, !outdated(message) else {
                return settled(message)
            }
            delivery.retell(message, token, at: now + verdict.pause)
        case .answer(let message):
            // Otherwise nobody hears it now, and whoever comes later does not wait for it.
            guard verdict == .tooMuch else { return noteAnswered(message.topic) }
            delivery.add(answer: message)
            delivery.holdsAnswers = true
            history.pause(verdict.pause, at: now)
        case .gap:
            mayHaveGaps = true
            gapPause = now + max(verdict.pause, Verdict.unheardPause)
        case .record(let key, _):
            delivery.counters.count(verdict, records: 1)
            if verdict == .unheard { store.lines[key.line].isUnheard.new = true }
            let number = SequenceRanges([key.sequence...key.sequence])
            let part = DeliveredNumbers(
                hub: 0, epoch: store.epoch, series: store.lines[key.line].key, numbers: number)
            wait(part, verdict, isNew: true, at: now)
        case .history(let part, _):
            delivery.counters.count(verdict, records: Int(part.numbers.count))
            if verdict == .unheard, let line = line(of: part.series) {
                store.lines[line].isUnheard.late = true
            }
            wait(part, verdict, isNew: false, at: now)
        }
    }

    /// What was to be cleared is somebody's again, or what was told is nobody's any more.
    private var outdated: (Message) -> Bool {
        { [departed, devices] message in
            guard message.retain,
                let former = departed.first(where: { $0.isAt(message.topic) })
            else { return false }
            let isPresent = devices.contains { former.topics.prefix == $0.topics.prefix }
            return message.payload.isEmpty == isPresent
        }
    }

    private mutating func settled(_ message: Message) {
        delivery.settled(message)
        if message.retain, message.payload.isEmpty { cleared(message.topic) }
    }

    /// Tells again what the hub has not taken of what devices are and were, and how they do.
    mutating func retell(at now: Instant) {
        guard session != nil else { return }
        let topics = delivery.retell(at: now, isOutdated: outdated)
        guard !topics.isEmpty else { return }
        for number in devices.indices where topics.contains(devices[number].topics.meta) {
            delivery.add(present: metaMessage(number))
        }
    }

    private mutating func wait(
        _ part: DeliveredNumbers, _ verdict: Verdict, isNew: Bool, at now: Instant
    ) {
        switch verdict {
        case .delivered: break
        case .refused: giveUp(part, because: .refused)
        case .tooMuch: history.pause(verdict.pause, at: now)
        case .unheard, .denied, .failed:
            if let line = line(of: part.series) {
                history.refuse(line, for: verdict.pause, isOfNew: isNew, at: now)
            } else {
                history.pause(verdict.pause, at: now)
            }
        }
    }

    /// The hub never takes it: it is declared, and not sent again.
    private mutating func giveUp(_ part: DeliveredNumbers, because reason: GapRecord.Reason) {
        let now = clock.map { $0.milliseconds(of: $0.now) } ?? Moment.earliest.milliseconds
        store.declare(part.epoch, part.series, part.numbers, now, now, because: reason)
        store.acknowledged(part)
    }
}
