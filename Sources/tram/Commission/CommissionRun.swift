// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Looks at the running service again and again for so long, as `tram watch` and `tram capture`
/// do: nothing is sent on a bus for it.
struct CommissionRun {
    enum Fault: Error {
        case service(ServiceFault)
        case system(SystemFault)
        /// A person has ended it.
        case stopped
    }

    /// Between two looks: a long run is looked at less often, but often enough that a fast bus
    /// does not overwrite what the service keeps of it.
    private static let pauses = Nanoseconds.seconds(1)...Nanoseconds.seconds(5)
    /// Looks of a run, as far as the pauses allow.
    private static let looks = Int64(120)
    /// A look takes at most one part in so many of the time.
    private static let share = Int64(4)
    /// Pages of one look at one bus, or at the values.
    private static let mostPages = 4_096

    let control: String
    let length: Nanoseconds
    private(set) var measure = CommissionMeasure()
    /// What the last look took.
    private var took = Nanoseconds.zero

    init(control: String, length: Nanoseconds) { (self.control, self.length) = (control, length) }

    /// `progress`: told how much time is left.
    mutating func run(
        _ buses: [String], _ signals: borrowing Signals, _ progress: (Nanoseconds) -> Void
    ) throws(Fault) {
        measure.lines = buses.map { LineTally(bus: $0) }
        try look(isFirst: true)
        let end = Clock.now() + length
        while Clock.now() < end {
            let began = Clock.now()
            progress(end - began)
            let pause = min(
                max(length / Self.looks, Self.pauses.lowerBound), Self.pauses.upperBound)
            try wait(until: min(end, began + max(pause, took * Self.share)), signals)
            try again(end)
        }
    }

    /// A service that is away for a moment is asked again; the last look must be answered.
    private mutating func again(_ end: Instant) throws(Fault) {
        do throws(Fault) {
            try look(isFirst: false)
        } catch {
            guard case .service = error, Clock.now() < end else { throw error }
            measure.misses += 1
        }
    }

    private func wait(until end: Instant, _ signals: borrowing Signals) throws(Fault) {
        while Clock.now() < end {
            let isStopped: Bool
            do throws(SystemFault) {
                isStopped = try Self.isStopped(signals, until: end)
            } catch {
                throw .system(error)
            }
            if isStopped { throw .stopped }
        }
    }

    private static func isStopped(
        _ signals: borrowing Signals, until end: Instant
    ) throws(SystemFault) -> Bool {
        var polls = PollSet()
        polls.add(signals.descriptor, .readable)
        try polls.wait(until: end)
        while let signal = try signals.next() {
            if signal != .child { return true }
        }
        return false
    }

    private mutating func look(isFirst: Bool) throws(Fault) {
        let began = Clock.now()
        do throws(ServiceFault) {
            for place in measure.lines.indices {
                try capture(place)
                if isFirst { measure.lines[place].begin() }
            }
            let status = try ServiceClient.ask("status", at: control)
            measure.take(status: status["status"] ?? .null, at: Clock.wall())
            measure.take(try values())
        } catch {
            throw .service(error)
        }
        took = Clock.now() - began
    }

    private mutating func capture(_ place: Int) throws(ServiceFault) {
        let now = Clock.wall().milliseconds
        for _ in 0..<Self.mostPages {
            let line = measure.lines[place]
            let page = try ServiceClient.ask("capture", at: control) { writer in
                writer.member("bus", line.bus)
                writer.member("from", line.next)
            }
            let last = page["records"]?.array?.last?.array?.dropFirst().first?.double ?? 0
            guard measure.lines[place].take(page), last < Double(now) else { return }
        }
    }

    private func values() throws(ServiceFault) -> [JSON] {
        var pages: [JSON] = []
        var next: Int64? = 0
        while let from = next, pages.count < Self.mostPages {
            let page = try ServiceClient.ask("values", at: control) { writer in
                writer.member("from", from)
                writer.key("names")
                writer.bool(true)
            }
            pages.append(page)
            next = page["next"]?.integer
        }
        return pages
    }
}
