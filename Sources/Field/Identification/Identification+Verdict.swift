// SPDX-License-Identifier: Apache-2.0

extension Identification {
    /// Which device it is, as far as that can be said.
    package enum Verdict: Sendable {
        /// This one: its marks fit, and nobody else's.
        case sure(Candidate)
        /// One of these, the likeliest first.
        case unsure([Candidate])
        /// None of the library.
        case unknown
        /// Nobody has answered.
        case silent
    }

    /// Candidates that are told.
    package static let mostTold = 5
    /// What less is told for nobody's good: a point that happens to fit.
    private static let leastScore = 3

    package var verdict: Verdict {
        guard image.isThere else { return .silent }
        let all = candidates()
        let whole = all.filter(\.isWhole)
        // Another one whose marks fit as well may be it, as long as its map has not answered.
        let isAlone = all.allSatisfy { $0.isWhole || !$0.isMarked || $0.isRead }
        if whole.count == 1, isAlone { return .sure(whole[0]) }
        let likely = told(all)
        return likely.isEmpty ? .unknown : .unsure(likely)
    }

    /// Those that are worth telling, the likeliest first.
    private func told(_ all: [Candidate]) -> [Candidate] {
        let likely = all.filter {
            !$0.isContradicted && $0.score >= Self.leastScore
                && $0.points.known > $0.points.objections * 2
        }
        return Array(likely.sorted { $0.score > $1.score }.prefix(Self.mostTold))
    }

    /// What the device says of itself, whatever it is: vendor, product, revision, server id.
    package var description: [(name: String, text: String)] {
        let names: [UInt8: String] = [0: "vendor", 1: "product", 2: "revision"]
        let objects = image.objects.sorted { $0.key < $1.key }
            .map { (names[$0.key] ?? "object \($0.key)", $0.value) }
        let told = objects + (image.serverID.map { [("server id", $0)] } ?? [])
        return told.filter { !$0.1.isEmpty }
    }

    /// The SunSpec models that it has.
    package var models: [Int] { walk.blocks.map { Int($0.model) } }
}
