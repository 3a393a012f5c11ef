// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One file of the archive, without secrets.
struct BundlePart {
    let name: String
    let bytes: [UInt8]
    /// Places where something was taken out.
    let removed: Int
}

/// What is not in the archive, and why.
struct BundleLack {
    let name: String
    let code: String
}
