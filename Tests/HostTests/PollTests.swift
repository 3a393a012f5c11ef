// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Testing
import Waiting

@Suite struct PollTests {
    @Test func `a wait ends at its deadline, and a deadline in the past does not wait`() throws {
        let pipe = try Pipe()
        var polls = PollSet()
        polls.add(pipe.reading.number, .readable)
        let deadline = Clock.now() + .milliseconds(20)
        #expect(try polls.wait(until: deadline) == 0)
        #expect(Clock.now() >= deadline)
        for past in [Instant(nanoseconds: 0), Instant(nanoseconds: .min), Clock.now()] {
            #expect(try polls.wait(until: past) == 0)
        }
    }

    @Test func `each descriptor has its own events`() throws {
        let one = try Pipe()
        let other = try Pipe()
        var polls = PollSet()
        let reading = polls.add(one.reading.number, .readable)
        let absent = polls.add(-1, .readable)
        let writing = polls.add(other.writing.number, .writable)
        #expect(try polls.wait(until: .never) == 1)
        #expect(polls[reading] == [] && polls[absent] == [] && polls[writing] == .writable)
        #expect(try one.writing.write([1]) == .bytes(1))
        polls.set(writing, -1, .writable)
        #expect(try polls.wait(until: .never) == 1)
        #expect(polls[reading] == .readable && polls[writing] == [])
    }

    @Test func `the other end's going is told, also to whom asked for nothing`() throws {
        var polls = PollSet()
        let reading = try Pipe().keepReading()
        polls.add(reading.number, [])
        #expect(try polls.wait(until: .never) == 1)
        #expect(!polls[0].isDisjoint(with: .hungUp))
        var bytes: [UInt8] = [0]
        #expect(try reading.read(into: &bytes, at: 0) == .closed)
    }

    @Test func `signals before the wait count once and are not lost`() throws {
        let wakeUp = try WakeUp()
        var polls = PollSet()
        polls.add(wakeUp.descriptor, .readable)
        for _ in 0..<3 { wakeUp.signal() }
        #expect(try polls.wait(until: .never) == 1)
        wakeUp.clear()
        #expect(try polls.wait(until: Clock.now()) == 0)
        wakeUp.clear()
        wakeUp.signal()
        #expect(try polls.wait(until: .never) == 1, "clearing what is clear breaks nothing")
    }

    @Test(.waits(atMostMinutes: 1)) func `a thread that waits is woken by another`() throws {
        let (there, back) = (try WakeUp(), try WakeUp())
        let echo = try Thread.start("echo") {
            var polls = PollSet()
            polls.add(there.descriptor, .readable)
            for _ in 0..<1_000 {
                _ = try? polls.wait(until: .never)
                there.clear()
                back.signal()
            }
        }
        var polls = PollSet()
        polls.add(back.descriptor, .readable)
        for _ in 0..<1_000 {
            there.signal()
            #expect(try polls.wait(until: .never) == 1)
            back.clear()
        }
        echo.join()
    }
}
