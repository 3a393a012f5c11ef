// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Empties a program's output on a thread of its own, so that the program never waits for a test.
///
/// A class, because the thread holds it together with its owner.
final class Reader: Sendable {
    let lines: Lines
    private let output: Descriptor
    private let stop: WakeUp

    init(_ output: consuming Descriptor) throws(SystemFault) {
        self.output = output
        lines = try Lines()
        stop = try WakeUp()
    }

    /// Ends `run`, also while somebody else still holds the output's other end.
    func end() { stop.signal() }

    /// The thread's body: reads until the output closes or `end`.
    func run() {
        var piece = [UInt8](repeating: 0, count: 65_536)
        var set = PollSet()
        set.add(stop.descriptor, .readable)
        set.add(output.number, .readable)
        while (try? set.wait(until: .never)) != nil, set[0].isEmpty {
            if set[1].isEmpty { continue }
            guard case .bytes(let count) = try? output.read(into: &piece, at: 0) else { break }
            lines.add(piece[..<count], at: Clock.now())
        }
        lines.close()
    }
}
