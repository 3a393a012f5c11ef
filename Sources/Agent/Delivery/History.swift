// SPDX-License-Identifier: Apache-2.0
internal import Field

/// How far the spool's records have been gone through for the hub, and how fast that may go. A
/// value without I/O.
///
/// Records that the hub does not have are read page by page, oldest first, and what has been sent
/// is not looked at again in this session. What comes to nothing (refused, nobody there) is met
/// again when all is gone through once more.
struct History: Sendable {
    /// Bytes of payloads a second, and how many at once after a pause: what a city's hub can take
    /// of two thousand gateways that come back together.
    static let bytesPerSecond = 256 * 1_024
    static let burstBytes = 128 * 1_024
    /// Bytes of one record, about: a new record waits for no more than those under way.
    static let recordBytes = 16 * 1_024
    /// Records under way at most, of the sixteen of the session's window.
    static let mostUnderWay = 8
    /// Answers within this long let more be under way, and beyond that fewer.
    static let quick = Nanoseconds.milliseconds(250)
    static let slow = Nanoseconds.milliseconds(1_000)
    /// How long a session's first record is waited for.
    static let settling = Nanoseconds.seconds(5)
    /// How long what nobody heard when it was new waits for more, where somebody hears its stream's
    /// history.
    static let gathering = Nanoseconds.seconds(5)
    /// Pages without anything to send until a rest, and how long that is.
    static let mostBarrenPages = 16
    static let barrenPause = Nanoseconds.seconds(30)
    /// The shortest wait for room in the bucket.
    private static let refillPause = Nanoseconds.milliseconds(50)

    /// How far the spool has been gone through.
    struct Walk: Sendable {
        /// Rows up to this one have been seen to in this session.
        var cursor: Int64 = 0
        /// There was nothing behind it.
        var isAtEnd = false
        var mustRewind = false
        var isDone: Bool { isAtEnd && !mustRewind }
    }

    /// Through all streams.
    private(set) var all = Walk()
    /// Through events alone, where the rest may not go now.
    private var events = Walk()
    /// Whether nothing but events goes.
    var isForEvents = false
    private var walk: Walk {
        get { isForEvents ? events : all }
        set { if isForEvents { events = newValue } else { all = newValue } }
    }
    var cursor: Int64 { walk.cursor }
    private(set) var isAsking = false
    private var hasAskedForEvents = false
    private var pausedUntil = Instant(nanoseconds: .min)
    /// Until when the session's first record is waited for.
    private(set) var settlesAt = Instant(nanoseconds: .min)
    /// Pages in a row of which nothing could be sent.
    private var barrenPages = 0
    /// The last batch with a record that has not gone to the hub; nil for none since it was read.
    private var spilledIn: UInt64?
    /// Streams that the hub refuses or nobody hears, and until when they are left alone. `isOfNew`:
    /// it was a new record, and one that is taken ends it.
    private var refused: [Int: (until: Instant, isOfNew: Bool)] = [:]
    /// Streams of which history goes whatever becomes of new records, until it is refused itself:
    /// its last part was taken, or it is its turn to be tried. Who hears the one channel need not
    /// hear the other.
    private var open: Set<Int> = []

    /// When to look for what nobody heard when it was new; `.never` for nothing.
    private var gathersUntil = Instant.never

    private var tokens = Double(burstBytes)
    private var refilled: Instant?
    private(set) var window = 1

    /// A session begins: everything is gone through from the beginning, once a new record was
    /// heard. Consumers come back after an outage as we do, and what nobody hears has to be sent
    /// again.
    mutating func begin(at now: Instant) {
        (all, events, isAsking) = (Walk(), Walk(), false)
        settlesAt = now + Self.settling
        pausedUntil = settlesAt
        (refused, open, spilledIn) = ([:], [], nil)
        gathersUntil = .never
        (window, barrenPages) = (1, 0)
    }

    /// A record has gone to the spool alone, in this batch.
    mutating func spill(in ordinal: UInt64) { spilledIn = ordinal }

    /// The disk has the batches up to this one.
    mutating func committed(_ ordinal: UInt64) {
        guard let spilledIn else { return }
        (all.isAtEnd, events.isAtEnd) = (false, false)
        if ordinal >= spilledIn { self.spilledIn = nil }
    }

