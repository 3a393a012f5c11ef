// SPDX-License-Identifier: Apache-2.0
import Glibc
import Host
import Testing

@Suite struct LocalListenerTests {
    @Test func `all users may connect, and the path goes with the listener`() throws {
        let directory = try TemporaryDirectory("local")
        let path = "\(directory.path)/control"
        do {
            let listener = try LocalListener.open(at: path)
            var found = stat()
            #expect(unsafe lstat(path, &found) == 0)
            #expect(found.st_mode & 0o777 == 0o666)
            _ = try LocalSocket.connect(to: path)
            let isThere = try listener.accept() != nil
            #expect(isThere)
        }
        #expect(!File.exists(path))
    }

    @Test func `the socket of a process that was killed is replaced, one in use is not`() throws {
        let directory = try TemporaryDirectory("local")
        let path = "\(directory.path)/control"
        #expect(throws: SystemFault.self) { _ = try LocalSocket.connect(to: path) }
        try leaveSocket(at: path)
        #expect(!LocalSocket.isServed(path))
        let listener = try LocalListener.open(at: path)
        #expect(LocalSocket.isServed(path))
        #expect(throws: SystemFault(call: "bind", number: EADDRINUSE, subject: path)) {
            _ = try LocalListener.open(at: path)
        }
        _ = try LocalSocket.connect(to: path)
        let isThere = try listener.accept() != nil
        #expect(isThere)
    }

    @Test func `what is no socket is left alone`() throws {
        let directory = try TemporaryDirectory("local")
        let path = "\(directory.path)/control"
        try File.write(Array("mine".utf8), to: path)
        #expect(throws: SystemFault(call: "bind", number: EADDRINUSE, subject: path)) {
            _ = try LocalListener.open(at: path)
        }
        #expect(File.size(path) == 4)
    }

    @Test(arguments: ["", "/tmp/" + String(repeating: "x", count: 103), "/tmp/a\0b"])
    func `a path that the kernel cannot take is refused`(path: String) {
        #expect(throws: SystemFault.self) { _ = try LocalListener.open(at: path) }
        #expect(throws: SystemFault.self) { _ = try LocalSocket.connect(to: path) }
    }

    @Test func `groups are found by name`() {
        #expect(Peer.number(ofGroup: "root") == 0)
        #expect(Peer.number(ofGroup: "nobody-has-this-group") == nil)
    }

    /// As a process does that has no time to clean up.
    private func leaveSocket(at path: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) {
            unsafe $0.copyBytes(from: path.utf8)
        }
        let number = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        defer { close(number) }
        let result = unsafe withUnsafePointer(to: address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(result == 0)
    }
}
