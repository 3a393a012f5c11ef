// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Testing

/// What breaks the contract is found, each time and where it is; what keeps it is not suspected.
@Suite struct AuditMutationTests {
    /// `TRAM_LONG=10`, as nightly, is 200 of them.
    private static let seeds: Range<UInt64> = {
        let effort = Environment.variable("TRAM_LONG").flatMap { UInt64($0) } ?? 1
        return 0..<20 * min(max(effort, 1), 1_000)
    }()
    /// What is broken, made once, and audited so far that what comes before the break need not be
    /// audited for each.
    private static let walks = seeds.map { Walk(HonestGateway(seed: $0)) }

    private struct Walk {
        private static let step = 16
        let gateway: HonestGateway
        private var auditors: [Auditor] = []

        init(_ gateway: HonestGateway) {
            self.gateway = gateway
            var auditor = Auditor(start: .beginning)
            for (index, message) in gateway.messages.enumerated() {
                if index % Self.step == 0 { auditors.append(auditor) }
                auditor.take(message)
            }
        }

        /// An audit of the same messages, some of them broken.
        func report(_ messages: [AuditMessage]) -> AuditReport {
            let same = zip(gateway.messages, messages).prefix { $0 == $1 }.count
            let start = min(same / Self.step, auditors.count - 1)
            var auditor = auditors[start]
            for message in messages[(start * Self.step)...] { auditor.take(message) }
            return auditor.report()
        }
    }

    @Test func `an honest gateway is found clean`() {
        for (seed, walk) in zip(Self.seeds, Self.walks) {
            let report = Auditor.report(walk.gateway.messages)
            let isGood = report.isGood
            #expect(isGood, "seed \(seed): \(report.problems.map(\.text.en))")
            let series = report.gateways.flatMap(\.devices).flatMap(\.series)
            let held = series.reduce(0) { $0 + $1.heldCount }
            let declared = series.reduce(0) { $0 + $1.declared.count }
            #expect(held + declared == walk.gateway.given, "seed \(seed)")
            #expect(declared == walk.gateway.declared, "seed \(seed)")
            let isVaried =
                series.contains { $0.again > 0 } && series.contains { $0.restamped > 0 }
            #expect(isVaried, "seed \(seed)")
        }
    }

    @Test func `who joins late suspects nobody either`() {
        for (seed, walk) in zip(Self.seeds, Self.walks) {
            let messages = walk.gateway.messages
            var random = SplitMix(seed: seed)
            let start = random.below(messages.count)
            // What the hub retains comes first.
            var kept: [String: AuditMessage] = [:]
            for message in messages[..<start] where ["state", "meta"].contains(message.channel) {
                kept[message.topic] = message
                kept[message.topic]?.isRetained = true
            }
            let retained = kept.values.sorted { $0.topic < $1.topic }
            let report = Auditor.report(retained + messages[start...], .joined)
            let isGood = report.isGood
            #expect(isGood, "seed \(seed) from \(start): \(report.problems.map(\.text.en))")
        }
    }

    @Test(arguments: Mutation.allCases)
    func `what breaks the contract is found where it is`(mutation: Mutation) {
        for (seed, walk) in zip(Self.seeds, Self.walks) {
            var random = SplitMix(seed: seed &* 31 &+ 7)
            var messages = walk.gateway.messages
            guard let expectation = mutation.apply(&messages, &random) else {
                Issue.record("seed \(seed) has nothing to break")
                continue
            }
            let report = walk.report(messages)
            let isFound = expectation.isMet(by: report) && !report.isGood
            #expect(
                isFound, "seed \(seed): \(expectation) in \(report.problems.map(\.text.en))")
        }
    }
}