    /// Whether a page is to be asked for now. `isEmpty`: nothing of the last one waits.
    mutating func wantsPage(isEmpty: Bool, at now: Instant) -> Bool {
        for (line, wait) in refused where wait.until <= now {
            refused[line] = nil
            open.insert(line)
            revisit()
        }
        if now >= gathersUntil {
            gathersUntil = .never
            revisit()
        }
        guard isEmpty, !isAsking, now >= pausedUntil else { return false }
        if walk.isAtEnd, walk.mustRewind { walk = Walk() }
        return !walk.isAtEnd
    }

    mutating func asked() { (isAsking, hasAskedForEvents) = (true, isForEvents) }

    /// A page has come: of what follows the cursor.
    mutating func turned(to row: Int64, isAtEnd: Bool) {
        isAsking = false
        if hasAskedForEvents {
            (events.cursor, events.isAtEnd) = (row, isAtEnd)
        } else {
            (all.cursor, all.isAtEnd) = (row, isAtEnd)
        }
    }

    /// Something before the cursor is to be sent, again or after all.
    mutating func revisit() { (all.mustRewind, events.mustRewind) = (true, true) }

    /// Whether anything of the page could be sent. A spool full of what nobody wants is not read
    /// through without a rest.
    mutating func found(_ any: Bool, at now: Instant) {
        barrenPages = any ? 0 : barrenPages + 1
        guard barrenPages >= Self.mostBarrenPages, !walk.isAtEnd else { return }
        barrenPages = 0
        pausedUntil = max(pausedUntil, now + Self.barrenPause)
    }

    /// Whether all has been gone through, and nothing keeps more from being sent.
    func isIdle(at now: Instant) -> Bool { walk.isAtEnd && !isAsking && !isPaused(at: now) }

    func isPaused(at now: Instant) -> Bool { now < pausedUntil }

    /// Whether nothing is left alone, and no record has gone to the spool alone.
    var isWhole: Bool { refused.isEmpty && spilledIn == nil && gathersUntil == .never }

    /// Whether somebody hears the stream's history, as far as is known.
    func isOpen(_ line: Int) -> Bool { open.contains(line) }

    func isRefused(_ line: Int) -> Bool { refused[line] != nil }

    // MARK: - Answers

    /// The hub took a part after so long; nil: of a stream that is not left alone (a replay's, or
    /// of a device that is not configured any more).
    mutating func taken(_ line: Int?, after delay: Nanoseconds) {
        if let line { open.insert(line) }
        if delay <= Self.quick {
            window = min(window + 1, Self.mostUnderWay)
        } else if delay > Self.slow {
            window = max(1, window / 2)
        }
    }

    /// The hub took a new record, and somebody heard it.
    mutating func heard(_ line: Int) {
        if pausedUntil == settlesAt { pausedUntil = Instant(nanoseconds: .min) }
        settlesAt = Instant(nanoseconds: .min)
        guard refused[line]?.isOfNew == true else { return }
        refused[line] = nil
        revisit()
    }

    mutating func pause(_ length: Nanoseconds, at now: Instant) {
        pausedUntil = max(pausedUntil, now + length)
        window = 1
        revisit()
    }

    /// A new record that comes while the stream is left alone puts nothing off.
    mutating func refuse(_ line: Int, for length: Nanoseconds, isOfNew: Bool, at now: Instant) {
        if isOfNew, refused[line] != nil { return }
        if isOfNew, open.contains(line) {
            // It comes as history, with others.
            gathersUntil = min(gathersUntil, now + Self.gathering)
            return
        }
        open.remove(line)
        refused[line] = (max(refused[line]?.until ?? now, now + length), isOfNew)
    }

    // MARK: - The bucket

    /// Parts that may be under way now.
    mutating func room(at now: Instant) -> Int {
        if let refilled {
            let gained = Double((now - refilled).count) / 1e9 * Double(Self.bytesPerSecond)
            tokens = min(Double(Self.burstBytes), tokens + max(0, gained))
        }
        refilled = now
        return now >= pausedUntil && tokens > 0 ? window : 0
    }

    mutating func spend(_ bytes: Int) { tokens -= Double(bytes) }

    /// When there is something to do that nothing else wakes the pump for.
    func deadline(hasParts: Bool) -> Instant {
        guard let refilled else { return .never }
        let wanted = hasParts || !walk.isDone
        var next = refused.values.reduce(gathersUntil) { min($0, $1.until) }
        if wanted, pausedUntil > refilled { next = min(next, pausedUntil) }
        if hasParts, tokens <= 0 {
            let wait = Int64((1 - tokens) / Double(Self.bytesPerSecond) * 1e9)
            next = min(next, refilled + max(Self.refillPause, Nanoseconds(wait)))
        }
        return next
    }
}
