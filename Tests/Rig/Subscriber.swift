// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

/// A consumer of the hub: mosquitto_sub over MQTT 5, ready when made. It connects again by itself
/// when its broker comes back (after 1 s) and then subscribes anew; what was published between is
/// not held for it.
///
///     let heard = try Subscriber(broker, ["danang/+/env/#", "danang/+/sys/#"])
///     let message = try #require(try heard.next(within: .seconds(5)))
///     #expect(message.topic.hasSuffix("/live") && message.qos == 1)
///     let all = try heard.collect(within: .seconds(10)) { $0.topic.hasSuffix("/state") }
///     try broker.kill(); try broker.start()
///     #expect(try heard.subscribed(times: 2, within: .seconds(10)))
///
/// A class, because a test hands it around; one thread at a time takes messages.
package final class Subscriber: Sendable {
    /// One message as it was delivered.
    package struct Message: Hashable, Sendable {
        package let topic: String
        package let payload: [UInt8]
        package let qos: Int
        package let retain: Bool
        /// MQTT 5 user properties as mosquitto_sub prints them: `name:value name:value`.
        package let properties: String
        /// When this test process had it.
        package let at: Instant

        /// The payload as text.
        package var text: String { String(decoding: payload, as: UTF8.self) }
    }

    private struct State {
        var waiting: ArraySlice<Message> = []
        var subscriptions = 0
    }

    private let program: Program
    private let state = Lock(State())

    /// Subscribes to all filters and returns when the broker has agreed.
    package init(
        _ broker: Broker, _ filters: [String], qos: Int = 1, login: Broker.Login? = nil
    ) throws(RigFault) {
        let wanted = filters.flatMap { ["-t", $0] } + ["-q", "\(qos)"]
        // Its own debug output says when the broker has agreed; in lines, not in blocks.
        program = try Program(
            "/usr/bin/stdbuf",
            ["-oL", "/usr/bin/mosquitto_sub"] + broker.arguments(login) + wanted
                + ["-d", "-F", Subscriber.format])
        guard try subscribed(times: 1, within: .seconds(10)) else { throw program.notReady() }
    }

    /// The oldest message that nobody has taken, waited for; nil when none came in time.
    package func next(within time: Nanoseconds) throws(RigFault) -> Message? {
        try next(until: Clock.now() + time)
    }

    /// Takes messages up to and including the first one that `isLast`. All that came in time,
    /// also when none of them was.
    package func collect(
        within time: Nanoseconds, until isLast: (Message) -> Bool
    ) throws(RigFault) -> [Message] {
        let deadline = Clock.now() + time
        var all: [Message] = []
        while let message = try next(until: deadline) {
            all.append(message)
            if isLast(message) { break }
        }
        return all
    }

    /// Whether the broker has agreed so many times, waited for: 1 at first, one more after each
    /// reconnection.
    package func subscribed(times: Int, within time: Nanoseconds) throws(RigFault) -> Bool {
        let deadline = Clock.now() + time
        while state.withLock({ $0.subscriptions }) < times {
            guard let line = try program.next(until: deadline) else { return false }
            sort(line)
        }
        return true
    }

    private func next(until deadline: Instant) throws(RigFault) -> Message? {
        while true {
            if let message = state.withLock({ $0.waiting.popFirst() }) { return message }
            guard let line = try program.next(until: deadline) else { return nil }
            sort(line)
        }
    }

    private func sort(_ line: Line) {
        state.withLock { state in
            if let message = Message(line) {
                state.waiting.append(message)
            } else if line.text.hasPrefix("Subscribed (") {
                state.subscriptions += 1
            }
        }
    }
}

extension Subscriber {
    /// A mark that no line of debug output begins with, then what `Message.init` reads.
    fileprivate static let format = "=\t%q\t%r\t%x\t%P\t%t"
}

extension Subscriber.Message {
    /// A line in our format; nil for any other output.
    fileprivate init?(_ line: Line) {
        let parts = line.text.split(separator: "\t", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "=", let qos = Int(parts[1]),
            let payload = bytes(hex: parts[3])
        else { return nil }
        self.init(
            topic: String(parts[5]), payload: payload, qos: qos, retain: parts[2] == "1",
            properties: String(parts[4]), at: line.at)
    }
}

/// The bytes that pairs of hexadecimal digits stand for; nil for anything else.
func bytes(hex text: some StringProtocol) -> [UInt8]? {
    let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count == text.utf8.count, digits.count % 2 == 0 else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
