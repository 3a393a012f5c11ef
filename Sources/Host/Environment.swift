// SPDX-License-Identifier: Apache-2.0
internal import CLinux
internal import Field
internal import Glibc

/// What the process was started with.
package enum Environment {
    /// A variable's value, nil if it is not set.
    package static func variable(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    /// As `variable`, which no child of ours gets then. Before the first thread starts.
    static func take(_ name: String) -> String? {
        defer { unsafe unsetenv(name) }
        return variable(name)
    }

    /// The path of the running program, for starting itself again.
    package static func executable() throws(SystemFault) -> String {
        var path = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe path.withUnsafeMutableBytes {
            unsafe readlink(
                "/proc/self/exe", $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
        }
        guard count > 0 else { throw .now("readlink", "/proc/self/exe") }
        return String(decoding: path.prefix(count), as: UTF8.self)
    }

    /// Whether what is written to the descriptor is shown to a person.
    package static func isTerminal(_ descriptor: CInt) -> Bool { isatty(descriptor) == 1 }

    /// Whether what is written to the descriptor goes to the system's journal: systemd names the
    /// device and the inode of the stream in JOURNAL_STREAM (systemd.exec(5)).
    package static func isJournal(
        _ descriptor: CInt, stream: String? = variable("JOURNAL_STREAM")
    ) -> Bool {
        var status = stat()
        guard let stream, unsafe fstat(descriptor, &status) == 0 else { return false }
        return stream == "\(status.st_dev):\(status.st_ino)"
    }

    /// Ends the process.
    package static func exit(_ code: CInt) -> Never { Glibc.exit(code) }

    private static let brokenOutput = Lock<SystemFault?>(nil)

    /// Why standard output took no more; nil while it does, and when only its reader has gone.
    package static var outputFault: SystemFault? { brokenOutput.withLock { $0 } }

    /// Writes text to standard output now, or to standard error. What cannot be written is lost:
    /// of standard output `outputFault` says so.
    package static func write(_ text: String, toError: Bool = false) {
        guard toError || outputFault == nil else { return }
        do throws(SystemFault) {
            try write(Array(text.utf8), to: toError ? 2 : 1)
        } catch {
            // Nobody reads any more: there is nothing to be done about it.
            guard !toError, !error.isClosed else { return }
            brokenOutput.withLock { $0 = error }
        }
    }

    /// All of it, however long the other end takes for it.
    static func write(_ bytes: [UInt8], to descriptor: CInt) throws(SystemFault) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var polls = PollSet()
                polls.add(descriptor, .writable)
                try polls.wait(until: .never)
            } else if errno != EINTR {
                throw .now("write", "standard output")
            }
        }
    }
}
