// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

extension PacedLine {
    /// A request, and what became of its answer.
    struct Exchange: Sendable {
        let unit: UInt8
        let address: Int
        /// Whether the answer is the unit's own, undamaged, and nothing else in one piece with it.
        let isIntact: Bool
        /// Whether no other answer came between this request and its answer.
        var isAlone = true
        /// When the answer's last character had passed.
        var written = Instant.never

        init(_ request: [UInt8], isIntact: Bool) {
            unit = request[0]
            address = Int(request[2]) << 8 | Int(request[3])
            self.isIntact = isIntact
        }
    }

    /// Values of one answer that the master under test has taken for good.
    package struct Taken: Sendable {
        /// What they say of which exchange brought them.
        package var number: UInt16
        package var unit: UInt8
        /// Where their request began.
        package var address: Int
        package var time: Instant

        package init(number: UInt16, unit: UInt8, address: Int, time: Instant) {
            (self.number, self.unit, self.address, self.time) = (number, unit, address, time)
        }
    }

    package struct Verdict: Hashable, Sendable {
        /// Answers that were intact, alone and in time.
        package var good = 0
        /// … and that the master has not taken.
        package var unused = 0
        /// Values taken for others, or for those of a later request.
        package var wrong = 0
        /// Of answers that came later than a master can be held to: this line stood still.
        package var beyond = 0
    }

    /// `sent`: when the master handed over each of its requests, from the first. In time is what
    /// came within `time`, which is shorter than the master's patience; nobody is held to what
    /// came after `bound`.
    package func verdict(
        _ taken: [Taken], sent: [Instant], within time: Nanoseconds, bound: Nanoseconds
    ) -> Verdict {
        let exchanges = exchanges.withLock { $0 }
        var verdict = Verdict()
        let used = Set(taken.map(\.number))
        // The last one may be under way.
        for (number, exchange) in exchanges.enumerated().dropLast() where number < sent.count {
            guard exchange.isIntact, exchange.isAlone, exchange.written <= sent[number] + time
            else { continue }
            verdict.good += 1
            if !used.contains(UInt16(truncatingIfNeeded: number)) { verdict.unused += 1 }
        }
        for one in taken {
            let number = Int(one.number)
            let isKnown = exchanges.indices.contains(number)
            let isOld = number + 1 < sent.count && one.time > sent[number + 1]
            let isOwn =
                isKnown && exchanges[number].unit == one.unit
                && exchanges[number].address == one.address
            guard isOld || !isOwn else { continue }
            let isBeyond =
                isKnown && number < sent.count
                && exchanges[number].written > sent[number] + bound
            if isBeyond { verdict.beyond += 1 } else { verdict.wrong += 1 }
        }
        return verdict
    }
}
