// SPDX-License-Identifier: Apache-2.0
internal import CLinux
internal import Glibc

/// Wakes one thread that polls (eventfd(2)). Signals before the wake-up count once; a signal sent
/// before the thread polls is not lost.
///
/// A class, because both sides hold it and the descriptor closes with the last of them.
package final class WakeUp: Sendable {
    private let event: Descriptor

    /// What the waiting thread polls for reading.
    package var descriptor: CInt { event.number }

    package init() throws(SystemFault) {
        event = Descriptor(owning: try check("eventfd") { clinux_eventfd() })
    }

    /// From any thread; costs one system call.
    package func signal() {
        var one: UInt64 = 1
        // The only failure is a counter at its limit, and then the thread wakes up anyway.
        _ = unsafe Glibc.write(event.number, &one, 8)
    }

    /// By the waiting thread, before it looks at what was left for it.
    package func clear() {
        var count: UInt64 = 0
        _ = unsafe Glibc.read(event.number, &count, 8)
    }
}
