// SPDX-License-Identifier: Apache-2.0
package import Field
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

    /// The reason for people: what a technician meets most is worded in Vietnamese, beside the
    /// sentence that a search finds.
    package var reasonText: Text {
        let words: String? =
            switch number {
            case ECONNREFUSED: "bị từ chối, chưa có gì chạy ở cổng đó"
            case ETIMEDOUT: "quá thời gian chờ"
            case EHOSTUNREACH, ENETUNREACH: "không có đường mạng tới đó"
            case ECONNRESET, EPIPE: "phía bên kia đã ngắt"
            case EACCES, EPERM: "không có quyền"
            case EADDRINUSE: "chương trình khác đang dùng cổng này"
            case ENOENT: "không có tệp này"
            case ENOSPC: "ổ đĩa đã đầy"
            default: nil
            }
        return Text(en: reason, vi: words.map { "\($0) (\(reason))" } ?? reason)
    }

    /// Whether there is nothing at the path.
    package var isMissing: Bool { number == ENOENT || number == ENOTDIR }

    /// Whether it is there, but not for us.
    package var isDenied: Bool { number == EACCES || number == EPERM }

    /// Whether nobody listens there.
    package var isRefused: Bool { number == ECONNREFUSED }

    /// Whether the other end has gone.
    package var isClosed: Bool { number == EPIPE || number == ECONNRESET }

    /// Whether it took too long.
    package var isTimeout: Bool { number == ETIMEDOUT }

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
