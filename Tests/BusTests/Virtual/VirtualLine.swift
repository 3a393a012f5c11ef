// SPDX-License-Identifier: Apache-2.0
import Bus
import Field

/// A line on a simulated clock: it drives the machine, carries bytes at the line's speed, and
/// measures what a logic analyser on the wire would.
///
/// A class, because the script of its servers changes it while it runs.
final class VirtualLine {
    /// One request with its number, when its last character had passed, and its bytes.
    struct Sent {
        var request: Frames.Request
        var bytes: [UInt8] = []
        var number: UInt32
        var start: Instant
        var end: Instant
        /// The port's settings, nil for the line's own.
        var speed: SerialSpeed?
    }

    struct Arrival {
        var time: Instant
        var bytes: [UInt8]
        /// The last bytes of the undisturbed reply to this request, which must be used.
        var completes: UInt32?
        /// The request whose reply these are, 0 for anything else.
        var owner: UInt32 = 0
    }

    var machine: LineMachine
    let isRTU: Bool
    let speed: SerialSpeed?
    /// The least silence before a request.
    let gap: Nanoseconds
    var now: Instant
    /// How the servers answer.
    var script: (VirtualLine, Sent) -> Void
    /// Time that the caller needs to notice its deadline or bytes, at most.
    var lateness = Nanoseconds.zero
    var reconnects = Nanoseconds.milliseconds(1)
    var random: SplitMix

    private(set) var arrivals: [Arrival] = []
    private(set) var sent: [Sent] = []
    private(set) var lastSent: Sent?
    var keepsRequests = false
    /// When the last character of either side had passed.
    private var lastOnWire: Instant
    /// What a capture of the line has.
    private(set) var captured: [CaptureRecord] = []
    var captures = false
    var ledger: Ledger
    private(set) var brokenSilences = 0
    private(set) var malformed = 0
    private(set) var unusedReplies = 0
    private(set) var usedReplies = 0
    private(set) var closes = 0
    private(set) var advances = 0
    private(set) var longestOutput = 0
    /// Bytes of others came since the last request.
    private var isDisturbed = false

    init(
        _ line: NumberedLine, seed: UInt64 = 1, start: Instant = Instant(nanoseconds: 1_000_000),
        script: @escaping (VirtualLine, Sent) -> Void = VirtualLine.obedient
    ) {
        machine = LineMachine(line, at: start)
        ledger = Ledger(line)
        now = start
        lastOnWire = start
        random = SplitMix(seed: seed)
        self.script = script
        switch line.line.link {
        case .serial(_, let speed, _), .rtuOverTCP(_, _, let speed):
            (isRTU, self.speed) = (true, speed)
        case .tcp: (isRTU, speed) = (false, nil)
        }
        gap = max(Self.silence(speed), line.line.gap)
    }

    /// t3.5 by the specification's own words (Modbus over Serial Line V1.02, 2.5.1.1).
    private static func silence(_ speed: SerialSpeed?) -> Nanoseconds {
        guard let speed else { return .zero }
        if speed.baud > 19_200 { return .microseconds(1_750) }
        let bits = 3.5 * Double(speed.mode.text == "8N1" ? 10 : speed.mode.bitsPerCharacter)
        return Nanoseconds(Int64(bits / Double(speed.baud) * 1e9))
    }

    func characters(_ count: Int) -> Nanoseconds {
        (machine.guestSpeed ?? speed)?.time(characters: count) ?? .zero
    }

    /// Puts bytes on the wire in one piece or several, the first character at `start`.
    func transmit(
        _ bytes: [UInt8], from start: Instant, completes number: UInt32? = nil, owner: UInt32 = 0,
        pieces: Int = 1
    ) {
        var from = 0
        for piece in 1...max(1, min(pieces, bytes.count)) {
            let to = bytes.count * piece / max(1, min(pieces, bytes.count))
            let isLast = to == bytes.count
            insert(
                Arrival(
                    time: start + characters(to), bytes: Array(bytes[from..<to]),
                    completes: isLast ? number : nil, owner: owner))
            from = to
        }
    }

    /// Puts a reply (unit and PDU) into a frame of the line.
    func frame(_ bytes: [UInt8], _ transaction: UInt16) -> [UInt8] {
        isRTU ? Frames.rtu(bytes) : Frames.mbap(bytes, transaction)
    }

