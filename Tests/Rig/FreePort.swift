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

/// Whether a connection to the port of 127.0.0.1 is accepted at once.
func accepts(_ port: UInt16) throws(SystemFault) -> Bool {
    try unsafe withLoopback(port) { unsafe connect($0, $1, $2) }
}

private func isFree(_ port: UInt16) throws(SystemFault) -> Bool {
    try unsafe withLoopback(port) { unsafe bind($0, $1, $2) }
}

/// Makes a TCP socket and tries `body` with it and the port's address on 127.0.0.1.
private func withLoopback(
    _ port: UInt16, _ body: (CInt, UnsafePointer<sockaddr>, socklen_t) -> CInt
) throws(SystemFault) -> Bool {
    let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    let number = socket(AF_INET, kind, 0)
    guard number >= 0 else { throw .now("socket") }
    let end = Descriptor(owning: number)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return unsafe withUnsafePointer(to: &address) {
        unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            unsafe body(end.number, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
    }
}
