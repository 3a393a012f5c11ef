// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Host
import Testing

/// Waits until the descriptor is ready; fails the test after ten seconds.
private func ready(_ descriptor: CInt, _ events: PollSet.Events) throws -> PollSet.Events {
    var set = PollSet()
    set.add(descriptor, events)
    let deadline = Clock.now() + .seconds(10)
    while try set.wait(until: deadline) == 0 {
        try #require(Clock.now() < deadline, "nothing came")
    }
    return set[0]
}

private func accepted(by listener: borrowing Listener) throws -> Descriptor {
    while true {
        _ = try ready(listener.descriptor, .readable)
        if let connection = try listener.accept() { return connection }
    }
}

private func option(_ number: CInt, _ level: CInt, _ option: CInt) -> CInt {
    var value: CInt = -1
    var size = socklen_t(MemoryLayout<CInt>.size)
    unsafe getsockopt(number, level, option, &value, &size)
    return value
}

@Suite struct SocketTests {
    @Test(arguments: ["127.0.0.1", "::1"])
    func `bytes go both ways over a connection to the port it got`(address: String) throws {
        let listener = try Listener(address: address)
        #expect(listener.port != 0)
        let client = try Socket.connect(address: address, port: listener.port)
        let server = try accepted(by: listener)
        #expect(try ready(client.number, .writable).contains(.writable))
        try Socket.outcome(client)

        var buffer = [UInt8](repeating: 0, count: 16)
        #expect(try client.write([1, 2, 3]) == .bytes(3))
        _ = try ready(server.number, .readable)
        #expect(try server.read(into: &buffer, at: 0) == .bytes(3))
        #expect(try server.write([4, 5]) == .bytes(2))
        _ = try ready(client.number, .readable)
        #expect(try client.read(into: &buffer, at: 3) == .bytes(2))
        #expect(buffer.prefix(5) == [1, 2, 3, 4, 5])
    }

    @Test func `both ends are without delay, non-blocking and not inherited`() throws {
        let listener = try Listener(address: "127.0.0.1")
        let client = try Socket.connect(address: "127.0.0.1", port: listener.port)
        let server = try accepted(by: listener)
        for number in [client.number, server.number] {
            #expect(option(number, CInt(IPPROTO_TCP), TCP_NODELAY) == 1)
            #expect(fcntl(number, F_GETFL) & O_NONBLOCK != 0)
            #expect(fcntl(number, F_GETFD) & FD_CLOEXEC != 0)
        }
        var buffer = [UInt8](repeating: 0, count: 1)
        #expect(try server.read(into: &buffer, at: 0) == .wouldBlock)
    }

    @Test func `without a client there is nothing to accept`() throws {
        let listener = try Listener(address: "127.0.0.1")
        let none = try listener.accept() == nil
        #expect(none)
    }

    @Test func `a port that nobody listens on refuses`() throws {
        let port = try Listener(address: "127.0.0.1").port  // closed again at once
        #expect(throws: SystemFault(call: "connect", number: ECONNREFUSED)) {
            do {
                let client = try Socket.connect(address: "127.0.0.1", port: port)
                _ = try ready(client.number, .writable)
                try Socket.outcome(client)
            } catch let fault as SystemFault {
                throw SystemFault(call: fault.call, number: fault.number)
            }
        }
    }

    @Test func `a port in use is refused, a port just left is not`() throws {
        let port = try usedPort()
        let again = try Listener(address: "127.0.0.1", port: port)
        #expect(again.port == port)
        #expect(throws: SystemFault.self) { _ = try Listener(address: "127.0.0.1", port: port) }
    }

    /// A port on which a connection was closed by the listening side, so that it lingers there.
    private func usedPort() throws -> UInt16 {
        let listener = try Listener(address: "127.0.0.1")
        let client = try Socket.connect(address: "127.0.0.1", port: listener.port)
        do {
            _ = try accepted(by: listener)
        }
        _ = try ready(client.number, .readable)
        return listener.port
    }

    @Test(arguments: ["", "localhost", "127.0.0.1.5", "::g", "1.2.3.4:502"])
    func `what is not an address in numbers is refused`(address: String) {
        #expect(throws: SystemFault(call: "inet_pton", number: EINVAL, subject: address)) {
            _ = try Socket.connect(address: address, port: 502)
        }
    }
}
