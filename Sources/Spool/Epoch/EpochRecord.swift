// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

/// What must be known before the first number of a new process is given: kept apart from the
/// database, so that either can be lost without numbers being used twice.
struct EpochRecord: Hashable, Sendable {
    enum State: UInt8, Hashable, Sendable {
        /// The database may not know of this opening yet.
        case opening = 0
        case open = 1
        /// `through` of each series is the last number that was used.
        case closed = 2
    }

    /// One series of numbers.
    struct Series: Hashable, Sendable {
        var key: SeriesKey
        /// Numbers up to this one may have been used.
        var through: UInt64
        /// Up to this one every hub had them, or knew that they would not come, when this was
        /// written.
        var settled: UInt64
    }

    /// One series of an epoch before this one, of which something may be in the database alone:
    /// records, or gaps that no hub has been told.
    struct Elder: Hashable, Sendable {
        var epoch: String
        var series: Series
    }

    /// Of two copies the one with the higher number counts.
    var generation: UInt64 = 0
    var epoch: String
    /// UTC in milliseconds, as the clock had it.
    var began: Int64
    /// The machine that it belongs to, as a digest.
    var binding: [UInt8]
    /// The database that it belongs to, and how often that was opened.
    var spool: UInt64
    var opening: UInt64 = 0
    var state = State.opening
    /// Sessions up to this one may have been counted.
    var sessions: UInt64 = 0
    /// Where a series begins that is not among these.
    var firstNumber: UInt64 = 1
    var series: [Series] = []
    var elders: [Elder] = []

    /// A file with this many bytes is read: 4,096 series with names of 24 letters take half of it.
    static let byteLimit = 512 * 1_024
    static let mostSeries = 4_096
    static let mostElders = 4_096
    /// Sessions of the hub that are reserved at a time.
    static let sessionBlock: UInt64 = 64
    private static let mark = Array("TramEpo1".utf8)

    /// The file's bytes: mark, length, content, SHA-256 of all before it.
    var packed: [UInt8] {
        let content = self.content
        var packer = Packer(room: content.count + 64)
        for byte in Self.mark { packer.byte(byte) }
        packer.word(UInt64(content.count), bytes: 4)
        for byte in content { packer.byte(byte) }
        return packer.bytes + Digest.sha256(packer.bytes)
    }

    private var content: [UInt8] {
        var packer = Packer(room: 128 + 24 * series.count)
        packer.number(generation)
        packer.text(epoch)
        packer.signed(began)
        packer.blob(binding)
        packer.word(spool, bytes: 8)
        packer.number(opening)
        packer.byte(state.rawValue)
        packer.number(sessions)
        packer.number(firstNumber)
        packer.number(UInt64(series.count))
        for entry in series { packer.series(entry) }
        packer.number(UInt64(elders.count))
        for elder in elders {
            packer.text(elder.epoch)
            packer.series(elder.series)
        }
        return packer.bytes
    }

    /// Whether it looks like a copy whose writing was cut off: it may be written over.
    static func isTorn(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: mark) || bytes.allSatisfy { $0 == 0 }
    }

    /// What stands behind the sum is of no account: an older, longer record.
    init?(packed bytes: [UInt8]) {
        guard bytes.count <= Self.byteLimit, bytes.starts(with: Self.mark) else { return nil }
        var head = Unpacker(bytes.dropFirst(Self.mark.count))
        guard let count = head.word(bytes: 4).map({ Int($0) }), count + 32 <= head.rest else {
            return nil
        }
        let end = Self.mark.count + 4 + count
        guard Digest.sha256(Array(bytes[..<end])) == Array(bytes[end..<end + 32]) else {
            return nil
        }
        var unpacker = Unpacker(bytes[(end - count)..<end])
        guard let record = Self(from: &unpacker), unpacker.isAtEnd else { return nil }
        self = record
    }

    init(epoch: String, began: Int64, binding: [UInt8], spool: UInt64) {
        self.epoch = epoch
        self.began = began
        self.binding = binding
        self.spool = spool
    }

    private init?(from unpacker: inout Unpacker) {
        guard let generation = unpacker.number(UInt64.self), let epoch = unpacker.text(),
            let began = unpacker.signed(), let binding = unpacker.blob(),
            let spool = unpacker.word(bytes: 8), let opening = unpacker.number(UInt64.self),
            let state = unpacker.byte().flatMap(State.init(rawValue:)),
            let sessions = unpacker.number(UInt64.self),
            let firstNumber = unpacker.number(UInt64.self),
            let count = unpacker.count(atMost: Self.mostSeries)
        else { return nil }
        self.init(epoch: epoch, began: began, binding: Array(binding), spool: spool)
        (self.generation, self.opening, self.state) = (generation, opening, state)
        (self.sessions, self.firstNumber) = (sessions, firstNumber)
        for _ in 0..<count {
            guard let entry = unpacker.series() else { return nil }
            series.append(entry)
        }
        guard let count = unpacker.count(atMost: Self.mostElders) else { return nil }
        for _ in 0..<count {
            guard let epoch = unpacker.text(), let entry = unpacker.series() else { return nil }
            elders.append(Elder(epoch: epoch, series: entry))
        }
    }

    /// When the other copy cannot be read it may have been the newer one, in which each series had
    /// up to so many more, and new ones some at all.
    mutating func allowForLostCopy() {
        for index in series.indices { series[index].through &+= Numbers.mostAhead }
        sessions &+= EpochRecord.sessionBlock
        firstNumber &+= Numbers.mostAhead
        // Exact numbers are those of the newest copy only.
        if state == .closed { state = .open }
    }
}

/// One device's records of one stream: what numbers count.
package struct SeriesKey: Hashable, Sendable {
    package var device: String
    package var stream: Stream

    package init(device: String, stream: Stream) {
        self.device = device
        self.stream = stream
    }
}

extension Packer {
    fileprivate mutating func series(_ entry: EpochRecord.Series) {
        text(entry.key.device)
        byte(entry.key.stream.rawValue)
        number(entry.through)
        number(entry.settled)
    }
}

extension Unpacker {
    fileprivate mutating func series() -> EpochRecord.Series? {
        guard let device = text(), let stream = byte().flatMap(Stream.init(rawValue:)),
            let through = number(UInt64.self), let settled = number(UInt64.self)
        else { return nil }
        let key = SeriesKey(device: device, stream: stream)
        return EpochRecord.Series(key: key, through: through, settled: settled)
    }
}
