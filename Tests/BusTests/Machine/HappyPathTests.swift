// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@Suite("A line on which all is well")
struct HappyPathTests {
    static let links: [Link] = [
        Plant.serial(), Plant.serial(115_200, "8E1"), Plant.converter(), Plant.tcp,
    ]

    @Test("brings every point of every table in every period", arguments: links)
    func tables(_ link: Link) {
        let points = Table.allCases.flatMap { table in
            (0..<20).map { Plant.block(table, $0 * 4) }
                + [Plant.block(table, 1_000), Plant.block(table, 65_532)]
        }
        let line = VirtualLine(Plant.line(link, [Plant.device(7, points, poll: .seconds(5))]))
        line.ledger.keepsTimes = true
        line.keepsRequests = true
        line.connect()
        line.run(until: .at(99))
        #expect(line.ledger.good == points.count * 20)
        #expect(line.ledger.wrongNames == 0)
        #expect(line.ledger.oldValues == 0)
        #expect(line.ledger.irregular == 0)
        #expect(line.brokenSilences == 0)
        #expect(line.malformed == 0)
        #expect(line.ledger.devices[0].ends == 20)
        #expect(line.requests == line.machine.counters.answers)
    }

    @Test("keeps requests within the specification's and the device's limits")
    func limits() {
        let points = (0..<200).map { Plant.block(.holding, $0 * 4) }
        var device = Plant.device(1, points)
        device.largestRead = 20
        let line = VirtualLine(Plant.line(Plant.tcp, [device]))
        line.keepsRequests = true
        line.connect()
        line.run(until: .at(0.9))
        #expect(line.sent.map(\.request.count).max() == 20)
        #expect(line.ledger.good == points.count)
    }

    static let encodings: [(Encoding, String)] = [
        (.uint16, "AB"), (.uint16, "BA"), (.int16, "AB"), (.bool, "AB"), (.uint32, "ABCD"),
        (.uint32, "CDAB"), (.int32, "BADC"), (.float32, "DCBA"), (.uint64, "ABCDEFGH"),
        (.float64, "GHEFCDAB"), (.int64, "HGFEDCBA"), (.float16, "BA"), (.bcd, "AB"),
    ]

    @Test("hands out the bits of every encoding in every order", arguments: encodings)
    func orders(_ encoding: Encoding, _ order: String) {
        let point = Plant.point(.input, 8, encoding, order)
        let line = VirtualLine(Plant.line(Plant.serial(), [Plant.device(3, [point])])) {
            let bytes = (0..<$1.request.count * 2).map { UInt8(0x11 * ($0 + 1) & 0xFF) }
            let data = [$1.request.unit, $1.request.function, UInt8(bytes.count)] + bytes
            $0.transmit(Frames.rtu(data), from: $1.end + .milliseconds(2))
        }
        line.ledger.checksBlocks = false
        line.connect()
        line.run(until: .at(0.5))
        // The letters in their order: A carries the value's most significant byte.
        let expected = order.sorted().reduce(UInt64(0)) { bits, letter in
            let arrival = order.firstIndex(of: letter).map {
                order.distance(from: order.startIndex, to: $0)
            }
            return bits << 8 | UInt64(0x11 * ((arrival ?? 0) + 1) & 0xFF)
        }
        #expect(line.ledger.last[0]?.bits == expected)
        #expect(line.ledger.last[0]?.quality == .good)
    }

    @Test("hands out each point's own bits of a register that several share")
    func fields() {
        var points = [
            Plant.point(.holding, 8, .uint16), Plant.point(.holding, 8, .int8),
            Plant.point(.holding, 8, .uint8), Plant.point(.holding, 8, .bool),
            Plant.point(.holding, 8, .uint16), Plant.point(.holding, 8, .uint32),
        ]
        points[1].half = .high
        points[2].half = .low
        points[3].bits = BitField("15")
        points[4].bits = BitField("4-7")
        points[5].bits = BitField("12-19")
        let line = VirtualLine(Plant.line(Plant.serial(), [Plant.device(3, points)])) {
            let data = [$1.request.unit, $1.request.function, 4] + [0xA5, 0x3C, 0x7E, 0x81]
            $0.transmit(Frames.rtu(data), from: $1.end + .milliseconds(2))
        }
        line.keepsRequests = true
        line.ledger.checksBlocks = false
        line.connect()
        line.run(until: .at(0.5))
        #expect(line.sent.map(\.request.count) == [2])
        #expect(
            points.indices.map { line.ledger.last[UInt32($0)]?.bits }
                == [0xA53C, 0xA5, 0x3C, 1, 0x3, 0xC7])
    }

    @Test("gives sentinels and unlisted numbers their quality, each in its own point")
    func exceptions() {
        var points = (8...11).map { Plant.point(.holding, $0, .uint16) }
        points[1].sentinels = [Sentinel(raw: 0x7FFF, quality: .faultNotFitted)]
        points[2].enumeration = [EnumEntry(number: 3, text: Text(en: "a", vi: "b"))]
        points[3].sentinels = [Sentinel(raw: 0x7FFF, quality: .faultNoSignal)]
        let words: [UInt8] = [0x7F, 0xFF, 0x7F, 0xFF, 0x00, 0x02, 0x7F, 0xFE]
        let line = VirtualLine(Plant.line(Plant.serial(), [Plant.device(3, points)])) {
            let data = [$1.request.unit, $1.request.function, 8] + words
            $0.transmit(Frames.rtu(data), from: $1.end + .milliseconds(2))
        }
        line.ledger.checksBlocks = false
        line.connect()
        line.run(until: .at(0.5))
        let last = (0..<4).map { line.ledger.last[$0] }
        #expect(last.map(\.?.quality) == [.good, .faultNotFitted, .suspectEnum, .good])
        #expect(last.map(\.?.bits) == [0x7FFF, 0x7FFF, 2, 0x7FFE])
    }

    @Test("stamps a value with the time of its reply's last byte")
    func stamps() {
        let line = VirtualLine(
            Plant.line(Plant.serial(), [Plant.device(1, [Plant.block(.holding, 0)])]))
        line.keepsRequests = true
        line.connect()
        line.run(until: .at(0.5))
        let end = line.sent[0].end + .milliseconds(5) + line.characters(13)
        #expect(line.ledger.last[0]?.time == end)
    }

    @Test("serves two profiles on one unit, and devices of different periods")
    func sharedUnit() {
        let devices = [
            Plant.device(1, [Plant.block(.holding, 0)], poll: .seconds(1)),
            Plant.device(1, [Plant.block(.input, 0)], poll: .seconds(2)),
            Plant.device(2, [Plant.block(.coil, 9)], poll: .milliseconds(500)),
            Plant.device(3, [], poll: .seconds(10)),
        ]
        let line = VirtualLine(Plant.line(Plant.serial(), devices))
        line.connect()
        line.run(until: .at(19.9))
        #expect(line.ledger.devices.map(\.ends) == [20, 10, 40, 0])
        #expect(line.ledger.irregular == 0)
        #expect(line.ledger.wrongNames == 0)
    }

    @Test("asks the device that is due longest first")
    func fairness() {
        let devices = (1...5).map { Plant.device($0, [Plant.block(.holding, 0)], poll: .zero) }
        let line = VirtualLine(Plant.line(Plant.serial(), devices))
        line.connect()
        line.run(until: .at(60), requests: 500)
        #expect(line.ledger.devices.allSatisfy { (98...102).contains($0.ends) })
    }
}
