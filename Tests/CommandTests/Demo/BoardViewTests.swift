// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Hub
import Testing

@testable import tram

/// The console of the trade.
enum Terminal80 {
    static let size = Terminal.Size(columns: 80, rows: 24)
}

/// The screen as a person sees it.
@Suite struct BoardViewTests {
    static let now: Int64 = 1_795_215_192_692

    /// The demonstration's own site, with values of all kinds.
    static func board() -> DemoBoard {
        var board = DemoBoard(DemoPlan.lines)
        board.take(
            DemoBoardTests.message(#"{"online":true,"session":1}"#, "-", "state"), at: now)
        for (index, device) in DemoPlan.devices.enumerated() {
            let points = device.points.map {
                #""\#($0)":{"unit":"W","names":{"en":"Active power","vi":"Công suất tác dụng"}}"#
            }.joined(separator: ",")
            board.take(
                DemoBoardTests.message("{\"points\":{\(points)}}", device.id, "meta"), at: now)
            board.take(DemoBoardTests.status(device.id, "online"), at: now)
            for number in 1...20 {
                let values = device.points.map { "\"\($0)\":\(230.51625 + Double(number * index))" }
                    .joined(separator: ",")
                let time = now - Int64(20 - number) * 1_000
                board.take(DemoBoardTests.live(device.id, number, at: time, values), at: time)
            }
        }
        return board
    }

    @Test(arguments: [
        (Language.english, "event 3s ago: weather device raised warning comm/timeout"),
        (.vietnamese, "sự kiện 3s trước: weather thiết bị phát sinh cảnh báo comm/timeout"),
    ])
    func `the newest event is told in the language`(language: Language, words: String) {
        var board = Self.board()
        let event =
            #"{"epoch":"e","seq":1,"ts":\#(Self.now - 3_000),"type":"device","state":"raised","#
            + #""severity":"warning","code":"comm/timeout"}"#
        board.take(DemoBoardTests.message(event, "weather", "event"), at: Self.now)
        let lines = Self.view(language).picture(
            board, Terminal80.size, at: Self.now, clock: "08:41:22")
        #expect(lines.contains { $0.text.contains(words) }, "\(lines.map(\.text))")
    }

    static func view(_ language: Language, isPlain: Bool = false) -> BoardView {
        BoardView(
            screen: Screen(language, isPlain: isPlain),
            onlooker: "mosquitto_sub -p 40943 -t 'danang/#' -v")
    }

    static func picture(
        _ language: Language, _ board: DemoBoard, _ size: Terminal.Size = Terminal80.size
    ) -> [String] {
        view(language).picture(board, size, at: now, clock: "08:41:22").map(\.text)
    }

    @Test(arguments: [Language.english, .vietnamese])
    func `at 80 by 24 there are 24 lines, all devices, and none is too wide`(language: Language) {
        let picture = Self.picture(language, Self.board())
        #expect(picture.count == 24)
        for line in picture { #expect(line.columns <= 80, "\(line)") }
        #expect(DemoPlan.devices.count >= 8)
        for device in DemoPlan.devices {
            #expect(picture.contains { $0.contains("✓ \(device.id) ") }, "\(device.id)")
        }
        #expect(picture.first?.hasSuffix(" 08:41:22 ") == true)
    }

    @Test func `a row says what, how much, how old, how good, and whereto`() {
        var board = Self.board()
        board.take(
            DemoBoardTests.live(
                "meter-1", 21, at: Self.now - 2_000, #""active_power":-1234.5678,"voltage":null"#,
                #","q":{"voltage":"comm/disconnected","active_power":"suspect/range"}"#),
            at: Self.now)
        let english = Self.picture(.english, board)
        let row = "1 ✓ meter-1  Active power        -1234.6 W       2s suspect      ██████████████▁"
        #expect(english[3] == row)
        #expect(english[4].hasPrefix("             Active power              – "))
        #expect(english[4].contains("2s disconnected"))
        let vietnamese = Self.picture(.vietnamese, board)
        #expect(vietnamese[3].contains("Công suất tác dụng  -1234,6 W       2s suspect"))
    }

    @Test(arguments: [
        ("31.2", "31.2"), ("230.51625", "230.52"), ("4.042215", "4.0422"), ("-0.000001", "0.0000"),
        ("1234567", "1234567"), ("16777216.5", "16777217"), ("9.99999", "10.0000"), ("0", "0"),
        ("1e300", "1e300"), ("888.138", "888.14"), ("-12.34567", "-12.346"),
    ])
    func `numbers are as long as a glance takes`(text: String, shown: String) {
        #expect(PointText.number(text, .english) == shown)
        #expect(PointText.number(text, .vietnamese) == shown.replacing(".", with: ","))
    }

    @Test(arguments: [Language.english, .vietnamese])
    func `a fault is told from its making to its end`(language: Language) {
        var board = Self.board()
        let (now, isEnglish) = (Self.now, language == .english)
        board.make(.device("meter-1"), at: now - 9_000)
        func said(_ english: String, _ vietnamese: String) -> Bool {
            Self.picture(language, board).contains { $0.contains(isEnglish ? english : vietnamese) }
        }
        #expect(said("meter-1 unplugged 9 s; the hub does not know yet", "meter-1 bị rút 9 s; hub"))
        board.take(DemoBoardTests.status("meter-1", "offline", "comm/timeout"), at: now - 7_800)
        #expect(said("offline after 1.2 s: comm/timeout", "offline sau 1,2 s: comm/timeout"))
        #expect(said("9 online, 1 offline", "9 online, 1 offline"))
        board.mend(.device("meter-1"), at: now - 5_000)
        #expect(said("meter-1 plugged in 5 s ago", "meter-1 đã cắm lại 5 s"))
        board.take(
            DemoBoardTests.live("meter-1", 21, at: now - 2_000, #""voltage":230"#), at: now - 1_850)
        #expect(
            said(
                "✓ meter-1: recovered after 3.2 s; 0 records lost",
                "✓ meter-1: phục hồi sau 3,2 s; mất 0 bản ghi"))
    }

    @Test(arguments: [Language.english, .vietnamese])
    func `without the broker nothing that is shown is news`(language: Language) {
        var board = Self.board()
        board.make(.broker, at: Self.now - 4_000)
        board.hub(isUp: false, at: Self.now - 4_000)
        let picture = Self.picture(language, board)
        let words = language == .english ? "✗ broker stopped" : "✗ broker đã dừng"
        #expect(picture[0].contains(words))
        #expect(picture.contains { $0.contains(language == .english ? "stopped 4 s" : "dừng 4 s") })
    }

    @Test(arguments: [
        (60, 16), (61, 17), (72, 24), (80, 24), (81, 25), (100, 30), (132, 43), (250, 70),
        (59, 16), (60, 15), (1, 1), (10, 2),
    ])
    func `any size is filled and not exceeded`(columns: Int, rows: Int) {
        for language in [Language.english, .vietnamese] {
            for isPlain in [false, true] {
                let size = Terminal.Size(columns: columns, rows: rows)
                var view = Self.view(language, isPlain: isPlain)
                for menu in [BoardView.Menu.faults, .lines] {
                    view.menu = menu
                    let picture = view.picture(
                        Self.board(), size, at: Self.now, clock: "08:41:22")
                    #expect(picture.count == rows)
                    #expect(picture.allSatisfy { $0.text.columns <= columns })
                    let isASCII = picture.allSatisfy { $0.text.utf8.allSatisfy { $0 < 0x80 } }
                    #expect(isASCII || !isPlain)
                    let isAsking = menu == .lines
                    #expect(isAsking || !picture.contains { $0.text.contains("?") })
                }
            }
        }
    }

    @Test func `rows that do not fit are scrolled to`() {
        let board = Self.board()
        let size = Terminal.Size(columns: 80, rows: 16)
        var view = Self.view(.english)
        func shown() -> String {
            view.picture(board, size, at: Self.now, clock: "").map(\.text).joined(separator: "\n")
        }
        #expect(shown().contains(" meter-1 ") && !shown().contains(" door-1 "))
        #expect(shown().contains("rows 1–6/"))
        view.scroll(1_000, board, size)
        #expect(!shown().contains(" meter-1 ") && shown().contains(" door-1 "))
        view.scroll(-1_000, board, size)
        #expect(view.top == 0)
        view.scroll(3, board, Terminal80.size)
        #expect(view.top == 0, "all of them fit")
    }

    @Test func `lines are chosen by number`() {
        var view = Self.view(.english)
        view.menu = .lines
        let picture = view.picture(Self.board(), Terminal80.size, at: Self.now, clock: "")
        let last = picture.last?.text ?? ""
        for (index, line) in DemoPlan.lines.enumerated() {
            #expect(last.contains("\(index + 1) \(line.id)"))
        }
    }

    @Test(
        arguments: [
            ([], ""), ([1, 1], "▄▄"), ([1, nil, 2], "▁ █"), ([0, 7, 3.5], "▁█▅"),
            ([.nan, 1, 2], " ▁█"), ([-.greatestFiniteMagnitude, .greatestFiniteMagnitude], "▁█"),
            ([1, 2, 3, 4, 5, 6], "▁▃▆█"),
        ] as [([Double?], String)])
    func `a trend is between its lowest and its highest`(values: [Double?], line: String) {
        #expect(Sparkline.line(values, columns: 4, isPlain: false) == line)
        let plain = Sparkline.line(values, columns: 4, isPlain: true)
        #expect(plain.count == line.count && plain.utf8.allSatisfy { $0 < 0x80 })
    }
}
