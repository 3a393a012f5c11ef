// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: Text(
            en: "Look on: values, age, quality, trend, and how busy the buses are.",
            vi: "Theo dõi trực tiếp: giá trị, tuổi, chất lượng, xu hướng, tải của bus."),
        usage: """
            tram watch [<devices> ...] [--lines] [--for <for>] [--count <count>]
                   [--output <output>] [--control <control>] [--lang <lang>]
            """,
        discussion: Text(
            en: """
                On a terminal of at least 60×10 it is a full screen of what the running service \
                has: each point with its age, its quality and a trend of what was seen here; \
                above it how hub, spool and clock do, and the share of its time that each bus \
                is busy. No request is sent on a bus for it.

                $ tram watch meter-1 weather-1
                 tram watch  gw-1 (haichau, bts-0457)  2 of 2 online         06:42:19
                 ✓ hub city, session 1   spool 1 %, nothing waits   ✓ clock
                 load   roof 0.1 %   rs485-1 22.9 %
                    DEVICE    POINT                  VALUE        AGE QUALITY
                  ✓ meter-1   Voltage               228.96 V       0s good
                              Current               3.4226 A       0s good
                …

                ↑ ↓ PgUp PgDn Home End scroll, Tab goes to the next device, n shows what \
                commands and topics call the points, ? explains, q quits.

                With --lines, --count, --output json or into a pipe each value that is another \
                one than before is a line; the first time, every value.

                $ tram watch meter-5 --count 2
                06:42:10 meter-5      voltage                  229.53029 V
                06:42:10 meter-5      current                  4.216042 A
                $ tram watch meter-5 --count 1 --output json
                {"time":1795416130521,"device":"meter-5","point":"voltage",
                "value":229.53029,"unit":"V","quality":"good"}   (in one line)

                Exit code 2: no such device. 3: the service cannot be reached, or was not for \
                10 s; a full screen waits for it. 5: it does not answer in time.
                """,
            vi: """
                Trên terminal từ 60×10 trở lên là toàn màn hình: mỗi điểm đo của dịch vụ đang \
                chạy với tuổi, chất lượng và xu hướng của những gì đã thấy tại đây; phía trên là \
                tình trạng hub, spool, đồng hồ và phần thời gian bận của mỗi bus. Lệnh này không \
                gửi yêu cầu nào lên bus.

                $ tram watch meter-1 weather-1 --lang vi
                 tram watch  gw-1 (haichau, bts-0457)  2/2 online            06:42:33
                 ✓ hub city, phiên 1   spool 1 %, không có gì chờ   ✓ đồng hồ
                 tải   roof 0,1 %   rs485-1 19,1 %
                    THIẾT BỊ  ĐIỂM ĐO              GIÁ TRỊ       TUỔI CHẤT LƯỢNG
                  ✓ meter-1   Điện áp               228,69 V       0s good
                              Dòng điện             3,4712 A       0s good
                …

                ↑ ↓ PgUp PgDn Home End để cuộn, Tab sang thiết bị kế tiếp, n hiện tên dùng trong \
                lệnh và topic, ? giải thích, q thoát.

                Với --lines, --count, --output json hoặc khi ghi vào pipe, mỗi giá trị khác lần \
                trước là một dòng; lần đầu là mọi giá trị.

                $ tram watch meter-5 --count 2 --lang vi
                06:42:10 meter-5      voltage                  229,53029 V
                06:42:10 meter-5      current                  4,216042 A

                Mã thoát 2: không có thiết bị này. 3: không kết nối được dịch vụ, hoặc mất quá \
                10 giây; toàn màn hình thì chờ. 5: dịch vụ không trả lời kịp.
                """))

    @Argument(
        help: .words(en: "Only these devices.", vi: "Chỉ các thiết bị này (mã thiết bị)."),
        completion: .devices)
    var devices: [String] = []

    @Flag(
        help: .words(
            en: "Line by line, also on a terminal.", vi: "Từng dòng một, kể cả trên terminal."))
    var lines = false

    @Option(
        name: .customLong("for"),
        help: .words(en: "End after 10s, 5m, ….", vi: "Tự dừng sau 10s, 5m, …."))
    var time: TimeSpan?

    @Option(
        help: .words(
            en: "Line by line, and end after so many.",
            vi: "Từng dòng một, và tự dừng sau chừng ấy dòng."))
    var count: Int?

    @Option(
        help: .words(
            en: "table, or json: one object a line.",
            vi: "table: cho người đọc; json: mỗi dòng một đối tượng, cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

    func validate() throws {
        guard count ?? 1 >= 1 else {
            throw ValidationError(
                Text(en: "--count: at least 1 line", vi: "--count: ít nhất 1 dòng"))
        }
    }

    func run() throws {
        let screen = Screen(language.language)
        let end = time.map { Clock.now() + $0.length } ?? .never
        var feed = WatchFeed(control.path, devices)
        let first = try feed.first()
        if !lines, count == nil, output == .table, FullScreen.isPossible {
            var display = WatchScreen(screen)
            return try display.run(&feed, first, until: end)
        }
        var writer = WatchLines(screen, output, count: count)
        try writer.run(&feed, first, until: end)
    }
}
