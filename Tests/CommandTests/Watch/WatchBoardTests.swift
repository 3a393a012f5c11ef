// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@testable import tram

/// What is kept of the service's answers, and what is new in them.
@Suite struct WatchBoardTests {
    private static func point(_ board: WatchBoard, _ device: Int = 0, _ row: Int = 0) -> ShownPoint
    {
        board.devices[device].points[row]
    }

    @Test func `pages are put together, and only what is other is news`() {
        var board = WatchBoard()
        let first = board.take(WatchRounds.round(0), at: WatchRounds.now)
        #expect(
            first.map { "\($0.device) \($0.point.name)" } == [
                "meter-1 voltage", "meter-1 active_power", "meter-2 voltage",
                "door-12345678901 open",
            ])
        #expect(board.devices.map(\.rows) == [2, 2, 1, 1] && board.rows == 6)
        let second = board.take(WatchRounds.round(1), at: WatchRounds.now + 1_000)
        #expect(second.map(\.point.name) == ["voltage"])
        #expect(second.first?.point.value == .number("231.51625"))
    }

    @Test func `a device that goes on on the next page is one`() {
        var board = WatchBoard()
        let pages = ["p1", "p2"].map {
            WatchRounds.page(WatchRounds.device("d", WatchRounds.point($0, "1")))
        }
        _ = board.take(WatchAnswer(pages: pages, status: .null), at: WatchRounds.now)
        #expect(board.devices.count == 1 && board.devices[0].points.map(\.name) == ["p1", "p2"])
    }

    @Test func `a trend has each reading once, however often it is asked for`() {
        var board = WatchBoard()
        func take(_ value: String, age: Int64, at time: Int64) {
            let device = WatchRounds.device("d", WatchRounds.point("p", value, age: age))
            let page = WatchRounds.page(device, at: WatchRounds.now + time)
            _ = board.take(
                WatchAnswer(pages: [page], status: .null), at: WatchRounds.now + time)
        }
        take("1", age: 0, at: 0)
        take("1", age: 1_001, at: 1_000)
        #expect(Self.point(board).history == [1], "that is the same reading")
        take("1", age: 10, at: 5_000)
        take("2", age: 10, at: 10_000)
        #expect(Self.point(board).history == [1, 1, 2])
        for number in 0..<100 { take("\(number)", age: 0, at: 11_000 + Int64(number)) }
        #expect(Self.point(board).history.count == ShownPoint.historyLimit)
    }

    @Test func `what is named once keeps its name, whoever comes and goes beside it`() {
        var board = WatchRounds.board(1)
        let devices = WatchRounds.device(
            "meter-1",
            WatchRounds.point("new", "1") + "," + WatchRounds.point("voltage", "230"))
        _ = board.take(
            WatchAnswer(pages: [WatchRounds.page(devices)], status: .null), at: WatchRounds.now)
        #expect(board.devices.count == 1)
        #expect(Self.point(board, 0, 1).names?.vi == "Điện áp")
        #expect(Self.point(board, 0, 1).history.count == 2 && Self.point(board).names == nil)
    }

    @Test func `ages are by the service's clock`() {
        var board = WatchBoard()
        let page = WatchRounds.page(
            WatchRounds.device("d", WatchRounds.point("p", "1", age: 3_000)), at: 1_000_000)
        _ = board.take(WatchAnswer(pages: [page], status: .null), at: WatchRounds.now)
        let time = Self.point(board).time ?? 0
        #expect(board.time(at: WatchRounds.now + 500) - time == 3_500)
    }

    @Test func `a load is of the last seconds, and begins anew with the service`() {
        var loads = BusLoads()
        loads.take(WatchRounds.status(100, busy: 25_000))
        #expect(loads.share(of: "rs485-1") == 0.25, "of all its running")
        for second in 1...30 as ClosedRange<Int64> {
            loads.take(WatchRounds.status(100 + second, busy: 25_000 + min(second, 15) * 500))
        }
        #expect(loads.share(of: "rs485-1") == 0, "it has been idle for 15 s")
        loads.take(WatchRounds.status(2, busy: 1_000))
        #expect(loads.share(of: "rs485-1") == 0.5)
        loads.take(WatchRounds.status(3, busy: 10))
        #expect(loads.share(of: "rs485-1") == nil, "the bus has begun anew")
        loads.take(WatchRounds.status(4, busy: 90_000))
        #expect(loads.share(of: "rs485-1") == 1 && loads.share(of: "nowhere") == nil)
    }

    @Test(arguments: [
        "{}", "[]", #"{"devices":1}"#, #"{"utc":-9223372036854775808,"devices":[{}]}"#,
        #"{"utc":9223372036854775807,"devices":[{"points":[{"quality":"good","age":-9}]}]}"#,
        #"{"devices":[{"id":"a","points":[{"name":"b","value":[[]],"quality":"x"},1,null]}]}"#,
    ])
    func `what is no answer of ours is shown somehow`(page: String) {
        var board = WatchBoard()
        for status in [JSON.null, WatchRounds.json(page)] {
            let answer = WatchAnswer(pages: [WatchRounds.json(page)], status: status)
            for time in [0, .min, .max, WatchRounds.now] as [Int64] {
                _ = board.take(answer, at: time)
                let view = WatchView(screen: Screen(.english, isPlain: false))
                let lines = view.picture(board, Terminal80.size, at: time, clock: "")
                #expect(lines.count == 24 && lines.allSatisfy { $0.text.columns <= 80 })
            }
        }
    }

    @Test(arguments: [
        ("230.51625", "good", Language.english, " 230.51625 V"),
        ("230.51625", "suspect/range", .vietnamese, " 230,51625 V (suspect/range)"),
        ("null", "comm/timeout", .english, " – (comm/timeout)"),
        ("true", "good", .vietnamese, " bật V"),
    ])
    func `a line has all digits, and why it is not good`(
        value: String, quality: String, language: Language, end: String
    ) {
        var board = WatchBoard()
        let point = WatchRounds.point("voltage", value, #","unit":"V""#, quality: quality)
        let page = WatchRounds.page(WatchRounds.device("meter-1", point))
        let changes = board.take(
            WatchAnswer(pages: [page], status: .null), at: WatchRounds.now)
        let line = WatchLines.line(changes[0], Screen(language, isPlain: false))
        #expect(line.hasSuffix(" meter-1      voltage                 \(end)"), "\(line)")
        let json = WatchRounds.json(WatchLines.json(changes[0]))
        #expect(json["time"]?.integer == WatchRounds.now - 200)
        #expect(json["value"] == WatchRounds.json(value) && json["unit"]?.string == "V")
        #expect(json["device"]?.string == "meter-1" && json["point"]?.string == "voltage")
        #expect(json["quality"]?.string == quality)
    }

    @Test(arguments: [(Language.english, "1: cooling"), (.vietnamese, "1: làm mát")])
    func `a state is told with what its number stands for`(language: Language, end: String) {
        var board = WatchBoard()
        let point = WatchRounds.point(
            "mode", "1", #","meaning":{"en":"cooling","vi":"làm mát"}"#)
        let page = WatchRounds.page(WatchRounds.device("air-1", point))
        let changes = board.take(
            WatchAnswer(pages: [page], status: .null), at: WatchRounds.now)
        let line = WatchLines.line(changes[0], Screen(language, isPlain: false))
        #expect(line.hasSuffix(" \(end)"), "\(line)")
        let json = WatchRounds.json(WatchLines.json(changes[0]))
        #expect(json["value"]?.integer == 1)
        #expect(json["vi"]?.string == "làm mát" && json["en"]?.string == "cooling")
        #expect(!WatchLines.json(changes[0]).contains("\n"))
    }
}
