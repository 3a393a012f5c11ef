// SPDX-License-Identifier: Apache-2.0
import Field
import Hub
import Testing

@testable import tram

/// What the board makes of messages, with the time given.
@Suite struct DemoBoardTests {
    static let lines = [
        DemoLine(
            id: "rs485-1", wire: .serial,
            devices: [
                DemoDevice(id: "a", profile: "p", unit: 1, domain: "env", points: ["t", "h"]),
                DemoDevice(id: "b", profile: "p", unit: 2, domain: "env", points: ["t"]),
            ]),
        DemoLine(
            id: "lan", wire: .tcp,
            devices: [DemoDevice(id: "c", profile: "p", unit: 1, domain: "env", points: ["t"])]),
    ]

    static func message(_ payload: String, _ device: String, _ channel: String) -> Received {
        Received(
            topic: "danang/haichau/env/bts-1/gw-1/\(device)/\(channel)",
            payload: Array(payload.utf8), retain: false, qos: 1)
    }

    static func live(
        _ device: String, _ number: Int, at time: Int64, _ values: String = #""t":1"#,
        _ rest: String = ""
    ) -> Received {
        message(
            #"{"v":1,"epoch":"e","seq":\#(number),"ts":\#(time),"values":{\#(values)}\#(rest)}"#,
            device, "live")
    }

