// SPDX-License-Identifier: Apache-2.0
internal import CLinux
internal import Glibc

/// What the process was started with.
package enum Environment {
    /// A variable's value, nil if it is not set.
    package static func variable(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
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

    /// Ends the process.
    package static func exit(_ code: CInt) -> Never { Glibc.exit(code) }

    /// Writes text to standard output now, or to standard error.
    package static func write(_ text: String, toError: Bool = false) {
        var bytes = Array(text.utf8)
        while !bytes.isEmpty {
            let count = unsafe Glibc.write(toError ? 2 : 1, bytes, bytes.count)
            if count < 0, errno == EINTR { continue }
            // Nobody reads any more: there is nothing to be done about it.
            guard count > 0 else { return }
            bytes.removeFirst(count)
        }
    }
}
