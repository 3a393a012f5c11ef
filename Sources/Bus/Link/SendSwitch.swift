// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// RTS around a request, for an adapter that is switched between sending and hearing by it.
///
/// libmodbus switches only in its own send, and sleeps there until it believes the request gone: by
/// then a device that answers within 4 ms has been talked over. Here nobody sleeps. The time that
/// the request takes is reckoned from the speed; the line's thread does its other work until then,
/// asks the port whether the last character has left, and switches back at once if it has.
struct SendSwitch: Sendable {
    /// Whether RTS is up, not down, while a request is sent.
    private let isSentUp: Bool
    private let character: Nanoseconds
    /// What a port is given that cannot say what is in its transmitter: half of the silence that
    /// every device keeps before it answers.
    private let margin: Nanoseconds
    /// When the port is asked next; `.never` while the adapter hears.
    private var askedAt = Instant.never
    /// When it is switched back, whatever the port says.
    private var bound = Instant.never
    private var hasMargin = false

    /// How much longer a request may take than was reckoned: what the way to a USB adapter costs,
    /// and more. A request that is not gone by then is lost with its answer.
    static let longestDrain = Nanoseconds.milliseconds(20)
    /// How soon a port is asked again at most; at 115,200 baud a character takes 87 µs.
    static let shortestPause = Nanoseconds.microseconds(50)

    /// nil where RTS is nobody's business.
    init?(_ rts: LineDirection.RTS, _ speed: SerialSpeed) {
        guard rts != .off else { return nil }
        isSentUp = rts == .up
        character = max(speed.time(characters: 1), Self.shortestPause)
        margin = Nanoseconds(speed.silence.count / 2)
    }

    /// Whether a request may still be leaving.
    var isSending: Bool { askedAt != .never }

    /// To send; false where the port has no RTS.
    mutating func send(_ descriptor: CInt) -> Bool { SerialPort.setRTS(descriptor, isSentUp) }

    /// The request was handed over and takes until `end`, if it has begun at once.
    mutating func sent(until end: Instant) {
        (askedAt, bound, hasMargin) = (end, end + Self.longestDrain, false)
    }

    /// To hear; false where the port has no RTS.
    @discardableResult
    mutating func hear(_ descriptor: CInt) -> Bool {
        askedAt = .never
        return SerialPort.setRTS(descriptor, !isSentUp)
    }

    /// Switches back once the request has left; when to come again.
    mutating func advance(_ descriptor: CInt, at now: Instant) -> Instant {
        guard askedAt <= now else { return askedAt }
        switch SerialPort.transmitter(of: descriptor) {
        case .busy where now < bound:
            askedAt = now + character
        case .unknown where !hasMargin:
            hasMargin = true
            askedAt = now + margin
        case .empty, .unknown, .busy:
            // A port that does not take it any more is gone, which reading it tells.
            hear(descriptor)
        }
        return askedAt
    }
}
