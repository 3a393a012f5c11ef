// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host
internal import Hub

struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: Text(
            en: "Show all of it: simulated sensors, a broker, the agent, and what the hub gets.",
            vi: "Trình diễn toàn bộ: cảm biến mô phỏng, broker, agent và số liệu hub nhận."),
        discussion: Text(
            en: """
                Simulated devices on serial lines, RTU over TCP and Modbus TCP, mosquitto on a \
                free port, and the agent run as processes of their own on this machine's \
                loopback; installs nothing and leaves nothing behind.

                On a terminal of at least 60×16 it is a full screen: for each device some of its \
                points as the hub has them, with value, age, quality and trend, then the faults \
                that you made and what became of them. The keys:

                  1 2 3 …   unplug the device of that number; again: plug it in
                  l         break a line, or mend it; then its number, or Esc
                  b         stop the broker, or start it
                  ↑ ↓       scroll, also Page Up and Page Down
                  q         quit; so does Ctrl-C. Ctrl-Z suspends all of it, fg goes on

                A fault says when the hub heard of it, how long after its end good values came \
                again, and how many records were lost: numbers that the hub has not received. To \
                a broker that is back the agent returns after a pause, as thousands of gateways \
                must: seconds after a short session, up to 30 s after a long one, longer the \
                longer it was away.

                With --lines, with --seconds or into a pipe each message that the hub receives \
                is one line: time, domain, device, record number, values with units, and how \
                many more there are. Both end with a verdict on every device.

                $ tram demo --seconds 8
                A simulated site: 10 devices on 6 lines, the agent, a broker. Ctrl-C ends it.
                …
                08:47:30 telecom cabinet      #5  air_temperature 28.3 °C
                08:47:30 energy  solar-1      #6  dc_current_pv 10.20 A  +7
                …
                ✓ meter-1    6 records, 0 lost, 6 of 14 values changed
                …

                Exit code 0 only if every device delivered, what moves within seconds has moved, \
                and no number is missing.
                """,
            vi: """
                Thiết bị mô phỏng trên đường nối tiếp (serial), RTU over TCP và Modbus TCP, \
                mosquitto ở một cổng còn trống, và agent; mỗi phần là một tiến trình riêng, chỉ \
                trên loopback của máy này. Không cài đặt gì và không để lại gì.

                Trên terminal từ 60×16 trở lên là toàn màn hình: mỗi thiết bị có vài điểm đo như \
                hub nhận được, với giá trị, tuổi, chất lượng và xu hướng; bên dưới là các sự cố \
                bạn gây ra và diễn biến của chúng. Các phím:

                  1 2 3 …   rút thiết bị mang số đó; bấm lần nữa: cắm lại
                  l         ngắt hoặc nối lại một đường truyền; rồi số của nó, hoặc Esc
                  b         dừng broker, hoặc chạy lại
                  ↑ ↓       cuộn, cũng như Page Up và Page Down
                  q         thoát, cũng như Ctrl-C. Ctrl-Z tạm dừng tất cả, fg chạy tiếp

                Mỗi sự cố cho biết hub hay tin lúc nào, sau khi hết sự cố bao lâu thì có lại giá \
                trị tốt, và mất bao nhiêu bản ghi: những số thứ tự mà hub không nhận được. Khi \
                broker chạy lại, agent chờ một lúc mới kết nối, như hàng nghìn gateway phải làm: \
                vài giây sau một phiên ngắn, đến 30 giây sau một phiên dài, vắng càng lâu chờ \
                càng lâu.

                Với --lines, --seconds hoặc khi ghi vào pipe, mỗi bản tin mà hub nhận được là một \
                dòng: giờ, lĩnh vực, thiết bị, số bản ghi, các giá trị kèm đơn vị, và còn bao \
                nhiêu giá trị nữa. Cả hai cách đều kết thúc bằng kết luận về từng thiết bị.

                $ tram demo --seconds 8 --lang vi
                Trạm mô phỏng: 10 thiết bị trên 6 đường truyền, agent và broker. …
                …
                08:47:41 telecom cabinet      #5  air_temperature 28,5 °C
                …
                ✓ meter-1    4 bản ghi, mất 0, 4/14 giá trị có thay đổi
                …

                Mã thoát 0 chỉ khi mọi thiết bị đều gửi được, giá trị nào phải đổi trong vài giây \
                đều đã đổi, và không thiếu số thứ tự nào.
                """))

    @Option(
        help: .words(
            en: "Line by line, and end after so many seconds.",
            vi: "Từng dòng một, và tự dừng sau chừng ấy giây."))
    var seconds: Int?

    @Flag(
        help: .words(en: "Line by line, until Ctrl-C.", vi: "Từng dòng một, đến khi Ctrl-C."))
    var lines = false

    @OptionGroup var language: LanguageOptions

    /// A day.
    private static let longestRun = 86_400

    func validate() throws {
        guard 3...Self.longestRun ~= seconds ?? 3 else {
            throw ValidationError(
                Text(
                    en: "--seconds: 3, as devices are read once a second, to \(Self.longestRun)",
                    vi: "--seconds: từ 3, vì thiết bị được đọc mỗi giây một lần, đến "
                        + "\(Self.longestRun)"))
        }
    }

    func run() throws {
        let screen = Screen(language.language)
        let isGood: Bool
        if seconds == nil, !lines, FullScreen.isPossible {
            isGood = try DemoScreen.run(screen)
        } else {
            let time = seconds.map { Nanoseconds.seconds(Int64($0)) }
            isGood = try DemoShow(screen: screen, seconds: time).run()
        }
        if !isGood { throw ExitCode.problem }
    }
}
