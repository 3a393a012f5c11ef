// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Glibc

/// What we set on and ask of the library's TCP socket ourselves. Failures change speed and
/// watchfulness only, so they are passed over.
struct Socket {
    let descriptor: CInt

    /// Lets the kernel notice a dead path: data unanswered or silence for so long ends it.
    func watch(_ limit: Nanoseconds) {
        let seconds = CInt(clamping: max(1, limit.milliseconds / 1_000))
        set(IPPROTO_TCP, TCP_USER_TIMEOUT, CInt(clamping: limit.milliseconds))
        set(SOL_SOCKET, SO_KEEPALIVE, 1)
        set(IPPROTO_TCP, TCP_KEEPIDLE, seconds)
        set(IPPROTO_TCP, TCP_KEEPINTVL, max(1, seconds / 3))
    }

    /// Holds small writes back until it is lifted: one segment for a batch of messages. Messages of
    /// 1 kB flat out over loopback cost 9 µs of processor time each with it, 13 without.
    func cork(_ on: Bool) { set(IPPROTO_TCP, TCP_CORK, on ? 1 : 0) }

    /// Tells the peer at once what has come: one with Nagle's algorithm sends one acknowledgement
    /// and keeps the others until then, which our kernel puts off by 40 ms. It holds for a while
    /// only (TCP_QUICKACK, tcp(7)).
    func acknowledge() { set(IPPROTO_TCP, TCP_QUICKACK, 1) }

    /// Bytes that have arrived on this connection (tcpi_bytes_received, since Linux 4.1).
    var received: UInt64? {
        var info = [UInt64](repeating: 0, count: Self.infoBytes / 8)
        var length = socklen_t(Self.infoBytes)
        guard unsafe getsockopt(descriptor, Int32(IPPROTO_TCP), TCP_INFO, &info, &length) == 0,
            length >= Self.receivedOffset + 8
        else { return nil }
        return info[Self.receivedOffset / 8]
    }

    /// The kernel's struct tcp_info up to the field; glibc's is older and ends before it.
    private static let receivedOffset = 128
    private static let infoBytes = 136

    private func set(_ level: Int, _ option: CInt, _ value: CInt) {
        var value = value
        unsafe setsockopt(
            descriptor, Int32(level), option, &value, socklen_t(MemoryLayout<CInt>.size))
    }

    private func set(_ level: CInt, _ option: CInt, _ value: CInt) {
        set(Int(level), option, value)
    }
}
