// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("Texts, read once between rounds")
struct TextJobTests {
    /// Where the texts lie: two side by side, one apart.
    static let places = [1_000, 1_004, 2_000]

    static func device(
        _ unit: Int, poll: Nanoseconds = .seconds(1), timeout: Nanoseconds = .milliseconds(100)
    ) -> Device {
        let texts = places.enumerated().map { index, address in
            var text = Plant.point(.holding, address, .string)
            text.kind = .text
            text.length = index == 1 ? 2 : 4
            return text
        }
        return Plant.device(unit, texts + [Plant.block(.holding, 0)], poll: poll, timeout: timeout)
    }

    static func line(
        _ link: Link, _ devices: [Device],
        script: @escaping (VirtualLine, VirtualLine.Sent) -> Void = VirtualLine.obedient
    ) -> VirtualLine {
        let line = VirtualLine(Plant.line(link, devices), script: script)
        line.keepsRequests = true
        line.ledger.keepsTimes = true
        line.connect()
        return line
    }

    /// Requests for texts.
    static func jobs(_ line: VirtualLine) -> [VirtualLine.Sent] {
        line.sent.filter { $0.request.address >= 1_000 }
    }

    static func rounds(_ line: VirtualLine) -> [VirtualLine.Sent] {
        line.sent.filter { $0.request.address < 1_000 }
    }

    @Test(
        "bring each text's words once, after the device's first answer",
        arguments: HappyPathTests.links)
    func words(_ link: Link) {
        let line = Self.line(link, [Self.device(1), Self.device(2)])
        line.run(until: .at(300))
        #expect(Self.jobs(line).map(\.request.count) == [6, 4, 6, 4])
        #expect(Self.rounds(line).count == 600)
        #expect(line.machine.texts.count == 6)
        for text in line.machine.texts {
            let sent = Self.jobs(line)[Int(text.device) * 2 + (text.text == 2 ? 1 : 0)]
            let addresses = Self.places[text.text]..<Self.places[text.text] + text.words.count
            let held = addresses.map { World.register(sent.request, $0, sent.number) }
            #expect(text.words == held)
        }
        #expect(line.machine.texts.map(\.words.count) == [4, 2, 4, 4, 2, 4])
        let first = Self.rounds(line)[0]
        #expect(Self.jobs(line).allSatisfy { $0.start > first.end })
        #expect(line.ledger.irregular == 0 && line.brokenSilences == 0)
    }

    @Test("never delay a poll that is due, answered or not", arguments: HappyPathTests.links)
    func priority(_ link: Link) {
        for isAnswered in [true, false] {
            let periods: [Nanoseconds] = [.milliseconds(700), .milliseconds(1_100), .seconds(3)]
            let devices = periods.enumerated().map { Self.device($0 + 1, poll: $1) }
            let line = Self.line(link, devices) { line, sent in
                if isAnswered || sent.request.address < 1_000 { VirtualLine.obedient(line, sent) }
            }
            line.run(until: .at(120))
            #expect(Self.jobs(line).count >= 6)
            let bare = VirtualLine(
                Plant.line(
                    link,
                    periods.enumerated().map {
                        Plant.device($0 + 1, [Plant.block(.holding, 0)], poll: $1)
                    }))
            bare.keepsRequests = true
            bare.connect()
            bare.run(until: .at(120))
            // To the nanosecond as on a line without texts, a silent connection's reopening apart.
            let (mine, theirs) = (Self.rounds(line).map(\.start), bare.sent.map(\.start))
            #expect(mine == theirs)
        }
    }

    @Test("that are refused are not asked for again, and cost the others nothing")
    func refused() {
        let line = Self.line(Plant.serial(), [Self.device(1)]) { line, sent in
            if sent.request.address == 1_000 {
                line.transmit(Frames.rtu([1, 0x83, 2]), from: sent.end + .milliseconds(5))
            } else {
                VirtualLine.obedient(line, sent)
            }
        }
        line.run(until: .at(30))
        let silent = Nanoseconds.seconds(200)
        line.script = { _, _ in }
        line.run(until: line.now + silent)
        line.script = VirtualLine.obedient
        line.run(until: line.now + .seconds(100))
        let asked = Self.jobs(line).map(\.request.address)
        // Once refused; the other again, because the device was away.
        #expect(asked == [1_000, 2_000, 2_000])
        #expect(line.machine.texts.map(\.text) == [2, 2])
        #expect(line.ledger.last[0]?.quality == .good)
    }

