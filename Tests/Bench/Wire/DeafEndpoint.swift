// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Host

/// A TCP endpoint that is dead: nobody accepts what the kernel takes for it.
///
/// A class, because arrays hold nothing that has one owner.
final class DeafEndpoint {
    private let socket: Descriptor
    /// Connections that fill its queue.
    private var others: [DeafEndpoint] = []

    private init(_ socket: consuming Descriptor) { self.socket = socket }

    /// `isFull`: the kernel takes nothing any more, and drops what comes, as if nothing were there.
    static func listen(isFull: Bool) throws -> DeafEndpoint {
        let stream = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let endpoint = DeafEndpoint(Descriptor(owning: Glibc.socket(AF_INET, stream, 0)))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let number = endpoint.socket.number
        let isBound = unsafe withUnsafePointer(to: &address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isBound, Glibc.listen(number, isFull ? 0 : 128) == 0 else {
            throw Failure(text: "no port to listen on")
        }
        // One more than the queue's length is taken.
        for _ in 0..<(isFull ? 4 : 0) {
            let other = try Socket.connect(address: "127.0.0.1", port: try endpoint.port)
            endpoint.others.append(DeafEndpoint(other))
        }
        return endpoint
    }

    var port: UInt16 { get throws { try localPort(socket.number) } }
}
