// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

/// What breaks the contract is found, each time and where it is; what keeps it is not suspected.
@Suite struct AuditMutationTests {
    private static let seeds: Range<UInt64> = 0..<200

    @Test func `an honest gateway is found clean`() {
        for seed in Self.seeds {
            let gateway = HonestGateway(seed: seed)
            let report = Auditor.report(gateway.messages)
            let isGood = report.isGood
            #expect(isGood, "seed \(seed): \(report.problems.map(\.text.en))")
            let series = report.gateways.flatMap(\.devices).flatMap(\.series)
            let held = series.reduce(0) { $0 + $1.heldCount }
            let declared = series.reduce(0) { $0 + $1.declared.count }
            #expect(held + declared == gateway.given, "seed \(seed)")
            #expect(declared == gateway.declared, "seed \(seed)")
            let isVaried =
                series.contains { $0.again > 0 } && series.contains { $0.restamped > 0 }
            #expect(isVaried, "seed \(seed)")
        }
    }

    @Test func `who joins late suspects nobody either`() {
        for seed in Self.seeds {
            let messages = HonestGateway(seed: seed).messages
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
        for seed in Self.seeds {
            var random = SplitMix(seed: seed &* 31 &+ 7)
            var messages = HonestGateway(seed: seed).messages
            guard let expectation = mutation.apply(&messages, &random) else {
                Issue.record("seed \(seed) has nothing to break")
                continue
            }
            let report = Auditor.report(messages)
            let isFound = expectation.isMet(by: report) && !report.isGood
            #expect(
                isFound, "seed \(seed): \(expectation) in \(report.problems.map(\.text.en))")
        }
    }
}
