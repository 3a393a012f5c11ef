// SPDX-License-Identifier: Apache-2.0
import Bus
import Field

/// How often a server or the wire misbehaves, in per mille of the requests.
struct Faults {
    /// The reply begins at any time up to `latest` timeouts after the request.
    var late = 0
    var latest = 2.0
    var crc = 0
    /// Bursts of bytes at any moment.
    var noise = 0
    /// A byte of the reply is missing.
    var dropped = 0
    /// Intact frames of others.
    var foreign = 0
    /// There is no reply.
    var silent = 0
    var exceptions = 0
    var timeout = Nanoseconds.milliseconds(60)
    /// How many units the line has: foreign frames come from others.
    var units = 8

    static let everything = Faults(
        late: 100, crc: 50, noise: 50, dropped: 50, foreign: 50, silent: 50, exceptions: 50)
    /// The mixture by which a line is judged.
    static let judged = Faults(late: 50, crc: 20, noise: 20, dropped: 10, foreign: 10, silent: 10)

    var script: (VirtualLine, VirtualLine.Sent) -> Void {
        { line, sent in self.answer(line, sent) }
    }

    private func answer(_ line: VirtualLine, _ sent: VirtualLine.Sent) {
        var dice = Int.random(in: 0..<1_000, using: &line.random)
        func falls(_ share: Int) -> Bool {
            dice -= share
            return dice < 0 && dice >= -share
        }
        let bytes = World.reply(sent.request, sent.number)
        var frame = line.frame(bytes, sent.request.transaction)
        var start = sent.end + .microseconds(Int64.random(in: 500...9_000, using: &line.random))
        var isIntact = true
        if falls(late) {
            start = sent.end + share(latest, &line.random)
            isIntact = false
        } else if falls(crc) {
            // TCP carries data undamaged; there only a wrong header is a server's own mistake.
            let places = line.isRTU ? frame.count : 9
            let place = Int.random(in: 0..<places, using: &line.random)
            frame[place] ^= 1 << UInt8.random(in: 0...7, using: &line.random)
            isIntact = false
        } else if falls(dropped) {
            let places = line.isRTU ? frame.count : 9
            frame.remove(at: Int.random(in: 0..<places, using: &line.random))
            isIntact = false
        } else if falls(noise) {
            burst(line, sent)
        } else if falls(foreign) {
            stranger(line, sent)
        } else if falls(silent) {
            return
        } else if falls(exceptions) {
            let code = UInt8.random(in: 1...11, using: &line.random)
            frame = line.frame(
                [sent.request.unit, sent.request.function | 0x80, code], sent.request.transaction)
            isIntact = false
        }
        line.transmit(
            frame, from: start, completes: isIntact ? sent.number : nil, owner: sent.number,
            pieces: Int.random(in: 1...3, using: &line.random))
    }

    private func share(_ factor: Double, _ random: inout SplitMix) -> Nanoseconds {
        Nanoseconds(Int64.random(in: 0...Int64(Double(timeout.count) * factor), using: &random))
    }

    private func burst(_ line: VirtualLine, _ sent: VirtualLine.Sent) {
        let count = Int.random(in: 1...12, using: &line.random)
        let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &line.random) }
        line.transmit(bytes, from: sent.start + share(2, &line.random))
    }

    /// A frame of another unit with our shape, or of ours with another.
    private func stranger(_ line: VirtualLine, _ sent: VirtualLine.Sent) {
        var other = sent.request
        if Bool.random(using: &line.random) {
            other.unit = UInt8.random(in: UInt8(units + 1)...247, using: &line.random)
        } else {
            other.count += 8
        }
        line.transmit(
            line.frame(World.reply(other, 0), sent.request.transaction &+ 1),
            from: sent.end + share(2, &line.random))
    }
}
