// SPDX-License-Identifier: Apache-2.0
import Glibc
import Host
import Testing

@Suite struct PlacedFileTests {
    private static func mode(_ path: String) -> mode_t {
        var status = stat()
        #expect(unsafe stat(path, &status) == 0)
        return status.st_mode & 0o7777
    }

    @Test(arguments: [0o600, 0o640, 0o664, 0o755] as [mode_t])
    func `a file has the rights of its model, and is whole`(mode: mode_t) throws {
        let directory = try TemporaryDirectory("placed")
        let (model, path) = ("\(directory.path)/model", "\(directory.path)/new")
        try File.write([1], to: model)
        #expect(unsafe chmod(model, mode) == 0)
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
        try File.place(bytes, at: path, like: model)
        #expect(try File.read(path, atMost: 1 << 20) == .bytes(bytes))
        #expect(Self.mode(path) == mode & 0o666, "nothing there is to be run")
        #expect(try File.names(in: directory.path, atMost: 10) == ["model", "new"])
    }

    @Test(.enabled(if: geteuid() == 0, "only root gives files away"))
    func `what root writes belongs to whom the model does`() throws {
        let directory = try TemporaryDirectory("placed")
        let (model, path) = ("\(directory.path)/model", "\(directory.path)/new")
        try File.write([1], to: model)
        #expect(unsafe chown(model, 1_234, 5_678) == 0)
        try File.place([2], at: path, like: model)
        var status = stat()
        #expect(unsafe stat(path, &status) == 0)
        #expect(status.st_uid == 1_234 && status.st_gid == 5_678)
    }

    @Test func `what is there is never replaced`() throws {
        let directory = try TemporaryDirectory("placed")
        let path = "\(directory.path)/there"
        try File.write([7], to: path)
        #expect(throws: SystemFault.self) { try File.place([1], at: path, like: path) }
        #expect(try File.read(path, atMost: 10) == .bytes([7]))
        #expect(try File.names(in: directory.path, atMost: 10) == ["there"])
        #expect(throws: SystemFault.self) {
            try File.place([1], at: "\(directory.path)/none/x", like: path)
        }
    }

    @Test func `what is hidden comes back as it was, or goes for good`() throws {
        let directory = try TemporaryDirectory("placed")
        let path = "\(directory.path)/device.yaml"
        try File.write([7], to: path)
        #expect(unsafe chmod(path, 0o640) == 0)
        try File.hide(path)
        #expect(try File.names(in: directory.path, atMost: 10) == [".device.yaml.kept"])
        try File.unhide(path)
        #expect(try File.read(path, atMost: 10) == .bytes([7]) && Self.mode(path) == 0o640)
        try File.hide(path)
        try File.write([8], to: path)
        #expect(throws: SystemFault.self) { try File.unhide(path) }
        #expect(try File.read(path, atMost: 10) == .bytes([8]), "what came meanwhile stays")
        try File.removeHidden(path)
        #expect(try File.names(in: directory.path, atMost: 10) == ["device.yaml"])
    }

    @Test func `what is hidden outlasts a new file and is never hidden over`() throws {
        let directory = try TemporaryDirectory("placed")
        let path = "\(directory.path)/device.yaml"
        try File.write([7], to: path)
        try File.hide(path)
        try File.place([8], at: path, like: directory.path)
        #expect(throws: SystemFault.self) { try File.hide(path) }
        #expect(try File.read(File.hidden(path), atMost: 10) == .bytes([7]))
        #expect(try File.read(path, atMost: 10) == .bytes([8]))
    }

    @Test func `a signal comes when what must not be cut off is done`() {
        Signals.heldBack {
            var waiting = sigset_t()
            #expect(pthread_kill(pthread_self(), SIGINT) == 0)
            #expect(unsafe sigpending(&waiting) == 0 && sigismember(&waiting, SIGINT) == 1)
            // Ignored, it does not wait any longer.
            signal(SIGINT, SIG_IGN)
        }
        signal(SIGINT, SIG_DFL)
    }

    @Test func `a folder has the rights of its model`() throws {
        let directory = try TemporaryDirectory("placed")
        let (model, path) = ("\(directory.path)/etc", "\(directory.path)/etc/conf.d")
        try File.makeFolder(model)
        #expect(unsafe chmod(model, 0o2750) == 0)
        try File.makeFolder(path, like: model)
        #expect(Self.mode(path) == 0o2750)
    }
}
