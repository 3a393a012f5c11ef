// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Hub
import Rig
import Synchronization
import Testing

/// A hub that may say anything, or nothing.
@Suite struct HostileHubTests {
    /// Starts a publisher against the script; limits are short where the test says so.
    static func publisher(
        _ peer: Peer, _ watch: borrowing Watch, _ change: (inout Connection) -> Void = { _ in }
    ) throws -> Publisher {
        var wanted = try connection(peer.port)
        change(&wanted)
        return try Publisher.start(
            Publisher.Settings(connection: wanted), events: watch.mailbox)
    }

    @Test(
        arguments: [
            ([0x20, 3, 0, 0x87, 0], .refused(code: 0x87)),
            ([0x20, 3, 0, 0x86, 0], .refused(code: 0x86)),
            ([0x20, 2, 0, 1], .refused(code: 0x84)),
            ([0x20, 5, 0, 0, 2, 0x24, 0], .unsupported),
            ([0x20, 6, 0, 0, 3, 0x21, 0, 0], .protocolViolation),
            ([0x20, 3, 0, 0, 9], .protocolViolation),
            ([0x20, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .protocolViolation),
            ([0x40, 2, 0, 1], .protocolViolation),
            ([0x00, 0x00], .protocolViolation),
            ([0x30, 3, 0, 1, 0x61], .protocolViolation),
            (Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), .timedOut(.greeting)),
            ([], .closed),
            ([0xE0, 1, 0x89], .dismissed(code: 0x89)),
        ] as [([UInt8], HubFault)])
    func `An answer that is no welcome is a fault, and the next attempt follows`(
        answer: [UInt8], fault: HubFault
    ) throws {
        let peer = try Peer { number, wire in
            _ = wire.next()
            if number < 2 {
                wire.send(answer)
                if !answer.isEmpty { wire.sink() }
            } else {
                wire.send(Wire.connack)
                wire.sink()
            }
        }
        var watch = try Watch()
        var publisher = try Self.publisher(peer, watch) { $0.limits.greeting = .milliseconds(500) }
        #expect(try watch.failure() == fault)
        #expect(try watch.failure() == fault)
        #expect(try watch.up() == 1, "failures use up no session number")
        publisher.stop()
        peer.stop()
    }

    @Test func `A hub that accepts and stays silent is left at the deadline`() throws {
        let peer = try Peer { _, wire in wire.sink() }
        var watch = try Watch()
        var publisher = try Self.publisher(peer, watch) { $0.limits.greeting = .milliseconds(50) }
        #expect(try watch.failure() == .timedOut(.greeting))
        #expect(try watch.failure() == .timedOut(.greeting))
        publisher.stop()
        peer.stop()
    }

    @Test func `Nobody listening is a refused connection`() throws {
        let peer = try Peer { _, _ in }
        peer.stop()
        let closed = peer.port
        var watch = try Watch()
        // The listener is closed with the peer; its port answers with RST from then on.
        var publisher = try Self.unheard(closed, watch)
        let fault = try watch.failure()
        guard case .unreachable = fault else {
            Issue.record("\(fault)")
            return
        }
        publisher.stop()
    }

    private static func unheard(_ port: UInt16, _ watch: borrowing Watch) throws -> Publisher {
        // Port 1 of loopback belongs to nobody who answers.
        var wanted = try connection(port)
        wanted.addresses = [try Address("mqtt://127.0.0.1:1")]
        return try Publisher.start(Publisher.Settings(connection: wanted), events: watch.mailbox)
    }

