// SPDX-License-Identifier: Apache-2.0
package import Field

/// What a child writes, line by line.
package struct ChildOutput: ~Copyable {
    /// The longest line that is looked at.
    private static let longest = 64 * 1_024

    private let source: Descriptor
    private var buffer = [UInt8](repeating: 0, count: longest)
    private var count = 0

    /// Takes over the reading end. (An initialiser that throws makes Swift 6.2.3 crash here.)
    package static func of(_ source: consuming Descriptor) throws(SystemFault) -> ChildOutput {
        try source.setNonblocking()
        return ChildOutput(source)
    }

    private init(_ source: consuming Descriptor) { self.source = source }

    /// The next line without its end; what there is of it when the child has closed, the line is
    /// too long, or the time is over.
    package mutating func line(within patience: Nanoseconds) throws(SystemFault) -> String {
        let deadline = Clock.now() + patience
        var polls = PollSet()
        polls.add(source.number, .readable)
        while true {
            if let end = buffer[..<count].firstIndex(of: UInt8(ascii: "\n")) {
                return take(end, and: 1)
            }
            if count == buffer.count || Clock.now() >= deadline { return take(count, and: 0) }
            try polls.wait(until: deadline)
            switch try source.read(into: &buffer, at: count) {
            case .bytes(let more): count += more
            case .wouldBlock: continue
            case .closed: return take(count, and: 0)
            }
        }
    }

    private mutating func take(_ length: Int, and more: Int) -> String {
        let line = String(decoding: buffer[..<length], as: UTF8.self)
        buffer.removeFirst(length + more)
        buffer.append(contentsOf: repeatElement(0, count: length + more))
        count -= length + more
        return line
    }
}
