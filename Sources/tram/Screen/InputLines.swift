// SPDX-License-Identifier: Apache-2.0
internal import Host

/// Lines that somebody writes to a descriptor, as they come.
struct InputLines {
    /// The longest line that is looked at; the rest of a longer one is a line of its own.
    private static let longest = 4_096

    let descriptor: CInt
    private var waiting: [UInt8] = []
    private var buffer = [UInt8](repeating: 0, count: longest)

    init(descriptor: CInt) { self.descriptor = descriptor }

    /// Reads once what is there (waits where nothing is) and takes the lines that are complete;
    /// nil at the end.
    mutating func read() throws(SystemFault) -> [String]? {
        switch try Descriptor.read(descriptor, into: &buffer, at: 0) {
        case .closed: return nil
        case .wouldBlock: return []
        case .bytes(let count): waiting += buffer[..<count]
        }
        var lines: [String] = []
        while let end = waiting.firstIndex(of: UInt8(ascii: "\n"))
            ?? (waiting.count >= Self.longest ? Self.longest : nil)
        {
            lines.append(String(decoding: waiting[..<end], as: UTF8.self))
            waiting.removeFirst(min(end + 1, waiting.count))
        }
        return lines
    }
}
