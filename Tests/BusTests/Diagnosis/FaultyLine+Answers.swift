// SPDX-License-Identifier: Apache-2.0
import Bus
import Field

extension FaultyLine {
    /// What comes back of a request.
    func answer(_ line: VirtualLine, _ sent: VirtualLine.Sent) {
        if fault == .master { overhear(line, sent) }
        guard !isWell(sent) else { return VirtualLine.obedient(line, sent) }
        let request = sent.request
        let reply = line.frame(World.reply(request, sent.number), request.transaction)
        let refusal = { (code: UInt8) in
            line.frame([request.unit, request.function | 0x80, code], request.transaction)
        }
        let start = sent.end + .microseconds(Int64.random(in: 2_000...15_000, using: &random))
        switch fault {
        case .none: VirtualLine.obedient(line, sent)
        case .master:
            hasBytes = true
            VirtualLine.obedient(line, sent)
        case .dead, .wrongUnit, .tcpSilent: break
        case .hangsUp: close(line, sent)
        case .swapped: deafen(line, sent)
        case .wrongBaud: hear(line, sent, reply, start, isTolerant: false)
        case .wrongParity: hear(line, sent, reply, start, isTolerant: variant == 1)
        case .otherBaud: view(reply, start)
        case .echo: echo(line, sent, reply)
        case .short: cut(line, reply, start)
        case .noise: disturb(line, sent, reply, start)
        case .late:
            let share = Double.random(in: 1.1...2.6, using: &random)
            let late = Nanoseconds(Int64(Double(Self.timeout.count) * share))
            line.transmit(reply, from: sent.end + late)
        case .others:
            var other = request
            other.unit += 1
            let bytes = World.reply(other, sent.number)
            line.transmit(line.frame(bytes, request.transaction), from: start)
        case .exceptions: line.transmit(refusal([1, 2, 3, 4][Int(seed / 5) % 4]), from: start)
        case .gateway: line.transmit(refusal(variant == 0 ? 10 : 11), from: start)
        case .shared: share(line, sent, reply, start)
        case .sameUnit: collide(line, sent, reply, start)
        case .reflections: double(reply, start)
        }
    }

    /// Somebody else asks, and is answered, at any moment.
    private func overhear(_ line: VirtualLine, _ sent: VirtualLine.Sent) {
        guard Int.random(in: 0..<3, using: &random) > 0 else { return }
        isSpoilt = true
        var foreign = Frames.Request(
            unit: UInt8.random(in: 100...120, using: &random), function: 3,
            address: 4 * Int.random(in: 0..<50, using: &random), count: 4)
        if variant == 0 { foreign.unit = sent.request.unit }
        // A box that was forgotten has the same file.
        if seed % 3 == 0 { foreign = sent.request }
        let body = [
            foreign.unit, foreign.function, 0, UInt8(foreign.address), 0, UInt8(foreign.count),
        ]
        let wait = Int64.random(in: 0...400, using: &random)
        let start = sent.start + .milliseconds(wait)
        line.transmit(Frames.rtu(body), from: start)
        let reply = Frames.rtu(World.reply(foreign, sent.number + 1))
        line.transmit(reply, from: start + line.characters(8) + .milliseconds(8))
    }

    private func close(_ line: VirtualLine, _ sent: VirtualLine.Sent) {
        line.hangUp(at: sent.end + .milliseconds(Int64.random(in: 1...60, using: &random)))
    }

    /// The device hears noise, and the port a letting go of the line.
    private func deafen(_ line: VirtualLine, _ sent: VirtualLine.Sent) {
        let device = UART(speed: own, isHasty: variant == 1)
        let heard = device.read(Waveform(sent.bytes, own).swapped)
        precondition(!heard.elementsEqual(sent.bytes))
        if seed % 2 == 0 { line.transmit([0], from: sent.end) }
    }

