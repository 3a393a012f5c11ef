// SPDX-License-Identifier: Apache-2.0
import Field
import Hub
import Spool
import Testing

@testable import Agent

/// Streams to which nobody has subscribed, or only to one of their two channels.
@Suite struct UnheardTests {
    /// How often the spool was gone through from its beginning.
    private var rounds = 0
    private var pump = Station.up([device("a", [point("t")], live: .every)]).pump

    /// A reading at a time in seconds, and what the hub says of each channel.
    private mutating func second(_ second: Int64, _ codes: [String: UInt8]) -> [String] {
        let time = second * 1_000
        let value = Reading(time: instant(time), bits: UInt64(second), point: 0)
        let readings = [value, .end(ofRound: 0, of: 0, at: instant(time), skipped: 0)]
        pump.take(readings.span, at: moment(time))
        pump.advance(to: moment(time))
        return answer(at: time, codes)
    }

    /// The channels of what goes now.
    private mutating func answer(at time: Int64, _ codes: [String: UInt8]) -> [String] {
        var all: [String] = []
        repeat {
            while let (message, token) = pump.delivery.next {
                let channel = String(message.topic.name.split(separator: "/").last ?? "")
                all.append(channel)
                pump.handedOver(at: instant(time))
                pump.answered(token, Verdict(codes[channel] ?? 0), at: instant(time))
            }
            answerSpool(at: time)
        } while pump.delivery.next != nil
        return all
    }

    /// The spool has all that is written, and the first record to be told until the hub has it.
    private mutating func answerSpool(at time: Int64) {
        pump.prepareOrders()
        while let order = pump.store.next?.order {
            pump.ordersHandedOver()
            switch order {
            case .write(_, let ordinal, _):
                pump.take(
                    news: .committed(ordinal: ordinal, SpoolCommit()), at: moment(time))
            case .page(let cursor, let session, _):
                rounds += cursor < 1 ? 1 : 0
                let rows = cursor < 1 && pump.delivery.counters.recovered == 0 ? [row(1)] : []
                let meta = StoredMeta(name: "1f0c9a2b", points: ["t"], payload: [])
                pump.take(
                    news: .page(
                        SpoolPage(rows: rows, last: 1, isAtEnd: true), session: session,
                        metas: [7: meta]), at: moment(time))
            default: break
            }
        }
    }

    private func row(_ number: UInt64) -> SpooledRow {
        let content = LiveContent(values: [LiveValue(point: 0, value: .float32(1))], isFull: true)
        return SpooledRow(
            row: Int64(number), epoch: "e0", series: SeriesKey(device: "a", stream: .live),
            sequence: number, from: 0, to: 0, meta: 7, body: StoredRecord(.live(content)).packed)
    }

    @Test mutating func `history is tried again though new records stay unheard`() {
        var late: [Int64] = []
        for time in 1...100 {
            let told = second(Int64(time), ["live": 0x10, "hist": 0x10])
            if told.contains("hist") { late.append(Int64(time)) }
        }
        #expect(late.count >= 3 && late.count <= 4, "\(late)")
    }

    @Test mutating func `who hears history gets it all, though nobody hears what is new`() {
        var late = 0
        for time in 1...100 {
            late += second(Int64(time), ["live": 0x10]).filter { $0 == "hist" }.count
        }
        #expect(pump.delivery.counters.recovered == late && late == 1, "acknowledged, once")
        #expect((10...30).contains(rounds), "what comes later is looked for, and not each alone")
    }

    /// What `tram status` and `tram doctor` say of it.
    @Test mutating func `it is told of which channels and devices, until somebody hears them`() {
        for time in 1...3 { _ = second(Int64(time), ["live": 0x10, "hist": 0x10]) }
        #expect(pump.unheard?.channels == ["live"] && pump.unheard?.devices == 1)
        #expect(pump.unheard?.topic.hasSuffix("/a/live") == true)
        for time in 4...40 { _ = second(Int64(time), ["live": 0x10, "hist": 0x10]) }
        #expect(pump.unheard?.channels == ["hist", "live"])
        #expect(pump.waiting == nil, "the spool knows better")
        _ = second(41, ["hist": 0x10])
        #expect(pump.unheard?.channels == ["hist"])
        for time in 42...80 { _ = second(Int64(time), [:]) }
        #expect(pump.unheard == nil)
        #expect(pump.waiting == 0)
        for time in 81...83 { _ = second(Int64(time), ["live": 0x10]) }
        #expect(pump.unheard == nil && pump.waiting == nil, "they come as history")
        for time in 84...99 { _ = second(Int64(time), ["live": 0x10, "hist": 0x10]) }
        pump.hubDown()
        #expect(pump.unheard == nil, "there is another reason now")
        pump.hubUp(session: 2, at: moment(100_000))
        #expect(pump.unheard == nil, "nothing was sent yet")
    }
}
