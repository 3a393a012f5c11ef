// SPDX-License-Identifier: Apache-2.0
package import Host

/// Why a site could not be built.
package enum SimulatorFault: SystemFailure, Hashable, Sendable {
    /// The kernel refused: the address is not ours, the port is taken, no descriptor is free.
    case system(SystemFault)
    /// Two devices of one endpoint have the same unit id.
    case duplicateUnit(UInt8)
    /// More endpoints than a site takes.
    case tooManyEndpoints
}
