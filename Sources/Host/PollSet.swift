// SPDX-License-Identifier: Apache-2.0
internal import CLinux
package import Field
internal import Glibc

/// The descriptors that a thread waits for. Never select(2): its sets end at 1,024.
package struct PollSet: Sendable {
    /// Whether there is something to read of it, or nobody can tell.
    package static func isReadable(_ descriptor: CInt) -> Bool {
        var polls = Self()
        polls.add(descriptor, .readable)
        do throws(SystemFault) {
            return try polls.wait(until: Clock.now()) > 0
        } catch {
            return true
        }
    }

    /// What to wait for, and what has come.
    package struct Events: OptionSet, Hashable, Sendable {
        package let rawValue: Int16
        package init(rawValue: Int16) { self.rawValue = rawValue }

        package static let readable = Self(rawValue: Int16(POLLIN))
        package static let writable = Self(rawValue: Int16(POLLOUT))
        /// The other end has gone or the descriptor is in error; always reported.
        package static let hungUp = Self(rawValue: Int16(POLLHUP | POLLERR | POLLNVAL))
    }

    private var entries: [pollfd] = []

    package init() {}

    package var count: Int { entries.count }

    package mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

    /// Adds a descriptor; its index stays valid until `removeAll`. A negative one is passed over.
    @discardableResult
    package mutating func add(_ descriptor: CInt, _ events: Events) -> Int {
        entries.append(pollfd(fd: descriptor, events: events.rawValue, revents: 0))
        return entries.count - 1
    }

    /// Changes what an index stands for.
    package mutating func set(_ index: Int, _ descriptor: CInt, _ events: Events) {
        entries[index] = pollfd(fd: descriptor, events: events.rawValue, revents: 0)
    }

    /// What came for the descriptor at the index in the last `wait`.
    package subscript(index: Int) -> Events { Events(rawValue: entries[index].revents) }

    /// Whether anything came for it: as comparing with nothing, without generic code.
    package func isReady(_ index: Int) -> Bool { entries[index].revents != 0 }

    /// Waits until something has come or the deadline has passed; how many descriptors are ready.
    /// A signal ends the wait early with 0.
    @discardableResult
    package mutating func wait(until deadline: Instant) throws(SystemFault) -> Int {
        let ready = unsafe entries.withUnsafeMutableBufferPointer {
            unsafe clinux_poll_until($0.baseAddress, UInt($0.count), deadline.nanoseconds)
        }
        if ready >= 0 { return Int(ready) }
        if errno == EINTR { return 0 }
        throw .now("ppoll")
    }
}
