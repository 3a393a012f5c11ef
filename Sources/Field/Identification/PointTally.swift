// SPDX-License-Identifier: Apache-2.0

/// What a device's answers say of all points of a profile.
package struct PointTally: Hashable, Sendable {
    package private(set) var plausible = 0
    /// What reads like registers that nobody has.
    package private(set) var empty = 0
    package private(set) var implausible: [String] = []
    package private(set) var refused: [String] = []
    /// Points that every such device has, and of which nothing was heard.
    private(set) var unknown = 0
    /// How much what is plausible says, in bits.
    private(set) var evidence = 0
    private var emptyWeight = 0

    /// Points whose registers have answered in one way or another.
    package var known: Int { plausible + empty + implausible.count + refused.count }
    /// Points that speak against the profile.
    var objections: Int { implausible.count + refused.count }

    var weight: Int {
        evidence + emptyWeight - implausible.count * 8 - refused.count * 6
    }

    /// `offset`: how far its points lie from where the profile has them, nil where nobody knows.
    init(
        _ profile: Profile, offset: Int?, _ image: DeviceImage, _ background: (Table) -> Background
    ) {
        var seen: Set<Question> = []
        for point in profile.points where point.isRead {
            guard let offset, let question = Question(point, shifted: offset) else {
                if point.isEverywhere { unknown += 1 }
                continue
            }
            let first = Int(point.address) + offset
            let table = point.readTable
            let found = image[table, first..<first + point.count]
            // Bits that share a register say what it says once.
            let isNew = seen.insert(question).inserted
            let standing = PointStanding(point, found, background(table))
            if standing == .unknown, point.isEverywhere { unknown += 1 }
            add(point, standing, background(table), isNew)
        }
    }

    private mutating func add(
        _ point: Point, _ standing: PointStanding, _ background: Background, _ isNew: Bool
    ) {
        switch standing {
        case .plausible(let bits):
            plausible += 1
            if isNew { evidence += bits }
        case .empty:
            empty += 1
            // Where others are refused, to be there is something; elsewhere what is measured is
            // seldom 0, an alarm mostly.
            let isMeasured = point.kind == .gauge && point.encoding != .bool
            if isNew { emptyWeight += background == .refuses ? 1 : isMeasured ? -1 : 0 }
        case .implausible: implausible.append(point.name)
        // A part or firmware that the device has not.
        case .refused where point.option != nil || point.dependence.condition != nil: break
        case .refused: if isNew { refused.append(point.name) }
        case .unknown: break
        }
    }
}

extension Point {
    /// Whether an identification asks for it, and each such device has it.
    fileprivate var isEverywhere: Bool {
        group != .demand && option == nil && dependence.condition == nil
    }
}
