// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("What a unit is asked of itself")
struct GuestDescriptionTests {
    /// Function, what is asked, the request's data and an answer's, the part that is handed over.
    static let cases: [(SelfDescription, data: [UInt8], answer: [UInt8], told: [UInt8])] = [
        (.serverID, [], [3, 0x41, 0x42, 0xFF], [0x41, 0x42, 0xFF]),
        (.serverID, [], [0], []),
        (.objects(from: 0), [14, 1, 0], [14, 1, 1, 0, 0, 0], [1, 1, 0, 0, 0]),
        (
            .objects(from: 2), [14, 1, 2], [14, 1, 1, 0xFF, 7, 2, 0, 1, 0x41, 1, 2, 0x42, 0x43],
            [1, 1, 0xFF, 7, 2, 0, 1, 0x41, 1, 2, 0x42, 0x43]
        ),
        (
            .object(0x87), [14, 4, 0x87], [14, 4, 0x83, 0, 0, 1, 0x87, 0],
            [4, 0x83, 0, 0, 1, 0x87, 0]
        ),
    ]

    private static func ask(
        _ description: SelfDescription, _ link: Link,
        _ script: @escaping (VirtualLine, VirtualLine.Sent) -> Void
    ) -> VirtualLine {
        let device = Plant.device(1, [Plant.block(.holding, 0)])
        let line = VirtualLine(Plant.line(link, [device]), script: script)
        line.keepsRequests = true
        line.connect()
        var guest = GuestRead(id: 1, unit: 1, description: description, deadline: .at(60))
        guest.retries = 0
        line.machine.ask(guest)
        line.run(until: .at(12))
        return line
    }

    /// Answers polls, and what is asked here with these bytes behind the function.
    private static func answering(
        _ data: [UInt8], pieces: Int = 1
    ) -> (VirtualLine, VirtualLine.Sent) -> Void {
        { line, sent in
            guard [17, 43].contains(sent.request.function) else {
                return VirtualLine.obedient(line, sent)
            }
            let answer = [sent.request.unit, sent.request.function] + data
            line.transmit(
                line.frame(answer, sent.request.transaction), from: sent.end + .milliseconds(5),
                owner: sent.number, pieces: pieces)
        }
    }

    @Test("goes out as the specification says, and is answered at any length", arguments: cases)
    func forms(
        _ description: SelfDescription, _ data: [UInt8], _ answer: [UInt8], _ told: [UInt8]
    ) throws {
        for link in HappyPathTests.links {
            for pieces in [1, 2, 5] {
                let line = Self.ask(description, link, Self.answering(answer, pieces: pieces))
                let sent = try #require(
                    line.sent.first { $0.request.function == description.function })
                #expect(sent.request.data == data)
                #expect(line.machine.guestResults.map(\.outcome) == [.data(told)])
                #expect(line.malformed == 0 && line.brokenSilences == 0)
                #expect(line.ledger.qualities.keys.allSatisfy { $0 == .good })
            }
        }
    }

    @Test("and its refusal is told, or its silence, and the polls go on", arguments: [17, 43])
    func refusals(_ function: UInt8) {
        let description: SelfDescription = function == 17 ? .serverID : .objects(from: 0)
        for link in [Plant.serial(), Plant.tcp] {
            let refused = Self.ask(description, link) { line, sent in
                guard sent.request.function == function else {
                    return VirtualLine.obedient(line, sent)
                }
                line.transmit(
                    line.frame([1, function | 0x80, 1], sent.request.transaction),
                    from: sent.end + .milliseconds(5))
            }
            #expect(refused.machine.guestResults.map(\.outcome) == [.exception(1)])
            let silent = Self.ask(description, link) { line, sent in
                if sent.request.function < 5 { VirtualLine.obedient(line, sent) }
            }
            #expect(silent.machine.guestResults.map(\.outcome) == [.failed(.commTimeout)])
            #expect(silent.ledger.qualities.keys.allSatisfy { $0 == .good })
        }
    }

    static let wrong: [(SelfDescription, [UInt8])] = [
        (.serverID, [200, 1, 2]), (.objects(from: 0), [13, 1, 1, 0, 0, 0]),
        (.objects(from: 0), [14]), (.objects(from: 0), [14, 1, 1, 0, 0, 255, 0, 255, 1]),
        (.objects(from: 0), [14, 1, 1, 0, 0, 1, 0, 4, 1]),
    ]

    @Test("is nothing that is not whole", arguments: wrong)
    func broken(_ description: SelfDescription, _ answer: [UInt8]) {
        for link in [Plant.serial(), Plant.converter(), Plant.tcp] {
            let line = Self.ask(description, link, Self.answering(answer))
            guard case .failed? = line.machine.guestResults.first?.outcome else {
                Issue.record("\(line.machine.guestResults)")
                continue
            }
            #expect(line.ledger.qualities.keys.allSatisfy { $0 == .good })
        }
    }

    @Test("is bounded, whatever comes in its place")
    func garbage() {
        for seed in 1...UInt64(Effort.scaled(200)) {
            var random = SplitMix(seed: seed)
            let description: SelfDescription = seed % 2 == 0 ? .serverID : .objects(from: 0)
            let link = seed % 3 == 0 ? Plant.tcp : Plant.serial()
            let line = Self.ask(description, link) { line, sent in
                guard [17, 43].contains(sent.request.function) else {
                    return VirtualLine.obedient(line, sent)
                }
                let head: [UInt8] = [1, sent.request.function, 14]
                let bytes = (0..<Int.random(in: 0...600, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                let isFramed = Bool.random(using: &random)
                let begin = head.prefix(Int.random(in: 0...3, using: &random))
                let answer = Array(begin) + bytes.prefix(isFramed ? 240 : 600)
                line.transmit(
                    isFramed ? line.frame(answer, sent.request.transaction) : answer,
                    from: sent.end + .milliseconds(5))
            }
            #expect(line.machine.guestResults.count == 1)
            if case .data(let data)? = line.machine.guestResults.first?.outcome {
                #expect(data.count <= 254)
            }
        }
    }

    @Test("that comes late is not taken for a poll's answer")
    func late() {
        let line = Self.ask(.serverID, Plant.serial()) { line, sent in
            guard sent.request.function == 17 else { return VirtualLine.obedient(line, sent) }
            line.transmit(Frames.rtu([1, 17, 2, 3, 4]), from: sent.end + .milliseconds(1_300))
        }
        #expect(line.machine.guestResults.map(\.outcome) == [.failed(.commTimeout)])
        #expect(line.ledger.irregular == 0)
        #expect(line.ledger.qualities.keys.allSatisfy { $0 == .good })
    }
}
