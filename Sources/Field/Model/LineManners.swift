// SPDX-License-Identifier: Apache-2.0

/// Pauses between the probes of a unit that does not answer: each is twice the one before.
package struct Probing: Hashable, Sendable {
    package var first = Nanoseconds.milliseconds(500)
    package var longest = Nanoseconds.seconds(60)

    package init() {}
}

/// Who switches an RS-485 adapter between sending and hearing.
package struct LineDirection: Hashable, Sendable {
    package enum Kernel: String, CaseIterable, Sendable {
        case off
        /// The port's driver does (TIOCSRS485).
        case kernel
    }

    /// The level of RTS while a request is sent.
    package enum RTS: String, CaseIterable, Sendable {
        case off, up, down
    }

    package var rs485 = Kernel.off
    package var rts = RTS.off

    package init() {}
}