    /// A device at its own settings, which answers what it understands.
    private func hear(
        _ line: VirtualLine, _ sent: VirtualLine.Sent, _ reply: [UInt8], _ start: Instant,
        isTolerant: Bool
    ) {
        let device = UART(speed: settings, isHasty: seed % 3 == 0)
        let heard = device.characters(Waveform(sent.bytes, own))
        let isClean = heard.allSatisfy(\.isRight)
        guard isClean || isTolerant, heard.map(\.byte) == sent.bytes else { return }
        view(reply, start)
    }

    /// What the port makes of an answer at the device's settings.
    private func view(_ reply: [UInt8], _ start: Instant) {
        let port = UART(speed: own, isHasty: seed % 4 < 2)
        let bytes = port.read(Waveform(reply, settings))
        give(bytes, of: reply, start)
    }

    private func echo(_ line: VirtualLine, _ sent: VirtualLine.Sent, _ reply: [UInt8]) {
        // Of a pair that nobody is on only the echo comes.
        line.transmit(sent.bytes + (variant == 0 ? reply : []), from: sent.start)
    }

    private func cut(_ line: VirtualLine, _ reply: [UInt8], _ start: Instant) {
        var bytes = reply
        let lost = Int.random(in: 1...max(1, reply.count / 3), using: &random)
        if variant == 0 { bytes.removeLast(lost) } else { bytes.removeFirst(1 + lost % 2) }
        line.transmit(bytes, from: start)
    }

    /// Some bits of request and answer are turned over.
    private func disturb(
        _ line: VirtualLine, _ sent: VirtualLine.Sent, _ reply: [UInt8], _ start: Instant
    ) {
        let share = [0.004, 0.01, 0.02][Int(seed % 3)]
        let flips = { Double.random(in: 0..<1, using: &self.random) < share }
        let port = UART(speed: own, isHasty: variant == 1)
        let heard = port.characters(Waveform(sent.bytes, own, flips: flips))
        guard heard.allSatisfy(\.isRight), heard.map(\.byte) == sent.bytes else {
            return isSpoilt = true
        }
        give(port.read(Waveform(reply, own, flips: flips)), of: reply, start)
    }

    /// Both answer: at nearly the same moment, or the one after the other.
    private func collide(
        _ line: VirtualLine, _ sent: VirtualLine.Sent, _ reply: [UInt8], _ start: Instant
    ) {
        var other = Array(reply.dropLast(2))
        for index in 3..<other.count { other[index] ^= UInt8.random(in: 0...255, using: &random) }
        let second = Frames.rtu(other)
        guard seed % 4 != 0 else { return line.transmit(reply + second, from: start) }
        let lag = Double.random(in: 0...3e-3, using: &random)
        let wave = Waveform(reply, own).mixed(with: Waveform(second, own, from: lag))
        line.transmit(UART(speed: own, isHasty: variant == 1).read(wave), from: start)
    }

    /// Other clients of the same device get their answers, and so do we.
    private func share(
        _ line: VirtualLine, _ sent: VirtualLine.Sent, _ reply: [UInt8], _ start: Instant
    ) {
        guard Int.random(in: 0..<3, using: &random) > 0 else {
            return give(reply, of: reply, start)
        }
        var other = Array(reply.dropLast(2))
        for index in 3..<other.count { other[index] ^= UInt8.random(in: 1...255, using: &random) }
        let second = Frames.rtu(other)
        give(variant == 0 ? reply + second : second + reply, of: reply, start)
    }

    /// A long cable without termination: some bytes are seen twice.
    private func double(_ reply: [UInt8], _ start: Instant) {
        let share = [0.05, 0.1, 0.3][Int(seed % 3)]
        let bytes = reply.flatMap { byte in
            Double.random(in: 0..<1, using: &random) < share ? [byte, byte] : [byte]
        }
        give(bytes, of: reply, start)
    }

    /// What the port reads of an answer.
    private func give(_ bytes: [UInt8], of reply: [UInt8], _ start: Instant) {
        hasBytes = hasBytes || !bytes.isEmpty
        isSpoilt = isSpoilt || bytes != reply
        line.transmit(bytes, from: start)
    }
}