    static func status(_ device: String, _ state: String, _ code: String = "") -> Received {
        message(#"{"v":1,"state":"\#(state)","code":"\#(code)"}"#, device, "status")
    }

    @Test func `a value has its unit, time, quality and history`() throws {
        var board = DemoBoard(Self.lines)
        let meta = #"{"points":{"t":{"unit":"Cel","names":{"en":"Heat","vi":"Nhiệt"}}}}"#
        board.take(Self.message(meta, "a", "meta"), at: 0)
        let rest = #","q":{"h":"comm/timeout"},"age":{"h":400}"#
        board.take(Self.live("a", 1, at: 5_000, #""t":21.5,"h":null"#, rest), at: 5_100)
        let point = try #require(board.devices.first?.points.first)
        #expect(point.unit == "Cel" && point.names?.vi == "Nhiệt")
        #expect(point.value == .number("21.5") && point.quality == "good" && point.time == 5_000)
        let other = board.devices[0].points[1]
        #expect(other.value == .null && other.quality == "comm/timeout" && other.time == 4_600)
        for number in 2...40 {
            board.take(Self.live("a", number, at: 0, #""t":\#(number)"#), at: 0)
        }
        #expect(board.devices[0].points[0].history == (25...40).map { Double($0) })
        #expect(board.audit.records == 40 && board.audit.lost == 0)
    }

    @Test func `the gateway's state and the newest event are kept`() {
        var board = DemoBoard(Self.lines)
        board.take(Self.message(#"{"online":true,"session":7}"#, "-", "state"), at: 0)
        #expect(board.gateway.isOnline && board.gateway.session == 7)
        #expect(board.gateway.place == "danang/haichau/bts-1/gw-1")
        let event = #"{"epoch":"e","seq":1,"ts":9,"type":"limit","point":"t","state":"raised"}"#
        board.take(Self.message(event, "b", "event"), at: 10)
        #expect(board.event?.device == "b" && board.event?.words == ["limit", "t", "raised"])
        #expect(board.event?.time == 9)
    }

    @Test func `a device that is unplugged is followed to its recovery`() throws {
        var board = DemoBoard(Self.lines)
        board.take(Self.live("a", 1, at: 0), at: 0)
        board.make(.device("a"), at: 1_000)
        #expect(board.troubles.isOpen(.device("a")) && !board.troubles.isOpen(.device("b")))
        board.take(Self.status("b", "offline", "comm/timeout"), at: 1_500)
        #expect(board.troubles.all.last?.noticed == nil, "that is another's")
        board.take(Self.status("a", "offline", "comm/timeout"), at: 2_200)
        #expect(board.devices[0].state == .offline)
        #expect(board.troubles.all.last?.noticed == 2_200)
        #expect(board.troubles.all.last?.code == "comm/timeout")
        board.take(Self.live("a", 2, at: 2_200, #""t":null"#), at: 2_300)
        board.mend(.device("a"), at: 9_000)
        #expect(!board.troubles.isOpen(.device("a")))
        board.take(Self.live("a", 3, at: 8_999), at: 9_100)
        #expect(board.troubles.all.last?.recovered == nil, "made before it was plugged in")
        board.take(Self.live("a", 4, at: 10_000, #""t":null"#), at: 10_000)
        #expect(board.troubles.all.last?.recovered == nil, "no value yet")
        board.take(Self.live("a", 6, at: 11_000), at: 11_050)
        let trouble = try #require(board.troubles.all.last)
        #expect(trouble.recovered == 11_050 && trouble.lost == 1, "number 5 is missing")
    }

    @Test func `a line has recovered when all its devices have`() {
        var board = DemoBoard(Self.lines)
        board.make(.line("rs485-1"), at: 0)
        board.mend(.line("rs485-1"), at: 1_000)
        board.take(Self.live("c", 1, at: 2_000), at: 2_000)
        board.take(Self.live("b", 1, at: 2_000), at: 2_000)
        #expect(board.troubles.all.last?.recovered == nil)
        board.take(Self.live("a", 1, at: 3_000), at: 3_000)
        #expect(board.troubles.all.last?.recovered == 3_000)
    }

    @Test func `what the agent kept while the broker was away is counted`() throws {
        var board = DemoBoard(Self.lines)
        board.take(Self.live("a", 1, at: 0), at: 10)
        board.make(.broker, at: 1_000)
        board.hub(isUp: false, at: 1_100)
        #expect(!board.isHubUp && board.troubles.all.last?.noticed == 1_100)
        board.mend(.broker, at: 20_000)
        board.hub(isUp: true, at: 20_100)
        board.take(Self.live("a", 12, at: 21_900), at: 22_010)
        board.take(Self.live("b", 1, at: 21_900), at: 22_020)
        let rows = (2...11).map { "[\($0),\($0)000,[1]]" }.joined(separator: ",")
        let history = #"{"v":1,"epoch":"e","of":"live","points":["t"],"rows":[\#(rows)]}"#
        board.take(Self.message(history, "a", "hist"), at: 22_500)
        #expect(board.troubles.all.last?.recovered == nil, "nothing new of one device")
        board.take(Self.live("c", 1, at: 22_900), at: 23_000)
        let trouble = try #require(board.troubles.all.last)
        #expect(trouble.caughtUp == 10 && trouble.lost == 0 && trouble.recovered == 23_000)
    }

    @Test func `faults that are over make room for new ones`() {
        var board = DemoBoard(Self.lines)
        for round in 0..<500 as Range<Int64> {
            board.make(.device("a"), at: round)
            if round > 3 { board.mend(.device("a"), at: round) }
        }
        #expect(board.troubles.all.count <= 32)
    }

    @Test func `no message can harm it`() {
        var board = DemoBoard(Self.lines)
        var random = SplitMix(seed: 99)
        let good = [
            Self.live("a", 1, at: 5, #""t":1e999,"h":"x""#, #","age":{"t":-9223372036854775808}"#),
            Self.live("a", .max, at: .min), Self.status("a", "\u{1B}[2J"),
            Self.message(#"{"points":{"t":{"unit":7,"names":{"en":1}}}}"#, "a", "meta"),
            Self.message(#"{"online":3,"session":"x"}"#, "-", "state"),
            Self.message("[]", "a", "event"), Self.message("", "a", "live"),
        ]
        for _ in 0..<5_000 {
            guard let one = good.randomElement(using: &random) else { continue }
            var bytes = one.payload
            for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] =
                    UInt8.random(in: 0...255, using: &random)
            }
            let mutant = Received(topic: one.topic, payload: bytes, retain: false, qos: 1)
            board.take(mutant, at: Int64.random(in: .min ... .max, using: &random))
            if Bool.random(using: &random) { board.make(.line("rs485-1"), at: 0) }
            if Bool.random(using: &random) { board.mend(.line("rs485-1"), at: 0) }
        }
        for lang in [Language.english, .vietnamese] {
            let view = BoardView(screen: Screen(lang, isPlain: false), onlooker: "x")
            let size = Terminal80.size
            let picture = view.picture(board, size, at: 0, clock: "00:00:00")
            #expect(picture.count == 24 && picture.allSatisfy { $0.text.columns <= 80 })
        }
    }
}
