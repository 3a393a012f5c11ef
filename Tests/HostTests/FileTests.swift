// SPDX-License-Identifier: Apache-2.0
import Glibc
import Host
import Testing
import Waiting

@Suite struct FileTests {
    @Test func `a file is read whole up to the limit, and not beyond`() throws {
        let directory = try TemporaryDirectory("file")
        let path = "\(directory.path)/data"
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0) }
        try File.write(bytes, to: path)
        #expect(try File.read(path, atMost: 1_000) == .bytes(bytes))
        #expect(try File.read(path, atMost: 999) == .tooLarge)
        #expect(try File.read(path, atMost: 0) == .tooLarge)
        try File.write([], to: path)
        #expect(try File.read(path, atMost: 0) == .bytes([]), "what was there is replaced")
    }

    @Test func `a file that is larger than it says is still bounded`() throws {
        // Files under /proc say that they are empty.
        guard case .bytes(let bytes) = try File.read("/proc/self/status", atMost: 1 << 16) else {
            Issue.record("the kernel's file was not read")
            return
        }
        #expect(bytes.count > 100)
        #expect(try File.read("/proc/self/status", atMost: 100) == .tooLarge)
    }

    @Test(.waits(atMostMinutes: 1))
    func `what is no file is not read, and a FIFO is not waited for`() throws {
        let directory = try TemporaryDirectory("file")
        let fifo = "\(directory.path)/fifo"
        #expect(unsafe mkfifo(fifo, 0o600) == 0)
        for path in [directory.path, fifo, "/dev/zero"] {
            #expect(try File.read(path, atMost: 100) == .notAFile)
        }
        #expect(throws: SystemFault(call: "open", number: ENOENT, subject: "/no/file")) {
            try File.read("/no/file", atMost: 1)
        }
    }

    @Test func `a written file is its owner's alone`() throws {
        let directory = try TemporaryDirectory("file")
        let path = "\(directory.path)/secret"
        try File.write([1], to: path)
        var status = stat()
        #expect(unsafe stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test func `names are sorted and bounded`() throws {
        let directory = try TemporaryDirectory("file")
        for name in ["b", "a", "trạm"] { try File.write([], to: "\(directory.path)/\(name)") }
        #expect(try File.names(in: directory.path, atMost: 10) == ["a", "b", "trạm"])
        #expect(try File.names(in: directory.path, atMost: 2).count == 2)
        #expect(File.isDirectory(directory.path) && !File.isDirectory("\(directory.path)/a"))
        #expect(File.exists("\(directory.path)/a") && !File.exists("\(directory.path)/c"))
    }

    @Test func `a temporary directory is its owner's alone and goes with what is in it`() throws {
        let path: String
        do {
            let directory = try TemporaryDirectory("file")
            path = directory.path
            var status = stat()
            #expect(unsafe stat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o700)
            for name in 0..<20 { try File.write([1], to: "\(path)/\(name)") }
        }
        #expect(!File.exists(path))
    }

    @Test func `no two are the same`() throws {
        let one = try TemporaryDirectory("file")
        let other = try TemporaryDirectory("file")
        #expect(one.path != other.path)
    }
}
