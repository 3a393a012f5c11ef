// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Which lines have stopped the whole service, and which of them are left closed for that.
///
/// Times are of the kernel's clock, which nobody sets and which goes on while the service starts
/// again. What was before the machine started does not count: its adapters have started, too.
struct Quarantine: Sendable {
    struct Entry: Hashable, Sendable {
        /// How often, each time soon after the last.
        var count: Int
        var last: Instant
    }

    /// So often, each within that time after the last, and the line is left closed for as long
    /// again.
    static let most = 2
    static let span = Nanoseconds.seconds(3_600)
    /// Counting further tells nothing.
    static let highest = 1_000

    private(set) var entries: [String: Entry] = [:]

    init() {}

    /// The line has stopped the service. One that comes out of quarantine and does it again before
    /// it has worked for that time goes back at once.
    mutating func note(_ line: String, at now: Instant) {
        let before = entries[line]
        let isAgain = before.map { now - $0.last <= Self.memory(of: $0) } ?? false
        let count = isAgain ? min(Self.highest, (before?.count ?? 0) + 1) : 1
        entries[line] = Entry(count: count, last: now)
    }

    /// The lines that are to be left closed, and until when.
    func held(at now: Instant) -> [String: Instant] {
        entries.compactMapValues { entry in
            let end = entry.last + Self.span
            return entry.count >= Self.most && now < end ? end : nil
        }
    }

    private static func memory(of entry: Entry) -> Nanoseconds {
        entry.count >= most ? span * 2 : span
    }

    // MARK: - Over restarts

    /// What an earlier process has left, as far as it is of this boot; boot 0 is nobody's.
    init(_ json: JSON, boot: UInt128, at now: Instant) {
        guard json["version"]?.integer == 1, boot != 0,
            json["boot"]?.string == String(boot, radix: 16)
        else { return }
        for json in json["lines"]?.array ?? [] {
            guard let line = json["line"]?.string,
                let count = json["count"]?.integer, 1...Int64(Self.highest) ~= count,
                let last = json["last"]?.integer, 0...now.nanoseconds / 1_000_000 ~= last
            else { continue }
            entries[line] = Entry(
                count: Int(count), last: Instant(nanoseconds: last * 1_000_000))
        }
    }

    /// `{"version":1,"boot":…,"lines":[{"line":…,"count":…,"last":…}]}`: milliseconds of the
    /// kernel's clock.
    func bytes(boot: UInt128) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("version", 1)
        writer.member("boot", String(boot, radix: 16))
        writer.key("lines")
        writer.beginArray()
        for (line, entry) in entries.sorted(by: { $0.key < $1.key }) {
            writer.beginObject()
            writer.member("line", line)
            writer.member("count", entry.count)
            writer.member("last", entry.last.nanoseconds / 1_000_000)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }
}
