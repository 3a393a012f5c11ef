// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

/// One line that a program wrote, and when we had all of it.
package struct Line: Hashable, Sendable {
    package let text: String
    package let at: Instant
}

/// The lines a program has written and nobody has taken yet. One thread takes.
///
/// A class, because the reading thread and the taker share it.
final class Lines: Sendable {
    /// More than any test reads; a peer gone wild is cut off here and not at our memory's end.
    static let byteLimit = 256 << 20

    private struct State {
        var waiting: ArraySlice<Line> = []
        var partial: [UInt8] = []
        var bytes = 0
        var closed = false
    }

    private let state = Lock(State())
    private let news: WakeUp

    init() throws(SystemFault) { news = try WakeUp() }

    /// True once the program has closed its output; lines may still wait.
    var isClosed: Bool { state.withLock { $0.closed } }

    func add(_ bytes: ArraySlice<UInt8>, at: Instant) {
        state.withLock { state in
            state.bytes += bytes.count
            guard state.bytes <= Lines.byteLimit else { return state.closed = true }
            var rest = bytes
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let text = String(decoding: state.partial + rest[..<end], as: UTF8.self)
                state.waiting.append(Line(text: text, at: at))
                state.partial.removeAll(keepingCapacity: true)
                rest = rest[(end + 1)...]
            }
            state.partial += rest
        }
        news.signal()
    }

    func close() {
        state.withLock { $0.closed = true }
        news.signal()
    }

    /// The oldest line, waited for until the deadline; nil when none came or the program closed.
    func next(until deadline: Instant) throws(SystemFault) -> Line? {
        var set = PollSet()
        set.add(news.descriptor, .readable)
        while true {
            news.clear()
            let (line, closed) = state.withLock { ($0.waiting.popFirst(), $0.closed) }
            if line != nil || closed || Clock.now() >= deadline { return line }
            try set.wait(until: deadline)
        }
    }

    /// Waits until the program has closed its output; false when the deadline passed first.
    func closed(by deadline: Instant) throws(SystemFault) -> Bool {
        var set = PollSet()
        set.add(news.descriptor, .readable)
        while true {
            news.clear()
            if isClosed { break }
            if Clock.now() >= deadline { return false }
            try set.wait(until: deadline)
        }
        news.signal()  // lines may still wait for their taker
        return true
    }
}
