// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Hub
internal import Spool

extension Pump {
    /// The next message goes to the hub: `delivery.next` was handed over.
    package mutating func handedOver(at now: Instant) {
        history.spend(delivery.handedOver(at: now))
        delivery.historyWindow = history.room(at: now)
    }

    /// The hub has answered a message with a reason code. Done is what it took: below 0x80, and
    /// somebody had subscribed.
    package mutating func acknowledged(_ token: UInt64, code: UInt8, at now: Instant) {
        guard let (content, delay) = delivery.answered(token, at: now) else { return }
        if code == Reason.noSubscribers || code >= Reason.firstRefusal {
            notTaken(content, code, at: now)
        } else {
            taken(content, delay)
        }
        advanceHistory(at: now)
        advanceGaps(at: now)
    }

    private mutating func taken(_ content: Delivery.Content, _ delay: Nanoseconds) {
        switch content {
        case .present: break
        case .record(let key):
            delivery.counters.delivered += 1
            store.acknowledged(key.sequence, of: key.line)
        case .gap(let id):
            store.add(DeliveredGap(hub: 0, id: id))
        case .history(let part):
            delivery.counters.recovered += Int(part.numbers.count)
            store.acknowledged(part)
            history.taken(after: delay)
        }
    }

    /// It stays in the spool, and is met again.
    private mutating func notTaken(_ content: Delivery.Content, _ code: UInt8, at now: Instant) {
        switch content {
        case .present: return
        case .record, .history:
            if code == Reason.noSubscribers {
                delivery.counters.unheard += 1
            } else {
                delivery.counters.refused += 1
            }
        case .gap:
            mayHaveGaps = true
            gapPause = now + History.unheardPause
        }
        if case .gap = content { return }
        switch code {
        case Reason.noSubscribers: history.pause(History.unheardPause, at: now)
        case Reason.quotaExceeded, Reason.tooMany: history.pause(History.crowdedPause, at: now)
        default:
            if let line = line(of: content) { history.refuse(line, at: now) }
            history.rewind()
        }
    }

    private func line(of content: Delivery.Content) -> Int? {
        switch content {
        case .record(let key): key.line
        case .history(let part): line(of: part.series)
        case .present, .gap: nil
        }
    }
}