    @Test func `The hub's receive maximum is kept`() throws {
        let most = Atomic<Int>(0)
        let peer = try Peer { _, wire in
            wire.greet([0x20, 6, 0, 0, 3, 0x21, 0, 3])
            var waiting: [[UInt8]] = []
            while waiting.count < 3, let packet = wire.next() { waiting.append(packet.identifier) }
            var answered = 0
            while !waiting.isEmpty {
                most.store(max(most.load(ordering: .relaxed), waiting.count), ordering: .relaxed)
                wire.send([0x40, 2] + waiting.removeFirst())
                answered += 1
                if answered + waiting.count < 20, let packet = wire.next() {
                    waiting.append(packet.identifier)
                }
            }
            wire.sink()
        }
        var watch = try Watch()
        var publisher = try Self.publisher(peer, watch)
        let session = try watch.up()
        for token in 1...20 as ClosedRange<UInt64> {
            #expect(
                publisher.leave(try message("a/b", "\(token)"), token: token, session: session)
                    == true)
        }
        publisher.flush()
        for token in 1...20 as ClosedRange<UInt64> {
            #expect(try watch.next() == .acknowledged(token: token, code: 0))
        }
        #expect(most.load(ordering: .relaxed) == 3)
        publisher.stop()
        peer.stop()
    }

    @Test func `Reason codes of PUBACK come as they are`() throws {
        let peer = try Peer { _, wire in
            wire.greet()
            for code in [0x87, 0x10, 0x97, 0x00] as [UInt8] {
                guard let packet = wire.next() else { return }
                wire.send([0x40, 2, 0xFF, 0xFE])  // for a packet that does not exist
                wire.send([0x40, 3] + packet.identifier + [code])
            }
            wire.sink()
        }
        var watch = try Watch()
        var publisher = try Self.publisher(peer, watch)
        let session = try watch.up()
        for (token, code) in [(1, 0x87), (2, 0x10), (3, 0x97), (4, 0)] as [(UInt64, UInt8)] {
            #expect(publisher.send(try message("a", "x"), token: token, session: session) == true)
            #expect(try watch.next() == .acknowledged(token: token, code: code))
        }
        publisher.stop()
        peer.stop()
    }

    @Test func `Without PUBACK the session ends at the deadline and the message is forgotten`()
        throws
    {
        let peer = try Peer { number, wire in
            wire.greet()
            while let packet = wire.next() {
                if number > 0, packet.first & 0xF0 == 0x30 {
                    wire.send([0x40, 2] + packet.identifier)
                }
            }
        }
        var watch = try Watch()
        var publisher = try Self.publisher(peer, watch) {
            $0.limits.acknowledgement = .milliseconds(100)
        }
        let first = try watch.up()
        #expect(publisher.send(try message("a", "1"), token: 1, session: first) == true)
        #expect(try watch.down() == .timedOut(.acknowledgement))
        #expect(publisher.send(try message("a", "late"), token: 2, session: first) == true)
        let second = try watch.up()
        #expect(second == first + 1)
        #expect(publisher.send(try message("a", "1"), token: 3, session: second) == true)
        #expect(try watch.next() == .acknowledged(token: 3, code: 0), "2 was for another session")
        publisher.stop()
        peer.stop()
    }

    @Test(
        arguments: [
            ([0xE0, 1, 0x8E], .dismissed(code: 0x8E)),
            ([0x20, 3, 0, 0, 0], .protocolViolation),
            ([0x82, 0], .protocolViolation),
            ([0x40, 1, 0], .protocolViolation),
            ([0x90, 3, 0, 1, 0], .protocolViolation),
            ([0x90, 4, 0, 1, 0, 1], nil),
            ([0xD0, 0], nil),
        ] as [([UInt8], HubFault?)])
    func `What does not belong into a session ends it or counts for nothing`(
        bytes: [UInt8], fault: HubFault?
    ) throws {
        let peer = try Peer { number, wire in
            wire.greet()
            if number == 0 { wire.send(bytes) }
            while let packet = wire.next() {
                if packet.first & 0xF0 == 0x30 { wire.send([0x40, 2] + packet.identifier) }
            }
        }
        var watch = try Watch()
        var publisher = try Self.publisher(peer, watch)
        var session = try watch.up()
        if let fault {
            guard case .down(_, let found, _) = try watch.next() else {
                Issue.record("no end")
                return
            }
            #expect([fault, .protocolViolation].contains(found))
            session = try watch.up()
        }
        #expect(publisher.send(try message("a", "x"), token: 9, session: session) == true)
        #expect(try watch.next() == .acknowledged(token: 9, code: 0))
        publisher.stop()
        peer.stop()
    }

    @Test func `A packet that never ends is cut off`() throws {
        let peer = try Peer { number, wire in
            wire.greet()
            guard number == 0 else { return wire.sink() }
            wire.send([0x30, 0xFF, 0xFF, 0xFF, 0x7F])  // 256 MB are announced
            // A line of at most 16 MB/s: the library reads on for as long as bytes are there.
            wire.pour([UInt8](repeating: 0, count: 16_384), every: .milliseconds(1))
        }
        var watch = try Watch()
        var publisher = try Self.publisher(peer, watch) { $0.largestIncoming = 100_000 }
        _ = try watch.up()
        let fault = try watch.down()
        guard case .oversize(let bytes, limit: 131_072) = fault else {
            Issue.record("\(fault)")
            return
        }
        #expect(bytes > 131_072 && bytes < 64 << 20)
        #expect(try watch.up() == 2)
        publisher.stop()
        peer.stop()
    }

    @Test func `A message over the hub's maximum is rejected alone`() throws {
        let peer = try Peer { _, wire in
            wire.greet([0x20, 8, 0, 0, 5, 0x27, 0, 0, 0, 100])
            while let packet = wire.next() {
                if packet.first & 0xF0 == 0x30 { wire.send([0x40, 2] + packet.identifier) }
            }
        }
        var watch = try Watch()
        var publisher = try Self.publisher(peer, watch)
        #expect(try watch.next() == .up(session: 1, maximumPacket: 100))
        let fits = try message("a", String(repeating: "x", count: 92))
        let large = try message("a", String(repeating: "x", count: 93))
        #expect(fits.packetBytes == 100)
        #expect(publisher.send(large, token: 1, session: 1) == true)
        #expect(publisher.send(fits, token: 2, session: 1) == true)
        #expect(
            try watch.next() == .rejected(token: 1, .oversize(bytes: 101, limit: 100)))
        #expect(try watch.next() == .acknowledged(token: 2, code: 0))
        publisher.stop()
        peer.stop()
    }

    @Test func `The outbox is bounded while the hub takes nothing`() throws {
        let peer = try Peer { _, wire in
            wire.greet()
            wire.ignore()
        }
        var watch = try Watch()
        var publisher = try Self.publisher(peer, watch) { $0.limits.draining = .milliseconds(50) }
        let session = try watch.up()
        let word = try message("a", "x")
        var taken = 0
        while publisher.send(word, token: 1, session: session) {
            taken += 1
            if taken > 1_000 { break }
        }
        #expect((64...(16 + 64 + 64 + 1)).contains(taken), "\(taken)")
        publisher.stop()
        peer.stop()
    }

    @Test func `A full mailbox of the receiver loses no acknowledgement`() throws {
        let peer = try Peer { _, wire in
            wire.greet()
            while let packet = wire.next() {
                if packet.first & 0xF0 == 0x30 { wire.send([0x40, 2] + packet.identifier) }
            }
        }
        var watch = try Watch(room: 2)
        var publisher = try Self.publisher(peer, watch)
        let session = try watch.up()
        for token in 1...60 as ClosedRange<UInt64> {
            #expect(publisher.leave(try message("a", "x"), token: token, session: session) == true)
        }
        publisher.flush()
        for token in 1...60 as ClosedRange<UInt64> {
            #expect(try watch.next() == .acknowledged(token: token, code: 0))
        }
        publisher.stop()
        peer.stop()
    }

    @Test func `Stopping ends in time in front of a hub that has frozen`() throws {
        let peer = try Peer { _, wire in
            wire.greet()
            wire.ignore()
        }
        var watch = try Watch()
        var publisher = try Self.publisher(peer, watch) {
            $0.limits.draining = .milliseconds(50)
            $0.limits.leaving = .milliseconds(20)
        }
        let session = try watch.up()
        #expect(publisher.send(try message("a", "x"), token: 1, session: session) == true)
        let bye = try message("a", "bye")
        let took = workingTime { publisher.stop(final: bye) }
        #expect(took < .seconds(2))
        peer.stop()
    }
}
