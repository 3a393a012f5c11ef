// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Simulator
import Testing

@testable import tram

/// What becomes of requests is seen in a line's bytes.
@Suite struct LineTallyTests {
    private static func rtu(_ bytes: [UInt8]) -> String {
        let sum = ServerFrame.crc(bytes, 0..<bytes.count)
        return Digest.hex(bytes + [UInt8(sum & 0xFF), UInt8(sum >> 8)])
    }

    private static func page(
        _ link: String, from first: Int, _ records: [(String, String)]
    ) throws -> JSON {
        let lines = records.enumerated().map { index, record in
            let number = first + index
            return "[\(number),\(1_000 + number * 10).5,\"\(record.0)\",\"\(record.1)\"]"
        }
        let text = "{\"link\":\"\(link)\",\"records\":[\(lines.joined(separator: ","))]}"
        return try JSON(parsing: Array(text.utf8))
    }

    private static let request = rtu([1, 3, 0, 0, 0, 1])
    private static let answer = rtu([1, 3, 2, 0x12, 0x34])

    private static func tally(_ link: String, _ records: [(String, String)]) throws -> UnitTally {
        var line = LineTally(bus: "a")
        line.begin()
        _ = line.take(try page(link, from: 0, records))
        return line.units[1] ?? UnitTally()
    }

    @Test func `an answer may come in pieces, behind noise or an echo`() throws {
        let (noise, answer) = ("00ff7f", Self.answer)
        for heard in [
            [answer], [noise + answer], [Self.request + answer], Self.split(answer, 4),
        ] {
            let tally = try Self.tally(
                "serial", [("sent", Self.request)] + heard.map { ("received", $0) })
            #expect(tally.requests == 1 && tally.answers == 1, "\(heard)")
            #expect(tally.latencies.slowest == Double(heard.count) * 10)
        }
    }

    private static func split(_ hex: String, _ place: Int) -> [String] {
        [String(hex.prefix(place)), String(hex.dropFirst(place))]
    }

    @Test func `numbers as large as they can be are borne`() throws {
        for number in [Int64.max, .min, -1, .max - 1] {
            var line = LineTally(bus: "a")
            line.begin()
            for _ in 0..<3 {
                for number in [number, 0] {
                    let text = "{\"records\":[[\(number),1e308,\"sent\",\"0103\"]]}"
                    #expect(line.take(try JSON(parsing: Array(text.utf8))))
                }
            }
            #expect(line.missed >= 0)
            var measure = CommissionMeasure()
            for count in [Int64.min, number, .max] {
                let text =
                    "{\"hub\":{\"sent\":\(count)},\"buses\":[{\"id\":\"a\",\"busy\":\(count)}]}"
                measure.take(
                    status: try JSON(parsing: Array(text.utf8)), at: WallTime(nanoseconds: 0))
            }
            let sum = measure.growth("hub", "sent") + measure.growth(ofBus: "a", "busy")
            #expect(sum == 2 << 53)
        }
    }

    @Test func `refusals, silence and damage are told apart`() throws {
        let refusal = Self.rtu([1, 0x83, 2])
        let other = Self.rtu([2, 3, 2, 0x12, 0x34])
        let wrong = String(Self.answer.dropLast()) + (Self.answer.hasSuffix("0") ? "1" : "0")
        let tally = try Self.tally(
            "serial",
            [
                ("sent", Self.request), ("received", refusal), ("sent", Self.request),
                ("sent", Self.request), ("received", wrong), ("sent", Self.request),
                ("received", other), ("sent", Self.request), ("received", Self.answer),
                // What is under way at the end is nobody's fault.
                ("sent", Self.request),
            ])
        #expect(tally.requests == 5 && tally.exceptions == 1 && tally.silent == 1)
        #expect(tally.damaged == 2 && tally.answers == 1 && tally.success == 20)
    }

    @Test func `over TCP the number of the request counts`() throws {
        let tally = try Self.tally(
            "tcp",
            [
                ("sent", "000700000006010300000001"),
                ("received", "00060000000501030200ff"), ("received", "000700000005010302"),
                ("received", "00ff"), ("sent", "000800000006010300000001"),
                ("received", "000800000003018302"),
            ])
        #expect(tally.requests == 2 && tally.answers == 1 && tally.exceptions == 1)
        #expect(tally.latencies.slowest == 30)
    }

    @Test func `what came before the run, and what was overwritten, is not counted`() throws {
        var line = LineTally(bus: "a")
        let exchange = [("sent", Self.request), ("received", Self.answer)]
        #expect(line.take(try Self.page("serial", from: 0, exchange)))
        line.begin()
        #expect(line.units.isEmpty && line.next == 2)
        _ = line.take(try Self.page("serial", from: 2, [("sent", Self.request)]))
        _ = line.take(try Self.page("serial", from: 9, [("received", Self.answer)] + exchange))
        #expect(line.missed == 6 && line.units[1]?.requests == 1)
        #expect(!line.take(try Self.page("serial", from: 0, [])))
    }

    @Test(arguments: 1...20) func `quantiles are those of all that was kept`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var all: [Double] = []
        var latencies = Latencies()
        for _ in 0..<Int(seed * 7) {
            let time = Double(random.next() % 6_000_000) / 1_000
            all.append(time)
            latencies.add(time)
        }
        let sorted = all.sorted()
        #expect(latencies.count == all.count && latencies.slowest == sorted.last)
        #expect(latencies.bars.reduce(0, +) == all.count)
        for share in [0.5, 0.95] {
            let time = latencies.time(of: share) ?? -1
            let within = sorted.count { $0 <= time }
            #expect(Double(within) >= share * Double(all.count))
            #expect(Double(sorted.count { $0 < time }) < share * Double(all.count))
        }
    }

    @Test func `many are thinned, and none is not a number`() {
        var latencies = Latencies()
        #expect(latencies.median == nil && latencies.usual == nil)
        for number in 0..<(3 * Latencies.most) { latencies.add(Double(number)) }
        let all = Double(3 * Latencies.most)
        #expect(abs((latencies.median ?? 0) / all - 0.5) < 0.01)
        #expect(abs((latencies.usual ?? 0) / all - 0.95) < 0.01)
        #expect(latencies.count == 3 * Latencies.most && latencies.slowest == all - 1)
    }
}
