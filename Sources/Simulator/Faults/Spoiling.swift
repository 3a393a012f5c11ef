// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Damages a reply on its way, as chance will have it.
struct Spoiling {
    let fault: InjectedFault
    let chance: Noise
    let framing: Endpoint.Framing

    /// Spoils `out[start...]`, a whole frame; `request` is the frame that it answers.
    func spoil(_ out: inout [UInt8], from start: Int, request: ArraySlice<UInt8>) {
        switch fault {
        case .crc: breakCheck(&out, start)
        case .noise: out.insert(contentsOf: noise(1 + pick(0, below: 8)), at: start)
        case .dropped: drop(&out, start)
        case .foreign: rename(&out, start)
        case .duplicate: double(&out, start)
        case .echo: out.insert(contentsOf: request, at: start)
        case .late, .exception, .hole, .busy, .dead, .vanish: break
        }
    }

    /// How late the reply is.
    var lateness: Nanoseconds {
        guard fault == .late else { return .zero }
        let span = Injection.longestLateness - Injection.lateness
        return Injection.lateness + Nanoseconds(Int64(chance.chance(9, 0) * Double(span.count)))
    }

    private func pick(_ number: Int64, below limit: Int) -> Int {
        min(limit - 1, Int(chance.chance(1, number) * Double(limit)))
    }

    private func noise(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(pick(100 + Int64($0), below: 256)) }
    }

    private func breakCheck(_ out: inout [UInt8], _ start: Int) {
        let place = framing == .rtu ? out.count - 1 : start + 1
        out[place] ^= UInt8(1 + pick(0, below: 255))
    }

    /// One byte to a third of them, anywhere.
    private func drop(_ out: inout [UInt8], _ start: Int) {
        let size = out.count - start
        let count = 1 + pick(0, below: max(1, size / 3))
        let first = start + pick(1, below: size - count + 1)
        out.removeSubrange(first..<first + count)
    }

    /// The next unit's reply, sound in itself.
    private func rename(_ out: inout [UInt8], _ start: Int) {
        guard framing == .rtu else {
            out[start + 6] &+= 1
            return
        }
        out[start] &+= 1
        out.removeLast(2)
        ServerFrame.endRTU(start, in: &out)
    }

    /// The other device has other values; both begin nearly together, so that their bits meet on
    /// the wire, or the second waits for the first.
    private func double(_ out: inout [UInt8], _ start: Int) {
        let first = Array(out[start...])
        guard framing == .rtu else {
            out += first
            return
        }
        var second = first
        for index in 3..<max(3, first.count - 2) { second[index] ^= UInt8(pick(7, below: 256)) }
        second.removeLast(2)
        ServerFrame.endRTU(0, in: &second)
        guard pick(0, below: 2) == 0 else {
            out += second
            return
        }
        let shift = 1 + pick(2, below: 2)
        out.removeLast(first.count)
        for index in 0..<first.count + shift {
            // The line's low level wins.
            let one = index < first.count ? first[index] : 0xFF
            let two = index >= shift ? second[index - shift] : 0xFF
            out.append(one & two)
        }
    }
}
