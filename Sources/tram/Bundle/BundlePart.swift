// SPDX-License-Identifier: Apache-2.0

/// One file of the archive, without secrets.
struct BundlePart {
    let name: String
    let bytes: [UInt8]
    /// Places where something was taken out.
    let removed: Int
}

/// What is not in the archive, and why.
struct BundleLack {
    enum Reason {
        /// With it the archive would be too large.
        case tooLarge
        /// A secret could not be taken out of it.
        case secretStays
        case unreadable
        /// As somebody else says.
        case other(String)

        var code: String {
            switch self {
            case .tooLarge: "too-large"
            case .secretStays: "secret-stays"
            case .unreadable: "cannot-read"
            case .other(let code): code
            }
        }
    }

    let name: String
    let reason: Reason
}
