// SPDX-License-Identifier: Apache-2.0
internal import CLinux
package import Field
internal import Glibc

/// A named thread of ours. Whoever starts one joins it: there are no detached threads, except
/// those that wait in a library call which nobody can end (`abandon`).
package struct Thread: ~Copyable, Sendable {
    /// Every stack: our frames are small, and a gateway's memory counts.
    package static let stackBytes = 128 * 1024

    private let handle: pthread_t
    /// Where its stack lies and how long it is, if that is its own.
    private let stack: (address: UInt, bytes: Int)?

    /// Starts `body` on a new thread. `timerSlack`: how late the kernel may make its time-outs
    /// to save wake-ups (default: the kernel's 50 µs).
    package static func start(
        _ name: String, stack: Int = stackBytes, timerSlack: Nanoseconds = .zero,
        _ body: @escaping @Sendable () -> Void
    ) throws(SystemFault) -> Thread {
        try create(name, max(stack, minimumStack), timerSlack, hasOwnStack: false, body)
    }

    /// As `start`, for a thread that ends soon and is joined then: its stack ends with it, and is
    /// not kept for another thread by the C library.
    package static func startBrief(
        _ name: String, _ body: @escaping @Sendable () -> Void
    ) throws(SystemFault) -> Thread {
        try create(name, stackBytes, .zero, hasOwnStack: true, body)
    }

    private static func create(
        _ name: String, _ bytes: Int, _ slack: Nanoseconds, hasOwnStack: Bool,
        _ body: @escaping @Sendable () -> Void
    ) throws(SystemFault) -> Thread {
        let body = unsafe Unmanaged.passRetained(Body(name: name, slack: slack, run: body))
        var handle = pthread_t()
        var address: UInt = 0
        let failed =
            if hasOwnStack {
                unsafe clinux_start_thread(&handle, bytes, &address, runBody, body.toOpaque())
            } else {
                unsafe clinux_start_thread(&handle, bytes, nil, runBody, body.toOpaque())
            }
        guard failed == 0 else {
            unsafe body.release()
            throw SystemFault(call: "pthread_create", number: failed, subject: name)
        }
        return Thread(handle: handle, stack: hasOwnStack ? (address, bytes) : nil)
    }

    /// Waits until the body has returned.
    package consuming func join() {
        pthread_join(handle, nil)
        if let stack { clinux_free_stack(stack.address, stack.bytes) }
    }

    /// Lets the thread end by itself, unobserved.
    package consuming func abandon() {
        pthread_detach(handle)
    }
}

private let minimumStack = 64 * 1024

/// What a new thread is to do; a class because it travels through C as one pointer.
private final class Body: Sendable {
    let name: String
    let slack: Nanoseconds
    let run: @Sendable () -> Void

    init(name: String, slack: Nanoseconds, run: @escaping @Sendable () -> Void) {
        self.name = name
        self.slack = slack
        self.run = run
    }
}

private func runBody(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument = unsafe argument else { return nil }
    let body = unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
    unsafe clinux_name_thread(body.name, UInt(body.slack.count))
    body.run()
    return nil
}
