// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

/// What a diagnosis says of bytes that are written down here.
@Suite struct SuspicionTests {
    private static let request = Frames.rtu([7, 3, 0, 0, 0, 1])
    private static let reply = Frames.rtu([7, 3, 2, 0x12, 0x34])
    private static let link = Plant.serial()

    /// Four requests, or more, a second apart, to units in turn, and what comes 20 ms after each.
    private static func trace(
        _ link: Link = link, to units: [UInt8] = [7], count: UInt8 = 1, wide: Set<UInt8> = [],
        _ answer: (Int) -> [UInt8]
    ) -> LineTrace {
        var records: [CaptureRecord] = []
        func add(_ kind: CaptureRecord.Kind, _ bytes: [UInt8], _ milliseconds: Int) {
            records.append(
                CaptureRecord(
                    number: UInt64(records.count), kind: kind,
                    time: Instant(nanoseconds: Int64(milliseconds) * 1_000_000), bytes: bytes))
        }
        add(.up, [], 0)
        for index in 0..<4 * units.count {
            let body: [UInt8] = [units[index % units.count], 3, 0, 0, 0, count]
            let request = link == Plant.tcp ? Frames.mbap(body, 1) : Frames.rtu(body)
            add(.sent, request, 1_000 * (index + 1))
            let bytes = answer(index)
            if !bytes.isEmpty { add(.received, bytes, 1_000 * (index + 1) + 20) }
        }
        return LineTrace(link, records, wide: wide)
    }

    private static func suspicions(_ answer: (Int) -> [UInt8]) -> [Suspicion] {
        Diagnosis(7, timeout: .milliseconds(300), in: trace(link, to: [7], answer)).suspicions
    }

    @Test func `of a unit that answers there is none`() {
        let well = Self.suspicions { _ in Self.reply }
        #expect(well.isEmpty)
        let diagnosis = Diagnosis(
            7, timeout: .milliseconds(300), in: Self.trace { $0 == 0 ? [] : Self.reply })
        #expect(diagnosis.asked == 4 && diagnosis.answered == 3 && diagnosis.answersNow)
    }

    @Test func `who was never asked is not suspected`() {
        let diagnosis = Diagnosis(9, timeout: .milliseconds(300), in: Self.trace { _ in [] })
        #expect(diagnosis.suspicions.isEmpty && diagnosis.asked == 0 && !diagnosis.answersNow)
    }

    @Test func `what came before the beginning does not count`() {
        let trace = Self.trace { $0 < 2 ? [] : Self.reply }
        let all = Diagnosis(7, timeout: .milliseconds(300), in: trace)
        let late = Diagnosis(7, timeout: .milliseconds(300), in: trace, since: .at(2.5))
        #expect(!all.suspicions.isEmpty && late.suspicions.isEmpty && late.asked == 2)
    }

    private static let other = Frames.rtu([7, 3, 2, 0x43, 0x21])

    @Test func `two answers of two kinds to one request prove two devices`() {
        let found = Self.suspicions { _ in Self.reply + Self.other }
        #expect(found.first?.fault == .sameUnit && found.first?.isSure == true)
        let same = Self.suspicions { _ in Self.reply + Self.reply }
        #expect(same.isEmpty)
        let once = Self.suspicions { Self.reply + ($0 == 0 ? Self.other : []) }
        #expect(once.first?.isSure == false)
    }

    @Test func `a request that is not ours proves another master, an echo does not`() {
        let stranger = Frames.rtu([9, 3, 0, 0, 0, 2])
        let found = Self.suspicions { _ in Self.reply + stranger }
        #expect(found.map(\.fault) == [.secondMaster] && found[0].isSure)
        let echo = Self.suspicions { _ in Self.request + Self.reply }
        #expect(echo.map(\.fault) == [.ownEcho] && echo[0].isSure)
    }

    /// A repeater, or a device, that gives the request back with its answer.
    @Test func `an echo of one unit alone makes no other master`() {
        let trace = Self.trace(to: [7, 8]) { index in
            index % 2 == 0
                ? Self.request + Self.reply : Frames.rtu([8, 3, 2, 0, UInt8(index)])
        }
        let found = [7, 8].map {
            Diagnosis($0, timeout: .milliseconds(300), in: trace).suspicions.map(\.fault)
        }
        #expect(found == [[.ownEcho], []])
    }

    @Test func `a silent unit beside one with a fault of its own is silent`() {
        let trace = Self.trace(to: [7, 8]) { $0 % 2 == 0 ? [] : [8, 3, 2, 0] }
        let found = [7, 8].map {
            Diagnosis($0, timeout: .milliseconds(300), in: trace).suspicions.map(\.fault)
        }
        #expect(found == [[.unitSilent], [.shortReplies, .noise]])
    }

