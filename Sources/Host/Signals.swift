// SPDX-License-Identifier: Apache-2.0
internal import CLinux
internal import Glibc

/// The signals a process is told things by, read like any other input. Made before the first
/// thread starts, so that all of them leave the signals to this descriptor.
package struct Signals: ~Copyable, Sendable {
    package enum Signal: Hashable, Sendable {
        /// SIGTERM or SIGINT: end cleanly.
        case stop
        /// SIGHUP: read the configuration again.
        case reload
        /// SIGCHLD: a child has ended.
        case child
    }

    /// Runs what must not be cut off halfway: who wants it to end is heard when it has.
    package static func heldBack<Value>(_ body: () throws -> Value) rethrows -> Value {
        var (held, former) = (sigset_t(), sigset_t())
        unsafe sigemptyset(&held)
        for number in [SIGINT, SIGTERM, SIGHUP] { unsafe sigaddset(&held, number) }
        unsafe pthread_sigmask(SIG_BLOCK, &held, &former)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &former, nil) }
        return try body()
    }

    private let source: Descriptor

    package var descriptor: CInt { source.number }

    package init() throws(SystemFault) {
        signal(SIGPIPE, SIG_IGN)  // a write to a closed socket answers EPIPE instead
        source = Descriptor(owning: try check("signalfd") { clinux_signalfd() })
    }

    /// The next signal that waits, nil if none does.
    package func next() throws(SystemFault) -> Signal? {
        while true {
            switch try check("read", "signalfd", { clinux_next_signal(source.number) }) {
            case 0: return nil
            case SIGTERM, SIGINT: return .stop
            case SIGHUP: return .reload
            case SIGCHLD: return .child
            default: continue
            }
        }
    }
}
