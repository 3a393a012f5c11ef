// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("Writes that somebody asks for")
struct GuestWriteTests {
    private static func write(
        _ function: UInt8, _ words: [UInt16], until deadline: Instant = .at(60)
    ) -> GuestRead {
        let write = PointWrite(function: function, address: 40, words: words)
        let table: Table = function == 5 || function == 15 ? .coil : .holding
        return GuestRead(id: 1, unit: 1, table: table, write: write, deadline: deadline)
    }

    /// Takes each write, and says so.
    static func obedient(_ line: VirtualLine, _ sent: VirtualLine.Sent) {
        guard sent.request.function >= 5 else { return VirtualLine.obedient(line, sent) }
        line.transmit(
            line.frame(answer(to: sent.request), sent.request.transaction),
            from: sent.end + .milliseconds(5), owner: sent.number)
    }

    private static func answer(to request: Frames.Request) -> [UInt8] {
        [
            request.unit, request.function, UInt8(request.address >> 8),
            UInt8(request.address & 0xFF), UInt8(request.count >> 8), UInt8(request.count & 0xFF),
        ]
    }

    private static func line(
        _ link: Link,
        script: @escaping (VirtualLine, VirtualLine.Sent) -> Void = GuestWriteTests.obedient
    ) -> VirtualLine {
        let device = Plant.device(1, [Plant.block(.holding, 0)])
        let line = VirtualLine(Plant.line(link, [device]), script: script)
        line.keepsRequests = true
        line.connect()
        return line
    }

    static let requests: [(UInt8, [UInt16], count: Int, data: [UInt8])] = [
        (5, [1], 0xFF00, []), (5, [0], 0, []), (6, [0x1234], 0x1234, []), (15, [1], 1, [1, 1]),
        (16, [7], 1, [2, 0, 7]), (16, [1, 2, 3, 0xABCD], 4, [8, 0, 1, 0, 2, 0, 3, 0xAB, 0xCD]),
    ]

    @Test("go out as the specification says, and are answered", arguments: requests)
    func forms(_ function: UInt8, _ words: [UInt16], _ count: Int, _ data: [UInt8]) throws {
        for link in HappyPathTests.links {
            let line = Self.line(link)
            line.machine.ask(Self.write(function, words))
            line.run(until: .at(3.5))
            let sent = try #require(line.sent.first { $0.request.function == function })
            #expect(sent.request.address == 40 && sent.request.count == count)
            #expect(sent.request.data == data)
            #expect(line.machine.guestResults.map(\.outcome) == [.data([])])
            #expect(line.ledger.qualities == [.good: 4] && line.malformed == 0)
            #expect(line.brokenSilences == 0)
        }
    }

    @Test("are made once: nobody knows what came of one whose answer is lost")
    func once() {
        for link in [Plant.serial(), Plant.tcp] {
            let line = Self.line(link) { line, sent in
                if sent.request.function < 5 { VirtualLine.obedient(line, sent) }
            }
            line.machine.ask(Self.write(6, [1]))
            line.run(until: .at(20))
            #expect(line.sent.count { $0.request.function == 6 } == 1)
            #expect(line.machine.guestResults.map(\.outcome) == [.failed(.commTimeout)])
        }
    }

    @Test("are not done by an answer to another one", arguments: [2, 3, 4, 5])
    func other(_ byte: Int) {
        for link in [Plant.serial(), Plant.tcp] {
            let line = Self.line(link) { line, sent in
                guard sent.request.function == 6 else { return VirtualLine.obedient(line, sent) }
                var answer = Self.answer(to: sent.request)
                answer[byte] ^= 1
                line.transmit(
                    line.frame(answer, sent.request.transaction),
                    from: sent.end + .milliseconds(5))
            }
            line.machine.ask(Self.write(6, [0x0101]))
            line.run(until: .at(10))
            guard case .failed? = line.machine.guestResults.first?.outcome else {
                Issue.record("\(line.machine.guestResults)")
                continue
            }
        }
    }

    @Test("are told of a refusal, and leave the unit alone as long as it wants")
    func refusalAndPause() {
        let line = Self.line(Plant.serial()) { line, sent in
            guard sent.request.function == 6 else { return VirtualLine.obedient(line, sent) }
            line.transmit(Frames.rtu([1, 0x86, 3]), from: sent.end + .milliseconds(5))
        }
        line.machine.ask(Self.write(6, [1]))
        line.run(until: .at(2.5))
        #expect(line.machine.guestResults.map(\.outcome) == [.exception(3)])
        line.script = Self.obedient
        var write = Self.write(6, [1])
        write.pause = .seconds(5)
        line.machine.ask(write)
        line.run(until: .at(20))
        let times = line.sent.drop { $0.start < .at(2.5) }
        let place = times.firstIndex { $0.request.function == 6 }
        let next = place.map { times[times.index(after: $0)].start - times[$0].start }
        #expect(next.map { $0 >= .seconds(5) && $0 < .seconds(6) } == true)
    }

    @Test("that no request can say are refused")
    func invalid() {
        for write in [
            Self.write(6, []), Self.write(6, [1, 2]), Self.write(16, [1, 2, 3, 4, 5]),
            Self.write(7, [1]),
        ] {
            let line = Self.line(Plant.serial())
            line.machine.ask(write)
            line.run(until: .at(2))
            #expect(line.machine.guestResults.map(\.outcome) == [.refused])
        }
    }

    @Test("are not answered by their own echo")
    func echo() {
        let line = Self.line(Plant.serial(echo: true)) { line, sent in
            let bytes = Array(line.machine.outgoing.bytes.prefix(line.machine.outgoing.count))
            line.transmit(bytes, from: sent.start)
            guard sent.request.function < 5 else { return }
            line.transmit(
                line.frame(World.reply(sent.request, sent.number), 0),
                from: sent.end + .milliseconds(5))
        }
        line.machine.ask(Self.write(6, [1]))
        line.run(until: .at(10))
        #expect(line.machine.guestResults.map(\.outcome) == [.failed(.commTimeout)])
    }
}
