// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Host

/// A TCP port of 127.0.0.1 that nobody listens on now. Somebody may take it before it is used:
/// callers try again with another one.
///
/// It lies below the kernel's range for outgoing connections, so that no other connection takes it
/// while a peer is down on purpose, and a client that keeps connecting to it cannot meet itself.
package func freePort() throws(RigFault) -> UInt16 {
    for _ in 0..<1_000 {
        let port = UInt16.random(in: 12_000..<32_000)
        if try rig({ () throws(SystemFault) in try isFree(port) }) { return port }
    }
    throw .notReady(program: "freePort", said: "no free port between 12000 and 32000")
}

/// A connection to the port of 127.0.0.1; nil when nobody listens there.
func connection(to port: UInt16) throws(SystemFault) -> Descriptor? {
    let end = try tcpSocket()
    guard unsafe withLoopback(port, { unsafe connect(end.number, $0, $1) }) else { return nil }
    return end
}

private func isFree(_ port: UInt16) throws(SystemFault) -> Bool {
    let end = try tcpSocket()
    return unsafe withLoopback(port) { unsafe bind(end.number, $0, $1) }
}

private func tcpSocket() throws(SystemFault) -> Descriptor {
    let number = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard number >= 0 else { throw .now("socket") }
    return Descriptor(owning: number)
}

/// Whether a call with the port's address on 127.0.0.1 answers 0.
private func withLoopback(
    _ port: UInt16, _ call: (UnsafePointer<sockaddr>, socklen_t) -> CInt
) -> Bool {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return unsafe withUnsafePointer(to: &address) {
        unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            unsafe call($0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
    }
}
