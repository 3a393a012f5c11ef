// SPDX-License-Identifier: Apache-2.0

/// A target's own fault that can carry one of the system's.
package protocol SystemFailure: Error {
    static func system(_ fault: SystemFault) -> Self
}

extension SystemFailure {
    /// Runs a call of `Host` and gives its fault our name.
    package static func translating<Result: ~Copyable>(
        _ call: () throws(SystemFault) -> Result
    ) throws(Self) -> Result {
        do {
            return try call()
        } catch {
            throw .system(error)
        }
    }
}
