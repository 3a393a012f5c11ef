// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field
internal import Host

/// Points line by line: each value that is another one than before.
struct WatchLines {
    /// For a service that begins anew, or has gone.
    private static let patience = ServiceClient.patience

    let screen: Screen
    let output: OutputForm
    /// Lines that are still to be written; nil: any number.
    var left: Int?
    private var board = WatchBoard()

    init(_ screen: Screen, _ output: OutputForm, count: Int?) {
        (self.screen, self.output, left) = (screen, output, count)
    }

    /// Until the end, or until nobody reads any more.
    mutating func run(
        _ feed: inout WatchFeed, _ first: WatchAnswer, until end: Instant
    ) throws(WatchFault) {
        let signals = try WatchFault.translating { () throws(SystemFault) in try Signals() }
        var lost: Instant?
        write(first)
        if board.devices.isEmpty, output == .table { screen.say(DeviceListView.nothing) }
        while left ?? 1 > 0, Clock.now() < end, try wait(signals, feed, until: end) {
            do throws(ServiceFault) {
                guard let answer = try feed.advance(at: Clock.now()) else { continue }
                lost = nil
                write(answer)
            } catch {
                let since = lost ?? Clock.now()
                guard Clock.now() - since < Self.patience else { throw .service(error) }
                lost = since
            }
        }
    }

    /// False when told to stop, and when the reader has gone.
    private func wait(
        _ signals: borrowing Signals, _ feed: borrowing WatchFeed, until end: Instant
    ) throws(WatchFault) -> Bool {
        var polls = PollSet()
        polls.add(signals.descriptor, .readable)
        polls.add(feed.descriptor, .readable)
        polls.add(1, [])
        do throws(SystemFault) {
            try polls.wait(until: min(end, feed.wakeAt))
            while let signal = try signals.next() {
                if signal != .child { return false }
            }
        } catch {
            throw .system(error)
        }
        return !polls.isReady(2) && Environment.outputFault == nil
    }

    private mutating func write(_ answer: WatchAnswer) {
        let changes = board.take(answer, at: Clock.wall().milliseconds)
        for change in left.map({ changes.prefix($0) }) ?? changes[...] {
            switch output {
            case .json: Environment.write(Self.json(change) + "\n")
            case .table: screen.line(Self.line(change, screen))
            }
        }
        left = left.map { max(0, $0 - changes.count) }
    }

    /// `08:41:22 meter-1      voltage                  230.5 V`, and why it is not good.
    static func line(_ change: WatchBoard.Change, _ screen: Screen) -> String {
        let point = change.point
        let time = LocalTime(WallTime(milliseconds: point.time ?? 0)).text
        let quality = point.quality == "good" ? "" : " (\(point.quality))"
        let value = PointText.exact(point.value ?? .null, screen.language)
        let unit = PointText(point, screen, at: 0).unit
        let name = point.name.padded(24)
        let meaning = point.meaning.map { ": " + $0(screen.language) } ?? ""
        let start = "\(time) \(change.device.padded(12)) \(name) \(value)\(meaning)"
        return "\(start) \(unit)".withoutTail + quality
    }

    /// One line, whatever it holds.
    static func json(_ change: WatchBoard.Change) -> String {
        let point = change.point
        var members: [(String, JSON)] = [
            ("time", .number("\(point.time ?? 0)")), ("device", .string(change.device)),
            ("point", .string(point.name)), ("value", point.value ?? .null),
            ("unit", .string(point.unit)), ("quality", .string(point.quality)),
        ]
        if let meaning = point.meaning {
            members += [("en", .string(meaning.en)), ("vi", .string(meaning.vi))]
        }
        let texts = members.map { "\(JSON.string($0).pretty):\($1.pretty)" }
        return "{\(texts.joined(separator: ","))}"
    }
}
