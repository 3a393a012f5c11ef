// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Asks the service again and again, and never waits for it: keys are obeyed meanwhile. Each round
/// has a connection of its own, as there are few places for them.
struct WatchFeed: ~Copyable {
    /// After a round, and that many times as long as it took: looking on costs little.
    private static let pause = Nanoseconds.seconds(1)
    private static let share = Int64(4)
    /// In a round.
    private static let answerLimit = 4_096

    private let path: String
    /// All for none.
    private let devices: [String]
    private var client: LineClient?
    /// Of the connection, negative for none.
    private(set) var descriptor: CInt = -1
    private var began = Instant(nanoseconds: 0)
    private var deadline = Instant.never
    private var nextAt = Instant(nanoseconds: 0)
    private var answers = 0
    private var pages: [JSON] = []
    /// The file whose points' names are known.
    private var named: String?

    init(_ path: String, _ devices: [String]) {
        self.path = path
        self.devices = devices
    }

    /// When there is something to do though nothing comes.
    var wakeAt: Instant { descriptor < 0 ? nextAt : deadline }

    /// Waits for a whole round.
    mutating func first() throws(ServiceFault) -> WatchAnswer {
        while true {
            if let answer = try advance(at: Clock.now()) { return answer }
            var polls = PollSet()
            polls.add(descriptor, .readable)
            do throws(SystemFault) {
                try polls.wait(until: wakeAt)
            } catch {
                throw .broken(error)
            }
        }
    }

    /// Goes on as far as that needs no waiting; the answer once a round is whole.
    mutating func advance(at now: Instant) throws(ServiceFault) -> WatchAnswer? {
        do throws(ServiceFault) {
            if descriptor < 0 {
                guard now >= nextAt else { return nil }
                try begin(at: now)
            }
            while let answer = try answer(at: now) {
                guard let whole = try take(answer, at: now) else { continue }
                end()
                return whole
            }
            return nil
        } catch {
            end()
            throw error
        }
    }

    private mutating func begin(at now: Instant) throws(ServiceFault) {
        (began, answers, pages) = (now, 0, [])
        do throws(SystemFault) {
            let opened = try LineClient.open(path, limit: ServiceClient.limits.bytes)
            descriptor = opened.descriptor
            client = consume opened
        } catch {
            throw ServiceFault(error, path)
        }
        try askValues(from: 0, at: now)
    }

    private mutating func end() {
        client = nil
        (descriptor, pages) = (-1, [])
        let now = Clock.now()
        nextAt = now + max(Self.pause, (now - began) * Self.share)
    }

    /// The next line, if it has come.
    private mutating func answer(at now: Instant) throws(ServiceFault) -> JSON? {
        let line: [UInt8]?
        do throws(SystemFault) {
            line = try client?.answer(until: now)
        } catch {
            if error.isTimeout, now < deadline { return nil }
            throw ServiceFault(error, path)
        }
        guard let line else { return nil }
        return try ServiceClient.read(line)
    }

    /// Asks what comes next, or has it all.
    private mutating func take(_ answer: JSON, at now: Instant) throws(ServiceFault) -> WatchAnswer?
    {
        answers += 1
        guard answers < Self.answerLimit else { throw .unread }
        if let status = answer["status"] {
            named = pages.first?.text("config")
            return WatchAnswer(pages: pages, status: status)
        }
        let config = answer.text("config")
        // Another file has come into force: places are others, and names may be.
        if config != pages.first?.text("config") ?? named ?? config {
            (named, pages) = (nil, [])
            try askValues(from: 0, at: now)
            return nil
        }
        pages.append(answer)
        if let next = answer["next"]?.integer {
            try askValues(from: next, at: now)
        } else {
            try ask("status", at: now)
        }
        return nil
    }

    private mutating func askValues(from place: Int64, at now: Instant) throws(ServiceFault) {
        let (devices, named) = (devices, named)
        try ask("values", at: now) { writer in
            writer.member("from", place)
            if named == nil {
                writer.key("names")
                writer.bool(true)
            }
            guard !devices.isEmpty else { return }
            writer.key("devices")
            writer.beginArray()
            for device in devices { writer.string(device) }
            writer.endArray()
        }
    }

    private mutating func ask(
        _ question: String, at now: Instant, _ more: (inout JSONWriter) -> Void = { _ in }
    ) throws(ServiceFault) {
        deadline = now + ServiceClient.patience
        do throws(SystemFault) {
            try client?.ask(ServiceClient.line(question, more), until: deadline)
        } catch {
            // Who is refused at the door is told so, and the line finds nobody.
            guard error.isClosed else { throw ServiceFault(error, path) }
        }
    }
}
