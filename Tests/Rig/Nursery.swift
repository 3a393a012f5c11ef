// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Starts every child on one thread that never ends. The kernel kills a child when the thread that
/// started it ends, and the threads that tests run on come and go.
///
/// A class, because the thread and all who order share it.
final class Nursery: Sendable {
    private static let shared = Result { () throws(SystemFault) in try Nursery() }

    private let orders: Mailbox<Order>

    private init() throws(SystemFault) {
        let orders = Mailbox<Order>(count: 1_000, wakeUp: try WakeUp())
        self.orders = orders
        // As long as the process: there is no moment at which it could be joined.
        try Thread.start("nursery") { Nursery.serve(orders) }.abandon()
    }

    /// As `Child.init`, from the nursery's thread.
    static func spawn(
        _ path: String, _ arguments: [String], input: CInt, output: CInt, error: CInt
    ) throws(SystemFault) -> Child {
        let order = Order(
            path: path, arguments: arguments, input: input, output: output, error: error,
            done: try WakeUp())
        guard try shared.get().orders.send(order) else {
            throw SystemFault(call: "nursery", number: 0, subject: path)
        }
        return try order.await()
    }

    private static func serve(_ orders: Mailbox<Order>) {
        var batch: [Order] = []
        var set = PollSet()
        set.add(orders.wakeUp.descriptor, .readable)
        while (try? set.wait(until: .never)) != nil {
            orders.wakeUp.clear()
            orders.take(into: &batch)
            for order in batch { order.fill() }
        }
    }
}

/// One child to be started, and the place for it.
private final class Order: Sendable {
    private enum Answer: ~Copyable {
        case none
        case child(Child)
        case fault(SystemFault)
    }

    let path: String
    let arguments: [String]
    let input: CInt
    let output: CInt
    let error: CInt
    let done: WakeUp
    private let answer = Lock<Answer>(.none)

    init(
        path: String, arguments: [String], input: CInt, output: CInt, error: CInt, done: WakeUp
    ) {
        self.path = path
        self.arguments = arguments
        self.input = input
        self.output = output
        self.error = error
        self.done = done
    }

    func fill() {
        answer.withLock { answer in
            do throws(SystemFault) {
                answer = .child(
                    try Child(path, arguments, input: input, output: output, error: error))
            } catch let fault {
                answer = .fault(fault)
            }
        }
        done.signal()
    }

    func await() throws(SystemFault) -> Child {
        var set = PollSet()
        set.add(done.descriptor, .readable)
        while !set[0].contains(.readable) { try set.wait(until: .never) }
        let taken = answer.withLock { answer in
            let taken = answer
            answer = .none
            return taken
        }
        switch consume taken {
        case .child(let child): return child
        case .fault(let fault): throw fault
        case .none: throw SystemFault(call: "nursery", number: 0, subject: path)
        }
    }
}