    @Test("that a device is too busy for are asked for again")
    func busy() {
        var refusals = 0
        let line = Self.line(Plant.serial(), [Self.device(1)]) { line, sent in
            if sent.request.address == 1_000, refusals < 2 {
                refusals += 1
                line.transmit(Frames.rtu([1, 0x83, 4]), from: sent.end + .milliseconds(5))
            } else {
                VirtualLine.obedient(line, sent)
            }
        }
        line.run(until: .at(100))
        #expect(Self.jobs(line).map(\.request.address).filter { $0 == 1_000 }.count == 3)
        #expect(line.machine.texts.map(\.text).sorted() == [0, 1, 2])
        #expect(line.ledger.irregular == 0)
    }

    @Test(
        "without an answer are tried three times, and the device is no sicker for it",
        arguments: [Plant.serial(), Plant.tcp])
    func silent(_ link: Link) {
        let line = Self.line(link, [Self.device(1)]) { line, sent in
            if sent.request.address < 1_000 { VirtualLine.obedient(line, sent) }
        }
        line.run(until: .at(3_000))
        #expect(Self.jobs(line).count == 6)
        #expect(line.ledger.devices[0].ends == 3_000)
        #expect(line.ledger.qualities == [.good: 3_000])
        #expect(line.machine.texts.isEmpty)
    }

    @Test(
        "are read again when the device was away for a minute, not for less",
        arguments: [(20, 2), (200, 4)])
    func absence(_ seconds: Int64, _ count: Int) {
        let line = Self.line(Plant.serial(), [Self.device(1)])
        line.run(until: .at(10))
        line.script = { _, _ in }
        line.run(until: line.now + .seconds(seconds))
        line.script = VirtualLine.obedient
        line.run(until: line.now + .seconds(150))
        #expect(Self.jobs(line).count == count)
    }

    @Test("are read again after the link was away")
    func linkAway() {
        let line = Self.line(Plant.tcp, [Self.device(1)])
        line.run(until: .at(10))
        line.disconnect()
        line.run(until: .at(90))
        line.connect()
        line.run(until: .at(100))
        #expect(Self.jobs(line).count == 4)
    }

    @Test(
        "find a moment on a line without pauses, and on one that is almost full",
        arguments: [Nanoseconds.zero, .milliseconds(120), .milliseconds(400)])
    func tight(_ poll: Nanoseconds) {
        let line = Self.line(
            Plant.serial(), [Self.device(1, poll: poll, timeout: .milliseconds(500))])
        line.run(until: .at(30))
        #expect(line.machine.texts.count == 3)
        #expect(Self.jobs(line).count == 2)
        #expect(line.ledger.irregular == 0 && line.brokenSilences == 0)
        let late = Self.rounds(line).enumerated().filter { index, sent in
            poll > .zero && sent.start > .at(0.001) + poll * Int64(index) + .milliseconds(8)
        }
        #expect(late.isEmpty)
    }

    @Test("of a device that has nothing else are read as well")
    func alone() {
        var device = Self.device(1)
        device.profile.points.removeLast()
        let line = Self.line(Plant.serial(), [device, Self.device(2)])
        line.run(until: .at(10))
        #expect(line.machine.texts.count == 6)
        #expect(line.ledger.devices.map(\.ends) == [0, 10])
    }

    @Test("that nobody takes are bounded")
    func bounded() {
        let devices = (1...100).map { Self.device($0, poll: .seconds(10)) }
        let line = Self.line(Plant.tcp, devices)
        line.run(until: .at(30))
        #expect(line.machine.texts.count == 256)
    }
}
