// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Bus
internal import Config
internal import Field
internal import Host

struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: Text(
            en: "Look for units on a bus, a serial port or a host; nothing is written.",
            vi: "Tìm các trạm trên một bus, cổng nối tiếp hoặc máy; không ghi gì."),
        usage: """
            tram scan <place> [--units <units>] [--timeout <timeout>] [--auto]
                   [--yes] [--rtu-over-tcp] [--baud <baud>] [--mode <mode>]
                   [--config <config>] [--profiles <profiles> ...]
                   [--output <output>] [--control <control>] [--lang <lang>]
            """,
        discussion: Text(
            en: """
                Reads holding register 0 of each unit id: what answers, also with a refusal, is \
                there. A bus of the running service is scanned between its polls; any other \
                port or host is opened by this command itself, and so is a bus of the \
                configuration where no service runs. The time that it takes at most comes \
                first; Ctrl-C ends it, and what was found until then is told.

                $ tram scan rs485-1 --units 1..20
                20 units, 20 s at most; nothing is written
                UNIT ANSWER
                   1 holding 0 is 0x4366
                   7 answers, refuses holding 0 (exception 2)
                2 of 20 units answer
                to add it:
                  tram device add --bus rs485-1 --unit 7

                $ tram scan /dev/ttyUSB0 --auto         tries baud and parity as well
                $ tram scan 192.168.1.20 --auto         all unit ids, 0 to 255
                $ tram scan 10.0.0.7:4196 --rtu-over-tcp   a converter (DTU)

                With --auto on a serial bus of the service the port has other settings while one \
                question is out, and its own before the next poll. Devices hear noise meanwhile, \
                so it asks first, and does nothing where devices of the bus answer: then its \
                settings are right. Only the unit ids of the configuration are looked for.

                Exit code 1: nobody answers, or ended by Ctrl-C. 2: there is no such bus. 3: the \
                service, port or host cannot be reached. 4: not confirmed, or nothing to look \
                for. 5: the service does not answer in time.
                """,
            vi: """
                Đọc thanh ghi holding 0 của từng địa chỉ trạm: trạm nào trả lời, kể cả từ chối, \
                là có mặt. Bus của dịch vụ đang chạy được quét xen giữa các lần đọc; cổng hoặc \
                máy khác, và bus trong cấu hình khi dịch vụ không chạy, do chính lệnh này mở. \
                Thời gian tối đa được báo trước; Ctrl-C để dừng, những trạm đã tìm thấy vẫn được \
                nêu.

                $ tram scan rs485-1 --units 1..20 --lang vi
                20 trạm, tối đa 20 giây; không ghi gì
                …

                $ tram scan /dev/ttyUSB0 --auto         thử cả baud và parity
                $ tram scan 192.168.1.20 --auto         mọi địa chỉ trạm, 0 đến 255
                $ tram scan 10.0.0.7:4196 --rtu-over-tcp   bộ chuyển đổi (DTU)

                Với --auto trên bus nối tiếp của dịch vụ, cổng chỉ đổi thiết lập trong lúc chờ \
                một câu trả lời rồi trả lại trước lần đọc kế. Lúc đó các thiết bị nghe thấy nhiễu, \
                nên lệnh hỏi trước, và không làm gì nếu bus có thiết bị trả lời: thiết lập đã \
                đúng. Chỉ tìm các địa chỉ trạm trong cấu hình.

                Mã thoát 1: không trạm nào trả lời, hoặc dừng bằng Ctrl-C. 2: không có bus đó. \
                3: không kết nối được dịch vụ, cổng hoặc máy. 4: chưa xác nhận, hoặc không có gì \
                để tìm. 5: dịch vụ không trả lời kịp.
                """))

    @Argument(
        help: .words(
            en: "A bus of the service, a port (/dev/…), or a host.",
            vi: "Một bus của dịch vụ, một cổng (/dev/…), hoặc một máy."), completion: .busesAndPorts
    )
    var place: String

    @Option(
        help: .words(
            en: "Unit ids: 7 or 1..20. Without it: 1..247.",
            vi: "Địa chỉ trạm: 7 hoặc 1..20. Nếu bỏ trống: 1..247."))
    var units: UnitRange?

    @Option(
        help: .words(
            en: "How long an answer is waited for. Without it: 200ms.",
            vi: "Chờ câu trả lời bao lâu. Nếu bỏ trống: 200ms."))
    var timeout: TimeSpan?

    @Flag(
        help: .words(
            en: "Tries the usual bauds and parities until somebody answers.",
            vi: "Thử các baud và parity thông dụng đến khi có trạm trả lời."))
    var auto = false

    @Flag(help: .words(en: "Do not ask.", vi: "Không hỏi lại."))
    var yes = false

    @OptionGroup var line: LineOptions
    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

    private static let usualTimeout = Nanoseconds.milliseconds(200)
    private static let timeouts = Nanoseconds.milliseconds(20)...Nanoseconds.seconds(10)

    func validate() throws {
        guard let named = ScanPlace(place) else {
            throw ValidationError(
                Text(
                    en: "\(place.quoted): expected a bus, a port such as /dev/ttyUSB0, or a host "
                        + "such as 192.168.1.20:502",
                    vi: "\(place.quoted): cần một bus, một cổng như /dev/ttyUSB0, hoặc một máy như "
                        + "192.168.1.20:502"))
        }
        _ = try line.place(named)
        if auto, line.hasSpeed || line.rtuOverTcp { throw ValidationError(Self.notWithAuto) }
        if let timeout, !Self.timeouts.contains(timeout.length) {
            throw ValidationError(
                Text(en: "--timeout: 20ms to 10s", vi: "--timeout: từ 20ms đến 10s"))
        }
    }

    func run() throws {
        let screen = Screen(language.language)
        guard let place = try ScanPlace(self.place).map(line.place) else { return }
        let way = try BusWay(place, line.speed, control.path, options, screen)
        let known = way.units(of: place.name)
        let scan = try scanned(place, way, screen)
        if output == .json {
            Environment.write(scan.json + "\n")
        } else {
            let offer = ScanOffer(scan.found, place, line.speed, known: known)
            for line in offer.lines(screen.language) { screen.line(line) }
        }
        if scan.isStopped || scan.found.isEmpty { throw ExitCode.problem }
    }

    private func scanned(_ place: ScanPlace, _ way: BusWay, _ screen: Screen) throws -> ScanRun {
        let name = place.name
        var scan = ScanRun(
            plan: plan(way.link), screen: screen, isQuiet: output == .json,
            isWired: way.isWired(name))
        switch way {
        case .served(let status):
            if auto { scan = try begin(bus: name, status, scan) }
            let signals = try Signals()
            try scan.ask(bus: name, at: control.path, stop: signals.descriptor)
        case .own(let own):
            let signals = try Signals()
            try scan.open(own, isBus: place.isBus, stop: signals.descriptor)
        }
        return scan
    }

    /// `link`: that the command opens itself.
    private func plan(_ link: Link?) -> ScanPlan {
        var (speeds, all): ([SerialSpeed?], ClosedRange<UInt8>) = ([nil], 1...247)
        switch link {
        case .serial(_, let speed, _): speeds = auto ? ScanPlan.usualSpeeds : [speed]
        // Over TCP all are used, 255 and 0 by devices that have no line behind them.
        case .tcp: all = auto ? 0...255 : all
        case .rtuOverTCP, nil: break
        }
        return plan(Array(units?.units ?? all), speeds)
    }

    func plan(_ units: [UInt8], _ speeds: [SerialSpeed?]) -> ScanPlan {
        ScanPlan(units: units, timeout: timeout?.length ?? Self.usualTimeout, speeds: speeds)
    }

    private static let notWithAuto = Text(
        en: "--auto tries bauds and modes itself, and those of a converter it cannot; leave "
            + "--baud, --mode and --rtu-over-tcp out, or --auto",
        vi: "--auto tự thử baud và mode, nhưng không đổi được của bộ chuyển đổi; hãy bỏ --baud, "
            + "--mode và --rtu-over-tcp, hoặc bỏ --auto")
}

/// `7` or `1..20`.
struct UnitRange: ExpressibleByArgument {
    let units: ClosedRange<UInt8>

    init(units: ClosedRange<UInt8>) { self.units = units }

    init?(argument: String) {
        let ends = argument.split(separator: "..", omittingEmptySubsequences: false)
        guard (1...2).contains(ends.count), let first = UInt8(ends[0]),
            let last = UInt8(ends[ends.count - 1]), first <= last
        else { return nil }
        units = first...last
    }
}

extension Link {
    /// The same port at other settings; what has none stays as it is.
    func at(_ speed: SerialSpeed?) -> Self {
        guard case .serial(let port, _, let echo) = self, let speed else { return self }
        return .serial(port: port, speed, echo: echo)
    }
}
