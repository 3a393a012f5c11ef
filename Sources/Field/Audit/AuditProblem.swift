// SPDX-License-Identifier: Apache-2.0

/// What an audit found of one kind at one place: how often, and the first of it.
package struct AuditProblem: Hashable, Sendable {
    /// Its raw value is the stable name that scripts know it by. The worst first.
    package enum Kind: String, CaseIterable, Sendable {
        /// Numbers that are neither held nor declared.
        case missing
        /// A number that came again with other contents.
        case contentDiffers = "content-differs"
        /// A record with a later time than its own that never lacked one, or that did not come as
        /// history.
        case restampStray = "restamp-stray"
        /// A gap record that came again and said something else.
        case gapDiffers = "gap-differs"
        /// A number below one that was there before, in the same epoch.
        case numberBack = "number-back"
        /// A number that is none, or not below 2^53.
        case wrongNumber = "wrong-number"
        /// A time that nothing can have been taken at: 1970, or a window that ends before it
        /// begins.
        case wrongTime = "wrong-time"
        /// A time well ahead of the auditor's clock.
        case timeAhead = "time-ahead"
        /// Two windows of one point over the same time.
        case windowOverlap = "window-overlap"
        /// A record that names a definition which had not come.
        case metaUnknown = "meta-unknown"
        /// A value of a point that its definition does not have.
        case pointUnknown = "point-unknown"
        /// A record that says `full` and lacks a point that was told before.
        case fullIncomplete = "full-incomplete"
        /// Many records since a session began, and none was full.
        case fullMissing = "full-missing"
        /// A new record of another epoch than the gateway's.
        case epochStray = "epoch-stray"
        /// A record after the hub had been told that its gateway is gone.
        case afterWill = "after-will"
        /// A will of a session whose birth never came.
        case willUnknown = "will-unknown"
        /// A state of a session before the last one, or of an earlier epoch.
        case sessionBack = "session-back"
        /// A record that the hub keeps for later subscribers: an old value would look new.
        case retained
        /// A message that is not what its topic says.
        case malformed
        /// What is beyond a limit of the auditor's, and was not looked at.
        case tooMany = "too-many"
        /// The listener was away: what is missing may be its own loss.
        case listenerAway = "listener-away"
        /// An old epoch's end shows only by gaps.
        case epochChanged = "epoch-changed"
        /// A device's clock was set: its windows are not compared.
        case clockStepped = "clock-stepped"

        /// Worth knowing, and nothing is wrong.
        package var isNotice: Bool {
            switch self {
            case .listenerAway, .epochChanged, .clockStepped: true
            default: false
            }
        }
    }

    /// Where: empty names and nil are "no one in particular".
    package struct Place: Hashable, Sendable {
        package var root = ""
        package var gateway = ""
        package var device = ""
        package var stream: Stream?

        package init(
            root: String = "", gateway: String = "", device: String = "", stream: Stream? = nil
        ) {
            (self.root, self.gateway, self.device, self.stream) = (root, gateway, device, stream)
        }
    }

    package var kind: Kind
    package var place: Place
    package var count: Int
    /// The first: numbers, names or the beginning of what came, from outside as it is.
    package var first: String
}

/// Problems by kind and place, so many and no more.
struct ProblemBook: Sendable {
    struct Key: Hashable, Sendable {
        var kind: AuditProblem.Kind
        var place: AuditProblem.Place
    }

    /// Bytes of what came that are kept as an example.
    static let longestExample = 80

    private let limit: Int
    private var tallies: [Key: (count: Int, first: String)] = [:]
    /// Of kinds and places that found no room.
    private(set) var beyond = 0

    init(limit: Int) { self.limit = limit }

    mutating func note(
        _ kind: AuditProblem.Kind, _ place: AuditProblem.Place,
        _ first: @autoclosure () -> String, _ count: Int = 1
    ) {
        let key = Key(kind: kind, place: place)
        if let index = tallies.index(forKey: key) {
            tallies.values[index].count += count
        } else if tallies.count < limit {
            let bytes = first().utf8.prefix(Self.longestExample)
            tallies[key] = (count, String(decoding: bytes, as: UTF8.self))
        } else {
            beyond += count
        }
    }

    var problems: [AuditProblem] {
        tallies.map {
            AuditProblem(
                kind: $0.key.kind, place: $0.key.place, count: $0.value.count,
                first: $0.value.first)
        }
    }
}
