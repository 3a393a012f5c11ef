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
        for gap in gaps { tell(gap) }
    }

    private mutating func tell(_ gap: GapRecord) {
        guard let topics = topics(of: gap.device) else { return }
        var (writer, told) = (JSONWriter(), gap)
        // Where nothing is known of its time.
        told.from = max(gap.from, Moment.earliest.milliseconds)
        told.to = max(gap.to, told.from)
        writer.gap(told)
        delivery.add(gap: Message(topic: topics.gap, payload: writer.bytes), gap.id)
    }

    /// What only memory holds ends with the process: the hub is told so at once, instead of the
    /// records that wait for it.
    mutating func giveUp(left gaps: [GapRecord]) {
        delivery.forgetWaiting()
        guard session != nil else { return }
        for gap in gaps { tell(gap) }
    }
}
