// SPDX-License-Identifier: Apache-2.0
package import Field

/// What came of reading the gateway's file anew.
package enum Reloaded: Sendable {
    /// What the service is to go on with.
    case settings(Agent.Settings)
    /// Why it goes on with what it had: what is wrong with the file, the most important first.
    case refused([Text])
}
