// SPDX-License-Identifier: Apache-2.0

/// Why a message, or a row of one, is not taken.
enum Flaw: String, Error, CaseIterable, Hashable, Sendable {
    case topic
    case size = "too-long"
    case syntax = "not-json"
    case version
    case epoch
    case seq
    case meta
    case time
    case values
    case history
    case row
    case gap
    case state
    case custody
    case retained
    /// A gap under another device's topic.
    case wrongDevice = "wrong-device"
    /// Beyond a limit of the auditor's.
    case limit = "too-many"

    var kind: AuditProblem.Kind {
        switch self {
        case .seq: .wrongNumber
        case .time: .wrongTime
        case .retained: .retained
        case .limit: .tooMany
        default: .malformed
        }
    }
}
