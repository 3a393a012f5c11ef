// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Testing

/// What devices say they are.
@Suite struct TextTests {
    private static func text(_ name: String) -> Point {
        var text = Point(
            name: name, table: .holding, address: 0, encoding: .string, quantity: "other")
        text.kind = .text
        text.length = 4
        return text
    }

    private static func device(_ id: String) -> Device {
        AgentTests.device(id, [text("firmware"), point("t"), text("serial")])
    }

    private static func words(_ text: String) -> [UInt16] {
        var bytes = Array(text.utf8)
        if bytes.count % 2 == 1 { bytes.append(0) }
        return stride(from: 0, to: bytes.count, by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
        }
    }

    private static func says(_ device: UInt32, _ text: Int, _ words: String) -> DeviceText {
        DeviceText(device: device, text: text, words: Self.words(words))
    }

    private func id(_ text: String?) -> String? { json(text, "meta")?.string }

    @Test func `are in meta under a new id, before the next record, which is complete`() throws {
        var station = Station([Self.device("a"), Self.device("b")])
        station.pump.hubUp(session: 1, at: moment(0))
        let metas = station.told().filter { $0.topic.hasSuffix("/meta") }.map(\.text)
        #expect(id(metas[0]) == id(metas[1]))
        #expect(metas.allSatisfy { json($0, "serial") == nil && json($0, "texts") == nil })
        let first = live(station.scan([5], at: 0))
        #expect(id(first.first) == id(metas[0]))
        station.pump.take(texts: [Self.says(0, 1, "SN-0042"), Self.says(0, 0, "v1.7")])
        let told = station.told()
        #expect(told.map(\.topic) == ["danang/haichau/env/bts-1/gw-1/a/meta"])
        let meta = try #require(told.first?.text)
        #expect(told[0].retain)
        #expect(json(meta, "serial")?.string == "SN-0042")
        #expect(json(meta, "texts", "firmware")?.string == "v1.7")
        #expect(json(meta, "points", "firmware") == nil)
        // All else is as it was.
        let old = Array((metas[0].split(separator: #""model":"T1""#).last ?? "").utf8)
        #expect(Array(meta.utf8).suffix(old.count) == old[...])
        #expect(id(meta) != id(metas[0]))
        let next = live(station.scan([5], at: 1_000))
        #expect(id(next.first) == id(meta) && json(next.first, "full")?.bool == true)
        let other = live(station.scan([5], device: 1, at: 1_000))
        #expect(id(other.first) == id(metas[1]))
    }

    @Test func `that say the same again change nothing`() {
        var station = Station.up([Self.device("a")])
        for _ in 0..<3 { station.pump.take(texts: [Self.says(0, 1, "SN-1")]) }
        #expect(station.told().count == 1)
        station.pump.take(texts: [Self.says(0, 1, "SN-2")])
        #expect(json(station.told().first?.text, "serial")?.string == "SN-2")
    }

    @Test func `are told to each session, and have one id for the same words`() {
        var ids: Set<String?> = []
        for _ in 0..<2 {
            var station = Station([Self.device("a")])
            station.pump.take(texts: [Self.says(0, 1, "SN-1")])
            #expect(station.told().isEmpty)
            for session in UInt64(1)...2 {
                station.pump.hubUp(session: session, at: moment(0))
                let meta = station.told().first { $0.topic.hasSuffix("/meta") }?.text
                #expect(json(meta, "serial")?.string == "SN-1")
                ids.insert(id(meta))
            }
        }
        #expect(ids.count == 1)
    }

    /// Each record's definition came before it, and what the hub retains is the newest.
    private func expectNamed(_ told: [Station.Told], records: Int, metas: Int) {
        let all = told.filter { $0.topic.hasSuffix("/meta") }.map { id($0.text) }
        #expect(all.count == metas)
        var known: Set<String?> = []
        var count = 0
        for one in told {
            if one.topic.hasSuffix("/meta") { known.insert(id(one.text)) }
            guard json(one.text, "seq") != nil else { continue }
            #expect(known.contains(id(one.text)), "\(one.text)")
            count += 1
        }
        #expect(count == records)
    }

    private func record(_ station: inout Station, _ bits: UInt64) {
        let readings = [
            Reading(time: instant(Int64(bits)), bits: bits, point: 0),
            .end(ofRound: 0, of: 0, at: instant(Int64(bits))),
        ]
        station.pump.take(readings.span, at: moment(Int64(bits)))
    }

    @Test func `that come before a session's first meta has left do not take its place`() {
        var station = Station([Self.device("a")])
        station.pump.hubUp(session: 1, at: moment(0))
        station.pump.take(texts: [Self.says(0, 1, "SN-1")])
        record(&station, 1)
        station.pump.take(texts: [Self.says(0, 1, "SN-2")])
        record(&station, 2)
        station.pump.take(texts: [Self.says(0, 1, "SN-1")])
        record(&station, 3)
        let told = station.told()
        expectNamed(told, records: 3, metas: 4)
        let metas = told.filter { $0.topic.hasSuffix("/meta") }
        #expect(metas.map { json($0.text, "serial")?.string } == [nil, "SN-1", "SN-2", "SN-1"])
    }

    @Test func `that are none, or of nobody, are left out`() {
        var station = Station.up([Self.device("a")])
        station.pump.take(texts: [
            DeviceText(device: 0, text: 1, words: [0, 0]), Self.says(0, 9, "x"),
            Self.says(7, 0, "x"),
        ])
        #expect(station.told().isEmpty)
    }
}
