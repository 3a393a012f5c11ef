// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Host

/// A hub of few bytes: it accepts connections on 127.0.0.1 and does with each what the script says.
/// A class, because its thread and the test hold it.
final class Peer: Sendable {
    let port: UInt16
    private let listener: Descriptor
    private let quit: WakeUp
    private let thread = Lock<Host.Thread?>(nil)

    /// One connection, as the script sees it; `number` counts from 0. It is closed when the script
    /// returns.
    typealias Script = @Sendable (_ number: Int, _ wire: borrowing Wire) -> Void

    init(_ script: @escaping Script) throws {
        listener = try openSocket()
        port = try listenOnLoopback(listener)
        quit = try WakeUp()
        let (socket, quit) = (listener.number, quit)
        var started: Host.Thread? = try Host.Thread.start("peer") {
            var number = 0
            while let wire = Wire.accept(socket, quit) {
                script(number, wire)
                number += 1
            }
        }
        thread.withLock { swap(&$0, &started) }
    }

    /// Ends the script's waits and the thread.
    func stop() {
        quit.signal()
        guard let running = thread.withLock({ $0.take() }) else { return }
        running.join()
    }

    deinit { stop() }
}

/// One connection to the peer.
struct Wire: ~Copyable {
    private let socket: Descriptor
    private let quit: WakeUp

    static let connack: [UInt8] = [0x20, 3, 0, 0, 0]

    /// A packet: its first byte and what follows the length.
    struct Packet: Hashable, Sendable {
        var first: UInt8
        var body: [UInt8]

        /// The packet identifier of a QoS 1 PUBLISH.
        var identifier: [UInt8] {
            let topic = Int(body[0]) << 8 | Int(body[1])
            return Array(body[(2 + topic)..<(4 + topic)])
        }
    }

    static func accept(_ listener: CInt, _ quit: WakeUp) -> Wire? {
        guard ready(listener, quit) else { return nil }
        let number = Glibc.accept(listener, nil, nil)
        return number < 0 ? nil : Wire(socket: Descriptor(owning: number), quit: quit)
    }

    /// Sends the bytes; false when the client has gone.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var start = 0
        while start < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Glibc.send(
                    socket.number, $0.baseAddress! + start, $0.count - start,
                    Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            start += count
        }
        return true
    }

    /// The next packet; nil when the client has gone or the test ends.
    func next() -> Packet? {
        guard let first = bytes(1)?.first else { return nil }
        var (length, shift) = (0, 0)
        while let byte = bytes(1)?.first {
            length |= Int(byte & 0x7F) << shift
            shift += 7
            if byte & 0x80 == 0 { return bytes(length).map { Packet(first: first, body: $0) } }
        }
        return nil
    }

    /// Reads and forgets until the client has gone or the test ends.
    func sink() { while next() != nil {} }

    /// Sends the bytes again and again at this pace, until the client has gone or the test ends.
    func pour(_ bytes: [UInt8], every pause: Nanoseconds) {
        var set = PollSet()
        set.add(quit.descriptor, .readable)
        while send(bytes), (try? set.wait(until: Clock.now() + pause)) == 0 {}
    }

    /// CONNECT in, CONNACK out.
    func greet(_ answer: [UInt8] = Wire.connack) {
        _ = next()
        send(answer)
    }

    /// Does not even read, until the test ends.
    func ignore() { _ = Wire.ready(-1, quit) }

    private func bytes(_ count: Int) -> [UInt8]? {
        var all = [UInt8](repeating: 0, count: max(1, count))
        var have = 0
        while have < count {
            guard Wire.ready(socket.number, quit) else { return nil }
            let got = unsafe all.withUnsafeMutableBytes {
                unsafe recv(socket.number, $0.baseAddress! + have, count - have, 0)
            }
            if got <= 0 { return nil }
            have += got
        }
        return Array(all[..<count])
    }

    private static func ready(_ number: CInt, _ quit: WakeUp) -> Bool {
        var set = PollSet()
        set.add(quit.descriptor, .readable)
        set.add(number, .readable)
        while (try? set.wait(until: .never)) != nil {
            if !set[0].isEmpty { return false }
            if !set[1].isEmpty { return true }
        }
        return false
    }
}

private func openSocket() throws -> Descriptor {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    if number < 0 { throw SystemFault.now("socket") }
    return Descriptor(owning: number)
}

/// Binds and listens; the port that the kernel gave.
private func listenOnLoopback(_ listener: borrowing Descriptor) throws -> UInt16 {
    let number = listener.number
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let failed = unsafe withUnsafeMutablePointer(to: &address) {
        unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            unsafe bind(number, $0, length) != 0 || listen(number, 16) != 0
                || getsockname(number, $0, &length) != 0
        }
    }
    if failed { throw SystemFault.now("listen") }
    return UInt16(bigEndian: address.sin_port)
}
