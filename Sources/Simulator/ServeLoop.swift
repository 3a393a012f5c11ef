// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// What a site's thread does. Nothing is allocated between a request and its reply, unless the
/// device takes its time to answer.
struct ServeLoop {
    enum Order: Sendable {
        case serve(Endpoint)
        case open(SimulatedLine, Ticket)
        case close(SimulatedLine, Ticket)
        case stop
    }

    /// Connections to one listener at a time; further ones are closed at once.
    static let connectionLimit = 8
    /// How long the rest of a TCP request may take.
    static let restLimit = Nanoseconds.seconds(2)
    /// The silence that ends an RTU request where its length does not: more than 3.5 characters at
    /// 4,800 baud, and long enough for a loaded machine to deliver what was written together.
    static let silence = Nanoseconds.milliseconds(10)
    /// How long nothing is accepted once no descriptor was free.
    static let acceptPause = Nanoseconds.milliseconds(100)
    /// A full input of shortest RTU requests, each with a longest reply.
    static let outputLimit = ServerFrame.limit / 8 * ServerFrame.limit

    private let orders: Mailbox<Order>
    private let time: @Sendable () -> Double
    private var taken: [Order] = []
    var endpoints: [Endpoint] = []
    var connections: [Connection] = []
    /// Lines that a request has just taken away, and those that are away.
    var vanishing: [SimulatedLine] = []
    var absent: [Absent] = []
    /// Who waits until what he ordered is done.
    private var tickets: [Ticket] = []
    /// When accepting goes on after a shortage of descriptors; `.never` if there is none.
    var acceptAgain = Instant.never
    /// The wake-up, the endpoints' listeners, the connections; in this order.
    var pollSet = PollSet()
    /// The earliest moment that something waits for, or earlier.
    var earliest = Instant.never
    /// When the current round began, on both clocks.
    var now = Instant(nanoseconds: 0)
    var seconds = 0.0
    var output: [UInt8] = []

    init(orders: Mailbox<Order>, time: @escaping @Sendable () -> Double) {
        self.orders = orders
        self.time = time
        output.reserveCapacity(Self.outputLimit)
    }

    /// Serves until it is told to stop.
    mutating func run() {
        rebuild()
        while true {
            let ready: Int
            do { ready = try pollSet.wait(until: earliest) } catch {
                preconditionFailure("\(error)")  // a wrong pointer: nothing from outside does it
            }
            now = Clock.now()
            seconds = time()
            var changed = ready > 0 && serveReady(ready)
            if now >= earliest { changed = passTime() || changed }
            changed = vanish() || changed
            if pollSet[0] != [] {
                guard obey() else {
                    for endpoint in endpoints { endpoint.line.close() }
                    return
                }
                changed = true
            }
            if changed { rebuild() }
            for ticket in tickets { ticket.wakeUp.signal() }
            tickets.removeAll(keepingCapacity: true)
        }
    }

    /// Writes the poll set anew, without the connections that have ended.
    private mutating func rebuild() {
        connections.removeAll { $0.ended }
        pollSet.removeAll()
        pollSet.add(orders.wakeUp.descriptor, .readable)
        for endpoint in endpoints {
            let paused = acceptAgain != .never
            pollSet.add(endpoint.listening, paused ? [] : .readable)
        }
        for connection in connections { pollSet.add(connection.number, connection.events) }
    }

    /// False when it is over.
    private mutating func obey() -> Bool {
        orders.wakeUp.clear()
        orders.take(into: &taken)
        for order in taken {
            switch order {
            case .stop: return false
            case .serve(let endpoint): serve(endpoint)
            case .close(let line, let ticket):
                close(line)
                tickets.append(ticket)
            case .open(let line, let ticket):
                do throws(SimulatorFault) { try open(line) } catch { ticket.fail(error) }
                tickets.append(ticket)
            }
        }
        taken.removeAll(keepingCapacity: true)
        return true
    }
}
