// SPDX-License-Identifier: Apache-2.0

/// A profile that a device may have, and what speaks for it and against it.
package struct Candidate: Sendable {
    package let profile: Profile
    package private(set) var marks: [MarkFinding] = []
    package private(set) var points: PointTally
    /// How far its points lie from where the profile has them: the block of a SunSpec model.
    package private(set) var offset = 0
    /// Whether it is known where its points lie.
    let isPlaced: Bool

    /// What all marks that fit must say to make sure, in bits: a model's code, or a short text.
    private static let sureMarks = 8
    /// … together with what its points say.
    private static let sureEvidence = 24

    init(
        _ profile: Profile, unit: UInt8, _ image: DeviceImage, _ walk: SunSpecWalk,
        _ background: (Table) -> Background
    ) {
        self.profile = profile
        marks = profile.marks.map { MarkFinding($0, unit: unit, image, walk, background) }
        let place = profile.offset(among: walk.blocks)
        (offset, isPlaced) = (place ?? 0, place != nil)
        points = PointTally(profile, offset: place, image, background)
    }

    private var markWeight: Int {
        marks.reduce(0) { $0 + ($1.outcome == .fits ? $1.mark.weight : 0) }
    }

    /// Whether a mark says that it is another device.
    package var isContradicted: Bool {
        marks.contains { if case .differs = $0.outcome { $0.mark.isCertain } else { false } }
    }

    /// Whether its marks alone tell it from most devices.
    var isMarked: Bool {
        marks.allSatisfy { $0.outcome == .fits || !$0.mark.isCertain }
            && markWeight >= Self.sureMarks
    }

    /// Whether its map has answered, on the whole.
    var isRead: Bool { points.known > 0 && points.known >= points.unknown }

    /// Whether everything fits: if nothing else does as well, it is this one.
    var isWhole: Bool {
        isMarked && isRead && markWeight + points.evidence >= Self.sureEvidence
            && points.objections * 10 <= points.known && points.plausible * 3 >= points.known
            && points.plausible > 0
    }

    /// The more the likelier.
    package var score: Int {
        marks.reduce(markWeight + points.weight) { score, finding in
            switch finding.outcome {
            case .differs: score - finding.mark.weight * 2
            case .refused: score - finding.mark.weight
            case .fits, .unknown: score
            }
        }
    }
}

extension IdentityMark {
    /// Whether a device without it is another one. A range or a unit id may be read wrongly.
    fileprivate var isCertain: Bool {
        switch self {
        case .register(_, .range), .register(_, .ownUnit): false
        case .register, .serverID, .object, .models: true
        }
    }
}

extension Profile {
    /// Where its points begin on a device with these blocks; nil where their block is not there.
    func offset(among blocks: [SunSpecWalk.Block]) -> Int? {
        for case .models(let models) in marks {
            return blocks.first { models.contains($0.model) }?.address
        }
        return 0
    }

    /// Whether its points lie in a block that has to be found first.
    var isFloating: Bool {
        marks.contains { if case .models = $0 { true } else { false } }
    }
}
