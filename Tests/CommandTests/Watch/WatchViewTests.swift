// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Testing

@testable import tram

/// The screen as a person sees it.
@Suite struct WatchViewTests {
    private static let now = WatchRounds.now + 4_000

    private static func view(_ language: Language, isPlain: Bool = false) -> WatchView {
        WatchView(screen: Screen(language, isPlain: isPlain))
    }

    private static func picture(_ view: WatchView, _ size: Terminal.Size = Terminal80.size)
        -> [String]
    {
        view.picture(WatchRounds.board(), size, at: now, clock: "08:41:22").map {
            $0.text.withoutTail
        }
    }

    @Test(arguments: [(Language.english, english), (.vietnamese, vietnamese)])
    func `at 80 by 24 it is this picture`(language: Language, expected: String) {
        let lines = Self.picture(Self.view(language))
        #expect(lines.count == 24)
        #expect(
            lines
                == expected.split(separator: "\n", omittingEmptySubsequences: false).map {
                    String($0).withoutTail
                })
    }

    @Test(arguments: Language.allCases)
    func `where nothing is to be seen yet, a line says what to type`(language: Language) {
        let lines = Self.view(language).picture(
            WatchBoard(), Terminal80.size, at: Self.now, clock: "08:41:22")
        #expect(lines.count == 24 && lines[4].text.contains("tram device add"))
    }

    private static let english = """
         tram watch  gw-1 (haichau, bts-0457)  2 of 4 online, 1 alarm          08:41:22
         ✓ hub city, session 12   spool 2 %, 120 records waiting   ✓ clock
         load   ✗ yard port-missing   rs485-1 30.5 %   roof 0.0 %
            DEVICE         POINT                 VALUE        AGE QUALITY      TREND
          ✓ meter-1        Voltage              234.52 V       0s limit/high   ▁▃▅▇█
                           Active power        -1234.6 W       0s suspect      ▄▄▄▄▄
          ✗ meter-2        Voltage                   –         0s comm/timeout
                           active_power
          ✓ door-12345678… open                     on         2h good         ▄▄▄▄▄
          · empty          –












        ────────────────────────────────────────────────────────────────────────────────
         ↑↓ PgUp PgDn scroll   Tab next device   n names   ? help   q quit
        """

    private static let vietnamese = """
         tram watch  gw-1 (haichau, bts-0457)  2/4 online, 1 cảnh báo          08:41:22
         ✓ hub city, phiên 12   spool 2 %, 120 bản ghi chờ gửi   ✓ đồng hồ
         tải   ✗ yard port-missing   rs485-1 30,5 %   roof 0,0 %
            THIẾT BỊ       ĐIỂM ĐO             GIÁ TRỊ       TUỔI CHẤT LƯỢNG   XU HƯỚNG
          ✓ meter-1        Điện áp              234,52 V       0s limit/high   ▁▃▅▇█
                           Công suất tác dụng  -1234,6 W       0s suspect      ▄▄▄▄▄
          ✗ meter-2        Điện áp                   –         0s comm/timeout
                           active_power
          ✓ door-12345678… open                    bật         2h good         ▄▄▄▄▄
          · empty          –












        ────────────────────────────────────────────────────────────────────────────────
         ↑↓ PgUp PgDn cuộn   Tab thiết bị kế   n tên   ? trợ giúp   q thoát
        """

    @Test func `names give way to what commands call the points`() {
        var view = Self.view(.vietnamese)
        view.hasNames = false
        let text = Self.picture(view).joined(separator: "\n")
        #expect(text.contains(" active_power ") && !text.contains("Công suất"))
    }

    @Test(arguments: Language.allCases)
    func `without the service it is said that nothing is news`(language: Language) {
        var view = Self.view(language)
        view.fault = .late
        let lines = Self.picture(view)
        #expect(lines[1].hasPrefix(" ✗ ") && lines.allSatisfy { $0.columns <= 80 })
        #expect(lines[4].contains("meter-1"), "the last values stay")
    }

    @Test(arguments: [
        (60, 10), (61, 11), (72, 24), (80, 24), (81, 25), (100, 30), (132, 43), (250, 70),
        (59, 10), (60, 9), (1, 1), (10, 2),
    ])
    func `any size is filled and not exceeded`(columns: Int, rows: Int) {
        let size = Terminal.Size(columns: columns, rows: rows)
        for language in Language.allCases {
            for (isPlain, isHelping) in [
                (false, false), (true, false), (false, true), (true, true),
            ] {
                var view = Self.view(language, isPlain: isPlain)
                view.isHelping = isHelping
                let lines = view.picture(
                    WatchRounds.board(), size, at: Self.now, clock: "08:41:22")
                #expect(lines.count == rows)
                #expect(lines.allSatisfy { $0.text.columns <= columns })
                #expect(!isPlain || lines.allSatisfy { $0.text.utf8.allSatisfy { $0 < 0x80 } })
            }
        }
    }

    @Test(arguments: Language.allCases)
    func `help fits, and names the keys`(language: Language) {
        let lines = WatchHelp.lines(language)
        #expect(lines.count < 24 && lines.allSatisfy { $0.columns <= 80 })
        for key in ["PgUp", "Tab", "Esc", "q "] {
            #expect(lines.contains { $0.contains(key) }, "\(key)")
        }
    }

    @Test func `many devices are scrolled through, and the first row always says whose it is`() {
        let board = WatchRounds.board(devices: 5, points: 10)
        var view = Self.view(.english)
        func first() -> String {
            view.picture(board, Terminal80.size, at: Self.now, clock: "").map(\.text)[4]
        }
        #expect(first().contains("✓ d-0 ") && first().contains(" p0 "))
        view.scroll(3, board, Terminal80.size)
        #expect(first().contains("✓ d-0 ") && first().contains(" p3 "))
        view.next(board, Terminal80.size)
        #expect(first().contains("✓ d-1 ") && first().contains(" p0 "))
        view.previous(board, Terminal80.size)
        #expect(view.top == 0)
        var seen: [Int] = []
        for _ in 0..<5 {
            seen.append(view.top)
            view.next(board, Terminal80.size)
        }
        #expect(seen == [0, 10, 20, 30, 32], "the last ones share a screen")
        #expect(view.top == 0, "then the first comes again")
        view.scroll(1_000, board, Terminal80.size)
        #expect(view.top == 32)
        view.scroll(0, board, Terminal.Size(columns: 80, rows: 100))
        #expect(view.top == 0, "all of them fit")
    }

    @Test func `buses that find no room are counted, and the broken ones come first`() {
        let buses = (0..<30).map { "{\"id\":\"bus-\($0)\",\"open\":\($0 != 20),\"busy\":0}" }
        let status = WatchRounds.json(
            "{\"gateway\":{\"running\":1000},\"buses\":[\(buses.joined(separator: ","))]}")
        var board = WatchBoard()
        _ = board.take(WatchAnswer(pages: [], status: status), at: Self.now)
        let line = WatchFacts(board, Screen(.english, isPlain: false)).loads(80)
        #expect(line.columns <= 80 && line.hasPrefix(" load   ✗ bus-20   bus-0 0.0 %"))
        #expect(line.hasSuffix("   +25"), "\(line)")
    }
}