    static func obedient(_ line: VirtualLine, _ sent: Sent) {
        line.transmit(
            line.frame(World.reply(sent.request, sent.number), sent.request.transaction),
            from: sent.end + .milliseconds(5), completes: sent.number, owner: sent.number)
    }

    private func insert(_ arrival: Arrival) {
        if arrivals.last.map({ $0.time <= arrival.time }) ?? true {
            return arrivals.append(arrival)
        }
        let place = arrivals.firstIndex { $0.time > arrival.time } ?? arrivals.count
        arrivals.insert(arrival, at: place)
    }

    private func capture(_ kind: CaptureRecord.Kind, _ bytes: [UInt8] = []) {
        guard captures else { return }
        captured.append(
            CaptureRecord(number: UInt64(captured.count), kind: kind, time: now, bytes: bytes))
    }

    func connect() {
        capture(.up)
        machine.linkUp(at: now)
        lastOnWire = now
    }

    /// What was under way on a connection goes with it.
    func disconnect(losesBytes: Bool = true) {
        capture(.down)
        machine.linkDown(at: now)
        if losesBytes { arrivals = [] }
        collect()
    }

    private var hangsUpAt = Instant.never

    /// The other end closes the connection then, and takes a new one.
    func hangUp(at time: Instant) { hangsUpAt = time }

    /// Runs until the time, or until so many requests have left.
    func run(until end: Instant, requests limit: Int = .max) {
        while now < end, requests < limit {
            advances += 1
            switch machine.advance(to: now) {
            case .send: send()
            case .close: close()
            case .wait(let until): wait(until, end)
            }
            collect()
        }
    }

    private(set) var requests = 0
    /// Of the settings at which the last request was sent, where they were not the line's own.
    private var lastSilence = Nanoseconds.zero

    private func send() {
        requests += 1
        let silence = Self.silence(machine.guestSpeed)
        if now < lastOnWire + max(gap, silence, lastSilence) { brokenSilences += 1 }
        lastSilence = silence
        let bytes = Array(machine.outgoing.bytes.prefix(machine.outgoing.count))
        machine.sent(at: now)
        capture(.sent, bytes)
        guard let request = Frames.parse(bytes, isRTU) else {
            malformed += 1
            return
        }
        let end = now + characters(bytes.count)
        let sent = Sent(
            request: request, bytes: bytes, number: UInt32(requests), start: now, end: end,
            speed: machine.guestSpeed)
        lastOnWire = max(lastOnWire, end)
        lastSent = sent
        isDisturbed = false
        if keepsRequests { self.sent.append(sent) }
        ledger.request = sent
        script(self, sent)
    }

    private func close() {
        closes += 1
        reconnect()
    }

    private func reconnect() {
        disconnect(losesBytes: !isRTU)
        now = now + reconnects
        connect()
    }

    private func wait(_ until: Instant, _ end: Instant) {
        let jitter =
            lateness == .zero
            ? .zero : Nanoseconds(Int64.random(in: 0...lateness.count, using: &random))
        if hangsUpAt <= min(until, end) {
            now = max(now, hangsUpAt)
            hangsUpAt = .never
            return reconnect()
        }
        if let first = arrivals.first, first.time <= min(until, end) {
            arrivals.removeFirst()
            deliver(first, jitter)
        } else {
            now = min(max(now, until + jitter), end)
        }
    }

    private func deliver(_ arrival: Arrival, _ jitter: Nanoseconds) {
        lastOnWire = max(lastOnWire, arrival.time)
        // What comes while the caller is late waits in the kernel.
        now = max(now, arrival.time)
        if let next = arrivals.first?.time, now + jitter < next { now = now + jitter }
        if arrival.owner != lastSent?.number { isDisturbed = true }
        let before = machine.counters.answers + machine.counters.toGuests
        capture(.received, arrival.bytes)
        machine.received(arrival.bytes, at: now)
        guard arrival.completes == lastSent?.number, !isDisturbed else { return }
        usedReplies += 1
        let after = machine.counters.answers + machine.counters.toGuests
        if after != before + 1 { unusedReplies += 1 }
    }

    private func collect() {
        longestOutput = max(longestOutput, machine.output.count)
        ledger.take(machine.output, now)
        machine.output.removeAll(keepingCapacity: true)
    }
}
