// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host
internal import Logging

/// What lines tell beside readings.
extension PumpThread {
    static func startBus(
        _ configuration: Configuration, _ book: LearnedBook, _ orders: PumpOrders
    ) throws(AgentFault) -> Bus {
        do throws(SystemFault) {
            return try Bus(
                numbered(configuration, book, orders.quarantine), wakeUp: orders.wakeUp,
                heartbeats: orders.heartbeats)
        } catch {
            throw .system(error)
        }
    }

    /// Lines with their devices' numbers, and with what they are known to refuse; some are left
    /// closed.
    static func numbered(
        _ configuration: Configuration, _ book: LearnedBook, _ quarantine: QuarantineBook
    ) -> [NumberedLine] {
        var lines = Agent.numbered(configuration)
        let held = quarantine.held(at: Clock.now())
        for line in lines.indices {
            if let end = held[lines[line].line.id] { lines[line].heldUntil = end }
            for device in lines[line].devices.indices {
                let number = Int(lines[line].devices[device].number)
                lines[line].devices[device].learned = book.map(of: number)
            }
        }
        return lines
    }

    static func open(_ file: StateFile, _ book: inout LearnedBook, _ log: Logger) {
        do throws(StateFault) {
            guard let content = try file.read() else { return }
            book.take(content)
            if book.known > 0 {
                log.info("\(book.known) devices refuse a part of their maps (\(file.path))")
            }
        } catch {
            log.warning("what devices refuse is learned anew: \(error)")
        }
    }

    mutating func takeTexts() {
        bus.texts.take(into: &texts)
        pump.take(texts: texts)
    }

    mutating func takeLineNews() {
        bus.news.take(into: &news)
        for one in news {
            links[one.line] = .some(one.fault)
            if let fault = one.fault {
                log.warning(
                    """
                    line \(one.line) (\(one.address)) cannot be opened (\(fault.code)): \
                    \(fault.text(.english))
                    """)
            } else {
                let after =
                    one.failed > 0
                    ? ", after \(one.failed) attempts in vain in \(one.away.milliseconds) ms" : ""
                log.info("line \(one.line) (\(one.address)) is open\(after)")
            }
            if one.isSlow {
                log.notice(
                    """
                    line \(one.line) (\(one.address)): low-latency is not to be had of this \
                    port's driver; answers may be read late
                    """)
            }
        }
    }

    mutating func takeLearned() {
        bus.learned.take(into: &learned)
        guard !learned.isEmpty else { return }
        for news in learned {
            tell(book.change(by: news))
            book.take(news)
        }
        var writer = JSONWriter()
        book.write(&writer)
        bookFile.write(writer.bytes) { [log] fault in
            if let fault { log.warning("what devices refuse is not kept: \(fault)") }
        }
    }

    private func tell(_ change: (device: String, lost: [String], found: [String])) {
        if !change.lost.isEmpty {
            log.notice(
                """
                device \(change.device) refuses \(Self.list(change.lost)): asked for seldom from \
                now on
                """)
        }
        if !change.found.isEmpty {
            log.notice("device \(change.device) has \(Self.list(change.found)) now")
        }
    }

    /// As many names as a line takes.
    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(8).joined(separator: ", ")
        return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
    }
}
