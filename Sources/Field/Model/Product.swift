// SPDX-License-Identifier: Apache-2.0

/// What this program is.
package enum Product {
    /// As `tram --version` prints it and `state` carries it.
    package static let version = "0.1.0"
}
