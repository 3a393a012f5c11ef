// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Host

/// A temporary directory of one test, removed with everything in it when the last holder lets go.
///
///     let directory = try Directory()
///     let path = try directory.write("points:\n", to: "device.yaml")
///
/// A class, because a test and its peers hold it together.
package final class Directory: Sendable {
    package let path: String

    package init() throws(RigFault) {
        let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var name = Array("\(parent)/rig-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&name) != nil else { throw .system(.now("mkdtemp", parent)) }
        path = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        // Nothing can be done about a directory that stays behind, and no test depends on it.
        if var remover = try? Child("/bin/rm", ["-rf", "--", path]) { _ = remover.wait() }
    }

    /// The full path of a file in the directory.
    package func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Makes a folder in it.
    package func makeFolder(_ name: String) throws(RigFault) {
        guard unsafe mkdir(file(name), 0o700) == 0 else { throw .system(.now("mkdir", name)) }
    }

    /// Creates or replaces a file, readable by its owner only; its full path.
    @discardableResult
    package func write(_ text: String, to name: String) throws(RigFault) -> String {
        let target = file(name)
        let output = try rig { () throws(SystemFault) in
            try openFile(target, O_WRONLY | O_CREAT | O_TRUNC)
        }
        try rig { () throws(SystemFault) in try writeAll(Array(text.utf8), to: output) }
        return target
    }

    /// What a file holds now; empty if there is none yet.
    package func read(_ name: String) throws(RigFault) -> String {
        do { return String(decoding: try readAll(file(name)), as: UTF8.self) } catch let fault {
            if fault.number == ENOENT { return "" }
            throw .system(fault)
        }
    }
}

/// Opens a file close-on-exec; a new one belongs to its owner alone.
func openFile(_ path: String, _ flags: CInt) throws(SystemFault) -> Descriptor {
    let number = unsafe open(path, flags | O_CLOEXEC, 0o600)
    guard number >= 0 else { throw .now("open", path) }
    return Descriptor(owning: number)
}

/// Writes all of the bytes to a blocking descriptor; a closed one swallows the rest.
func writeAll(_ bytes: [UInt8], to output: borrowing Descriptor) throws(SystemFault) {
    var start = 0
    while start < bytes.count {
        guard case .bytes(let count) = try output.write(bytes, from: start) else { return }
        start += count
    }
}

private func readAll(_ path: String) throws(SystemFault) -> [UInt8] {
    let input = try openFile(path, O_RDONLY)
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while case .bytes(let count) = try input.read(into: &piece, at: 0) {
        all += piece[..<count]
    }
    return all
}
