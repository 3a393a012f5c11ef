// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// All meters of the campaign, served by the thread that asks.
struct Meters: ~Copyable {
    private let meters: [Box]
    private var connections: [MeterConnection] = []
    private var first = 0

    /// Noncopyable elements by index.
    ///
    /// A class, because arrays cannot hold what is not copied.
    private final class Box {
        var meter: Meter
        init(_ meter: consuming Meter) { self.meter = meter }
    }

    init(_ makes: [(name: String, period: Nanoseconds, registers: Int)]) throws {
        meters = try makes.map {
            Box(try Meter(name: $0.name, period: $0.period, registers: $0.registers))
        }
    }

    var count: Int { meters.count }
    func name(_ index: Int) -> String { meters[index].meter.name }
    func period(_ index: Int) -> Nanoseconds { meters[index].meter.period }
    func registers(_ index: Int) -> Int { meters[index].meter.registers }
    func port(_ index: Int) -> UInt16 { meters[index].meter.listener.port }
    func answers(_ index: Int) -> [Meter.Answer] { meters[index].meter.answers }
    func answer(_ index: Int, counter: Int) -> Meter.Answer? {
        let count = meters[index].meter.answers.count
        return 1...max(1, count) ~= counter && count > 0
            ? meters[index].meter.answers[counter - 1] : nil
    }
    var answered: Int { meters.reduce(0) { $0 + $1.meter.answers.count } }

    /// No further readings: what there is to be held is settled.
    mutating func close() { for box in meters { box.meter.isClosed = true } }

    /// How late requests came, of all meters, since the last time.
    mutating func takeLateness() -> [(at: Instant, by: Nanoseconds)] {
        meters.flatMap { box in
            defer { box.meter.lateness = [] }
            return box.meter.lateness
        }
    }

    mutating func watch(_ polls: inout PollSet) {
        first = polls.count
        for box in meters { polls.add(box.meter.listener.descriptor, .readable) }
        for connection in connections { polls.add(connection.socket.number, .readable) }
    }

    /// So many at a time: an answer that has gone must not wait for the others.
    private static let portion = 4

    mutating func serve(_ polls: PollSet, offset: Nanoseconds) throws {
        let ready = connections.indices.lazy.filter { [first, meters] in
            polls[first + meters.count + $0] != []
        }
        for index in ready.prefix(Self.portion) {
            connections[index].hasEnded = try serve(connections[index], offset) == false
        }
        connections.removeAll(where: \.hasEnded)
        for index in meters.indices where polls[first + index] != [] {
            while let socket = try meters[index].meter.listener.accept() {
                connections.append(MeterConnection(index, socket))
            }
        }
    }

    /// False when the connection ends.
    private func serve(_ connection: MeterConnection, _ offset: Nanoseconds) throws -> Bool {
        guard try fill(connection) else { return false }
        // Whoever asks again has given up the answer to what was asked before.
        while connection.filled >= 24 { connection.drop() }
        if connection.filled >= 12 {
            let box = meters[connection.meter]
            guard let reply = box.meter.reply(to: connection.input[..<12], at: Clock.now()) else {
                return false
            }
            connection.drop()
            let sent = try Socket.send(connection.socket.number, reply)
            guard sent == .bytes(reply.count) else { return false }
            if reply[7] == 3 { box.meter.sent(at: Clock.now(), offset: offset) }
        }
        return true
    }

    /// Takes all that has come; false when nobody is there any more to be answered.
    private func fill(_ connection: MeterConnection) throws -> Bool {
        while connection.filled < connection.input.count {
            switch try connection.socket.read(into: &connection.input, at: connection.filled) {
            case .wouldBlock: return true
            case .closed: return false
            case .bytes(let count): connection.filled += count
            }
        }
        return false
    }
}
