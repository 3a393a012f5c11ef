// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// A system call that failed: which one, on what, and the kernel's number for why.
package struct SystemFault: Error, Hashable, Sendable, CustomStringConvertible {
    package var call: String
    package var number: CInt
    /// The path, address or name that the call was about; empty if there is none.
    package var subject: String

    package init(call: String, number: CInt, subject: String = "") {
        self.call = call
        self.number = number
        self.subject = subject
    }

    /// The fault that errno names now.
    package static func now(_ call: String, _ subject: String = "") -> Self {
        Self(call: call, number: errno, subject: subject)
    }

    /// The kernel's sentence for the number, in English as the C library has it.
    package var reason: String {
        unsafe String(cString: strerror(number))
    }

    /// Whether there is nothing at the path.
    package var isMissing: Bool { number == ENOENT || number == ENOTDIR }

    /// Whether it is there, but not for us.
    package var isDenied: Bool { number == EACCES || number == EPERM }

    package var description: String {
        subject.isEmpty ? "\(call): \(reason)" : "\(subject): \(reason) (\(call))"
    }
}

/// Runs a call that answers -1 and errno, again while a signal interrupts it.
@discardableResult
func check(
    _ call: String, _ subject: String = "", _ body: () -> CInt
) throws(SystemFault) -> CInt {
    while true {
        let result = body()
        if result >= 0 { return result }
        if errno != EINTR { throw .now(call, subject) }
    }
}
