// SPDX-License-Identifier: Apache-2.0
package import Field

/// One line's whole behaviour, without I/O and without a clock: bytes and times go in; what to
/// send, how long to wait and readings come out. The same code runs on a real line, on a simulated
/// clock and under a fuzzer.
///
/// The caller loops: `advance` until it says wait, then bytes (`received`) or the time.
/// One exchange is under way at a time. After start-up nothing here allocates.
package struct LineMachine: Sendable {
    /// What the caller does next.
    package enum Step: Equatable, Sendable {
        /// Write `outgoing`, then call `sent`.
        case send
        /// Nothing to do before this moment unless bytes come.
        case wait(until: Instant)
        /// Close the link, open it again, then call `linkDown` and `linkUp`.
        case close
    }

    enum Phase: Equatable {
        /// There is no link.
        case down
        /// There is one since a moment ago, and the devices want to be left alone.
        case settling(until: Instant)
        /// The line is ours and quiet, or will be once the gap has passed.
        case idle
        case waiting(scan: Int, read: Int, sent: Instant, deadline: Instant)
        /// After a lost or damaged answer: until the line has been quiet, at most until `bound`.
        case quieting(bound: Instant)
        /// TCP, after a loss: the connection must go, with all that may still come on it.
        case closing
    }

    let framing: Framing
    /// The serial side's speed; nil on TCP, where characters take no time.
    let speed: SerialSpeed?
    /// The silence before a request: t3.5 or the line's own gap, whichever is longer.
    let silence: Nanoseconds
    /// … and before the first one of a link.
    let connectWait: Nanoseconds
    let echo: Bool
    /// The share of the line's time that silent units may keep from the others, in percent.
    let tax: Int
    /// Whether a connection carries the line, which may be half-open without our knowing.
    let isOverTCP: Bool
    var units: [Unit]
    /// The devices' rounds, then what is read of them once.
    var scans: [Scan]
    let rounds: Range<Int>
    /// Of the scans behind the rounds.
    var jobs: [Job] = []
    /// How many of them have something left to read.
    var openJobs = 0
    /// What is asked beside, and which scan is theirs: behind the others, once there is one.
    var guests = Guests()
    private(set) var guestScan = 0
    /// Texts since the caller last took them.
    package var texts: [DeviceText] = []
    /// What devices have taught of their maps since the caller last took it.
    package var learned: [Learned] = []
    var phase: Phase
    var receiver: Receiver
    var request = WireRequest(
        unit: 0, function: 0, address: 0, count: 0, replyBytes: 0, transaction: 0)
    /// Of the request under way, where its answer is waited for less long than usual.
    var cutTimeout: Nanoseconds?
    /// Whether the exchange under way has the port's settings from a guest.
    var isForeign = false
    /// When the last byte passed in either direction.
    var lastByte: Instant
    var outgoingBytes = [UInt8](repeating: 0, count: WireRequest.largestRequest)
    var outgoingCount = 0
    /// When the link was lost that last carried a request: one that comes and goes without any is
    /// down all the time.
    var brokenSince: Instant
    /// Whether the present link has brought an answer or lost one.
    var hasWorked = false
    /// Since when a request waits for the line to fall quiet; `.never` if none does.
    var blockedSince = Instant.never
    /// Timeouts since anything was answered: a converter's half-open connection shows so.
    var timeoutsInARow = 0
    package internal(set) var counters = LineCounters()
    /// Of the unit that has answered last: its place.
    var measured: Int?
    /// Readings since the caller last emptied it: of one step never more than one round of each
    /// device and its end. Lines that share a thread are lent one array in turn.
    package var output: [Reading] = []
    /// How many readings that can be.
    private(set) var mostOutput = 0

    package init(_ line: NumberedLine, at now: Instant) {
        var shelf = ReadShelf()
        self.init(line, &shelf, at: now)
    }

    /// `shelf`: the plans of lines before it.
    init(_ line: NumberedLine, _ shelf: inout ReadShelf, at now: Instant) {
        switch line.line.link {
        case .serial(_, let speed, let echo):
            (framing, self.speed, self.echo) = (.rtu, speed, echo)
        case .rtuOverTCP(_, _, let speed): (framing, self.speed, echo) = (.rtu, speed, false)
        case .tcp: (framing, speed, echo) = (.mbap, nil, false)
        }
        receiver = Receiver(framing)
        if case .serial = line.line.link { isOverTCP = false } else { isOverTCP = true }
        tax = min(max(1, line.line.tax), 100)
        connectWait = line.devices.map(\.device.connectWait).max() ?? .zero
        silence = max(speed?.silence ?? .zero, line.line.gap)
        lastByte = now
        brokenSince = now
        phase = .down
        let ids = line.units
        units = ids.map { Unit(id: $0, probing: line.line.probing) }
        scans = []
        for device in line.devices {
            let unit = ids.firstIndex(of: device.device.unit) ?? 0
            for (number, round) in PollRounds(device.device).rounds.enumerated() {
                let plan = shelf.reads(of: device, round)
                var scan = Scan(device, round.period, plan, number: number, unit: unit, due: now)
                scan.remember(device.learned, now)
                if device.phases.indices.contains(number) { scan.phase = device.phases[number] }
                scans.append(scan)
            }
        }
        rounds = scans.indices
        mostOutput = line.readings + scans.count
        for device in line.devices {
            addJob(device, unit: ids.firstIndex(of: device.device.unit) ?? 0, now)
        }
        guestScan = scans.count
    }

    /// The bytes of the request that `send` asks for.
    package var outgoing: (bytes: [UInt8], count: Int) { (outgoingBytes, outgoingCount) }

    /// Whether an answer is awaited: not the moment to leave the line.
    package var isBusy: Bool {
        switch phase {
        case .waiting, .quieting: true
        case .down, .settling, .idle, .closing: false
        }
    }

    /// Whether the answer that is awaited would be given up now.
    func isOverdue(_ now: Instant) -> Bool {
        guard case .waiting(_, _, _, let deadline) = phase else { return false }
        return now >= deadline
    }

    /// What the unit that has answered last takes for its answers.
    var trips: (unit: Int, of: RoundTrips)? { measured.map { ($0, units[$0].trips) } }

    /// Whether there is something to hand on that is no reading.
    var hasWords: Bool { !texts.isEmpty || !guestResults.isEmpty || !learned.isEmpty }

    /// Whether nothing on it is ever due: its devices are polled as fast as the line allows.
    var isUnpaced: Bool { rounds.allSatisfy { scans[$0].period == .zero } }

    package mutating func linkUp(at now: Instant) {
        receiver.clear()
        lastByte = now
        timeoutsInARow = 0
        hasWorked = false
        blockedSince = .never
        phase = connectWait > .zero ? .settling(until: now + connectWait) : .idle
    }

    /// The link has gone. A request under way has failed and is tried again when it is back; one
    /// that had not left yet has not been tried at all.
    package mutating func linkDown(at now: Instant) {
        if case .waiting(let scan, let read, let sent, _) = phase, sent != .never {
            spend(scan, sent, now)
            hold(scan, read, now)
            give(scan, read, .commDisconnected, now, mayRetry: true)
            hasWorked = true
        }
        isForeign = false
        if hasWorked || phase == .closing { brokenSince = now }
        hasWorked = false
        receiver.clear()
        phase = .down
    }

    /// An exchange has ended.
    mutating func spend(_ scan: Int, _ sent: Instant, _ now: Instant) {
        counters.busy = counters.busy + (now - sent) + max(silence, scans[scan].gap)
    }

    package mutating func advance(to now: Instant) -> Step {
        while true {
            switch phase {
            case .down:
                expireGuests(now)
                return .wait(until: min(failOverdue(now), guests.deadline))
            case .settling(let end):
                expireGuests(now)
                if now < end { return .wait(until: min(end, guests.deadline)) }
                receiver.clear()
                phase = .idle
            case .closing: return .close
            case .idle: return nextRequest(now)
            case .quieting(let bound):
                let quiet = min(lastByte + silence, bound)
                if now < quiet { return .wait(until: quiet) }
                receiver.clear()
                phase = .idle
            case .waiting(_, _, _, let deadline):
                if now < deadline { return .wait(until: deadline) }
                lose(verdict(), now)
            }
        }
    }
}

/// What has happened on a line since the start. What guests ask for is no part of it but for the
/// time: units that a scan asks in vain are no fault of the line.
package struct LineCounters: Equatable, Sendable {
    package var requests = 0
    package var answers = 0
    package var exceptions = 0
    package var timeouts = 0
    /// Answers that were damaged.
    package var garbled = 0
    /// Intact answers to something else.
    package var mismatched = 0
    /// Bytes that came while no answer was awaited.
    package var strayBytes = 0
    /// Whole frames that were not ours, or late.
    package var foreignFrames = 0
    /// Reads of devices that were left out, as an earlier one went on beyond their time.
    package var skipped = 0
    /// Answers to guests, refusals among them.
    package var toGuests = 0
    /// What exchanges have taken of the line's time, each with the silence before it.
    package var busy = Nanoseconds.zero

    package init() {}

    /// Requests that somebody at the other end took notice of: refusals are answers too.
    var heard: Int { answers + exceptions + toGuests }
}
