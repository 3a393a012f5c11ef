// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Bus
internal import Field
internal import Host

struct IdentifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identify",
        abstract: Text(
            en: "Find out which device a unit is; nothing is written.",
            vi: "Nhận ra một trạm là thiết bị nào; không ghi gì."),
        usage: """
            tram identify <place> [--timeout <timeout>] [--rtu-over-tcp]
                   [--baud <baud>] [--mode <mode>]
                   [--config <config>] [--profiles <profiles> ...]
                   [--output <output>] [--control <control>] [--lang <lang>]
            """,
        discussion: discussion)

    @Argument(
        help: .words(
            en: "BUS:UNIT of the service, /dev/…:UNIT, or HOST:UNIT, HOST:PORT:UNIT.",
            vi: "BUS:TRẠM của dịch vụ, /dev/…:TRẠM, hoặc MÁY:TRẠM, MÁY:CỔNG:TRẠM."),
        completion: .units)
    var place: String

    @Option(
        help: .words(
            en: "How long an answer is waited for. Without it: 500ms.",
            vi: "Chờ câu trả lời bao lâu. Nếu bỏ trống: 500ms."))
    var timeout: TimeSpan?

    @OptionGroup var line: LineOptions
    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

    private static let usualTimeout = Nanoseconds.milliseconds(500)
    private static let timeouts = Nanoseconds.milliseconds(20)...Nanoseconds.seconds(10)

    func validate() throws {
        guard let named = IdentifyPlace(place) else {
            throw ValidationError(
                Text(
                    en: "\(place.quoted): expected a place and a unit id, such as rs485-1:7, "
                        + "/dev/ttyUSB0:7 or 192.168.1.20:7",
                    vi: "\(place.quoted): cần nơi kết nối và địa chỉ trạm, ví dụ rs485-1:7, "
                        + "/dev/ttyUSB0:7 hoặc 192.168.1.20:7"))
        }
        _ = try line.place(named.place)
        if let timeout, !Self.timeouts.contains(timeout.length) {
            throw ValidationError(
                Text(en: "--timeout: 20ms to 10s", vi: "--timeout: từ 20ms đến 10s"))
        }
    }

    func run() throws {
        let screen = Screen(language.language)
        guard let place = try IdentifyPlace(self.place, line) else { return }
        let shelf = ProfileShelf(options.directories + Library.directories())
        shelf.complain(screen)
        let timeout = timeout?.length ?? Self.usualTimeout
        let way = try BusWay(place.place, line.speed, control.path, options, screen)
        // Where no service runs, the bus is asked as what it is.
        let asked = IdentifyPlace(way.link.map(ScanPlace.init) ?? place.place, place.unit)
        var run = IdentifyRun(
            place: asked, Identification(shelf, unit: place.unit, at: asked),
            way.link?.speed ?? line.speed, timeout, screen: screen, isQuiet: output == .json)
        var access = try IdentifyAccess(
            place, control: control.path, timeout, line: way.line)
        try run.ask { try access.ask($0) }
        let view = IdentifyView(
            name: self.place, place, run.identification, line.speed, took: run.took)
        if output == .json {
            Environment.write(view.json + "\n")
        } else {
            for line in view.lines(screen.language) { screen.line(line) }
        }
        guard case .sure = view.identification.verdict else { throw ExitCode.problem }
    }
}
