// SPDX-License-Identifier: Apache-2.0
internal import Field

/// How a serial port is treated, beside its speed and mode.
struct PortManners: Hashable, Sendable {
    var direction = LineDirection()
    var hasLowLatency = false

    init(_ line: Line) { (direction, hasLowLatency) = (line.direction, line.hasLowLatency) }
}
