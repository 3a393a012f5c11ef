// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub
internal import Spool

extension Pump {
    /// Gaps that are told at a time.
    static let mostGaps = 16

    /// Asks for gaps when there are some and none is under way.
    mutating func advanceGaps(at now: Instant) {
        guard session != nil, mayHaveGaps, !isAskingForGaps, !delivery.hasGaps,
            now >= gapPause
        else { return }
        isAskingForGaps = true
        store.ask(.gaps)
    }

    /// What is to be declared. A gap of a device whose topics nobody knows stays.
    mutating func take(gaps: [GapRecord]) {
        guard isAskingForGaps else { return }
        isAskingForGaps = false
        mayHaveGaps = gaps.count >= Self.mostGaps
        guard session != nil else { return mayHaveGaps = true }
        for gap in gaps {
            guard let topics = topics(of: gap.device) else { continue }
            var (writer, told) = (JSONWriter(), gap)
            // Where nothing is known of its time.
            told.from = max(gap.from, Moment.earliest.milliseconds)
            told.to = max(gap.to, told.from)
            writer.gap(told)
            delivery.add(gap: Message(topic: topics.gap, payload: writer.bytes), gap.id)
        }
    }
}
