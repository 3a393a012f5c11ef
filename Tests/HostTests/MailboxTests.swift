// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Testing
import Waiting

@Suite struct MailboxTests {
    private func taken(_ box: Mailbox<Int>) -> [Int] {
        var all = [-1]
        box.take(into: &all)
        return all
    }

    @Test func `what does not fit is refused, the rest keeps its order`() throws {
        let box = Mailbox<Int>(count: 3, wakeUp: try WakeUp())
        #expect((0..<5).map { box.send($0) } == [true, true, true, false, false])
        #expect(box.count == 3)
        #expect(taken(box) == [0, 1, 2])
        #expect(box.count == 0 && taken(box).isEmpty)
        #expect(box.send(7) && taken(box) == [7], "room again once it was taken")
    }

    @Test func `bytes are bounded, and one large message fits an empty box`() throws {
        let box = Mailbox<Int>(count: 100, bytes: 10, wakeUp: try WakeUp())
        #expect(box.send(0, bytes: 1_000))
        #expect(!box.send(1, bytes: 0) && !box.send(1, bytes: 1))
        #expect(taken(box) == [0])
        #expect(box.send(1, bytes: 6) && box.send(2, bytes: 4) && !box.send(3, bytes: 1))
        #expect(box.send(4) && taken(box) == [1, 2, 4])
    }

    @Test func `a message wakes its receiver, one that is only left does not`() throws {
        let wakeUp = try WakeUp()
        let box = Mailbox<Int>(count: 2, wakeUp: wakeUp)
        var polls = PollSet()
        polls.add(wakeUp.descriptor, .readable)
        #expect(box.leave(0))
        #expect(try polls.wait(until: Clock.now()) == 0)
        #expect(box.send(1))
        #expect(try polls.wait(until: .never) == 1)
        wakeUp.clear()
        #expect(!box.send(2))
        #expect(try polls.wait(until: Clock.now()) == 0, "a refused message wakes nobody")
    }

    @Test(.waits(atMostMinutes: 1)) func `nothing is lost or turned around between threads`() throws
    {
        let count = 20_000
        let (there, back) = (try WakeUp(), try WakeUp())
        let box = Mailbox<Int>(count: 16, wakeUp: there)
        let senders = try (0..<2).map { sender in
            Handoff(
                try Thread.start("sender") {
                    var polls = PollSet()
                    polls.add(back.descriptor, .readable)
                    for number in 0..<count {
                        while !box.send(sender * count + number) {
                            _ = try? polls.wait(until: Clock.now() + .milliseconds(1))
                        }
                    }
                })
        }
        var next = [0, 0]
        var polls = PollSet()
        polls.add(there.descriptor, .readable)
        var some: [Int] = []
        while next != [count, count] {
            try polls.wait(until: .never)
            there.clear()
            box.take(into: &some)
            #expect(some.count <= 16)
            for message in some {
                #expect(message % count == next[message / count])
                next[message / count] += 1
            }
            back.signal()
        }
        for sender in senders { sender.take()?.join() }
    }

    @Test func `a value under a lock is changed by one thread at a time`() throws {
        let value = Lock((0, 0))
        let threads = try (0..<4).map { _ in
            Handoff(
                try Thread.start("adder") {
                    for _ in 0..<10_000 {
                        value.withLock { pair in
                            pair.0 += 1
                            pair.1 = pair.0
                        }
                    }
                })
        }
        for thread in threads { thread.take()?.join() }
        #expect(value.withLock { $0 == (40_000, 40_000) })
    }

    @Test func `a lock is free again after a fault`() {
        let value = Lock(1)
        #expect(throws: SystemFault.self) {
            try value.withLock { (_) throws(SystemFault) in
                throw SystemFault(call: "test", number: 1)
            }
        }
        #expect(value.withLock { $0 } == 1)
    }
}