    /// Of a driver that takes the line, and of an echo that has come since lately or comes once.
    @Test func `an echo is never surely somebody else`() {
        for before: [UInt8] in [[0], [0xFF], [0, 0], [0xFF, 0]] {
            let found = Self.suspicions { _ in before + Self.request + Self.reply }
            #expect(found.map(\.fault) == [.ownEcho], "\(before)")
        }
        for share in 1...4 {
            let trace = Self.trace(to: [7, 7, 7]) { index in
                (index >= 12 - share ? Self.request : []) + Self.reply
            }
            let found = Diagnosis(7, timeout: .milliseconds(300), in: trace).suspicions
            #expect(found.allSatisfy { $0.fault == .ownEcho || !$0.isSure }, "\(share)")
            #expect(found.first?.fault == (share > 2 ? .ownEcho : .secondMaster))
        }
        let copies = Self.suspicions { _ in Self.reply + Self.request }
        #expect(copies.first?.fault == .secondMaster && copies.first?.isSure == false)
    }

    @Test func `a late answer to a write of ours is nobody's request`() {
        let write = Frames.rtu([7, 6, 0, 1, 0, 5])
        var records = [(CaptureRecord.Kind.sent, write)]
        for _ in 0..<4 {
            records += [(.sent, Self.request), (.received, write + Self.reply)]
        }
        let trace = LineTrace(
            Self.link,
            records.enumerated().map { number, record in
                CaptureRecord(
                    number: UInt64(number), kind: record.0, time: .at(Double(number) / 10),
                    bytes: record.1)
            })
        #expect(Diagnosis(7, timeout: .milliseconds(300), in: trace).suspicions.isEmpty)
    }

    @Test func `behind a converter two answers may be of two clients`() {
        let trace = Self.trace(Plant.converter()) { _ in Self.reply + Self.other }
        let found = Diagnosis(7, timeout: .milliseconds(300), in: trace).suspicions
        #expect(found.map(\.fault) == [.sameUnit, .otherReplies])
        #expect(found.allSatisfy { !$0.isSure })
    }

    @Test func `registers of four bytes make longer answers`() {
        let answer = Frames.rtu([7, 3, 4, 1, 2, 3, 4])
        for (wide, isWell) in [(Set<UInt8>([7]), true), ([], false)] {
            let trace = Self.trace(wide: wide) { _ in answer }
            let found = Diagnosis(7, timeout: .milliseconds(300), in: trace).suspicions
            #expect(found.isEmpty == isWell)
        }
    }

    /// More than a byte can count.
    @Test(arguments: [126, 127, 128, 255] as [UInt8]) func `long requests are borne`(
        count: UInt8
    ) {
        for link in [Self.link, Plant.tcp, Plant.converter()] {
            for wide: Set<UInt8> in [[], [7]] {
                let data = UInt8(truncatingIfNeeded: Int(count) * (wide.isEmpty ? 2 : 4))
                let trace = Self.trace(link, count: count, wide: wide) { _ in
                    [0, 1, 0, 0, 0, 200, 7, 3, data] + [UInt8](repeating: 1, count: 197)
                }
                let found = Diagnosis(7, timeout: .milliseconds(300), in: trace).suspicions
                #expect(found.allSatisfy { !$0.isSure })
            }
        }
    }

    @Test func `an echo that the file tells of is none`() {
        let link = Plant.serial(echo: true)
        let trace = Self.trace(link) { _ in Self.request + Self.reply }
        #expect(Diagnosis(7, timeout: .milliseconds(300), in: trace).suspicions.isEmpty)
    }

    @Test func `a zero where the line is let go is silence`() {
        let found = Self.suspicions { _ in [0] }
        #expect(found.map(\.fault) == [.unitSilent])
    }

    /// Whatever comes, something is said, and nothing breaks.
    @Test func `any bytes are borne`() {
        var random = SplitMix(seed: 7)
        for link in [Self.link, Plant.tcp, Plant.converter()] {
            for _ in 0..<500 {
                let trace = Self.trace(link) { _ in
                    (0..<Int.random(in: 0...40, using: &random)).map { _ in
                        UInt8.random(in: 0...255, using: &random)
                    }
                }
                let found = Diagnosis(7, timeout: .milliseconds(300), in: trace).suspicions
                let sure = found.filter(\.isSure)
                #expect(sure.isEmpty)
            }
        }
    }
}
