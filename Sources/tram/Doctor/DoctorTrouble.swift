// SPDX-License-Identifier: Apache-2.0

/// What `tram doctor` finds beside lines and has its own name for.
enum DoctorTrouble: CaseIterable {
    case spoolInMemory, diskFilling, spoolSetAside, hubNotConnected

    var code: String {
        switch self {
        case .spoolInMemory: "spool-in-memory"
        case .diskFilling: "disk-filling"
        case .spoolSetAside: "spool-set-aside"
        case .hubNotConnected: "hub-not-connected"
        }
    }
}
