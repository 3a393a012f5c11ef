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
            tram identify <place> [--timeout <timeout>] [--baud <baud>]
                   [--mode <mode>] [--profiles <profiles> ...]
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

    @Option(help: .words(en: "Speed of a port.", vi: "Tốc độ của cổng."), completion: .bauds)
    var baud: Int = 9_600

    @Option(
        help: .words(en: "Parity and stop bits of a port.", vi: "Parity và bit dừng của cổng."),
        completion: .modes)
    var mode = "8N1"

    @OptionGroup var library: ProfileOptions

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

    private static let usualTimeout = Nanoseconds.milliseconds(500)
    private static let timeouts = Nanoseconds.milliseconds(20)...Nanoseconds.seconds(10)

    func validate() throws {
        guard IdentifyPlace(place) != nil else {
            throw ValidationError(
                Text(
                    en: "\(place.quoted): expected a place and a unit id, such as rs485-1:7, "
                        + "/dev/ttyUSB0:7 or 192.168.1.20:7",
                    vi: "\(place.quoted): cần nơi kết nối và địa chỉ trạm, ví dụ rs485-1:7, "
                        + "/dev/ttyUSB0:7 hoặc 192.168.1.20:7"))
        }
        guard SerialSpeed.bauds.contains(baud), SerialMode(mode) != nil else {
            throw ValidationError(
                Text(
                    en: "\(baud) \(mode): expected a usual baud and a mode such as 8N1 or 8E1",
                    vi: "\(baud) \(mode): cần baud thông dụng và mode như 8N1 hoặc 8E1"))
        }
        if let timeout, !Self.timeouts.contains(timeout.length) {
            throw ValidationError(
                Text(en: "--timeout: 20ms to 10s", vi: "--timeout: từ 20ms đến 10s"))
        }
    }

    func run() throws {
        let screen = Screen(language.language)
        guard let place = IdentifyPlace(place), let mode = SerialMode(mode) else { return }
        let shelf = ProfileShelf(library.directories + Library.directories())
        shelf.complain(screen)
        let identification = Identification(shelf, unit: place.unit, at: place)
        let speed = SerialSpeed(baud: baud, mode: mode)
        var run = IdentifyRun(
            place: place, identification, speed, timeout?.length ?? Self.usualTimeout,
            screen: screen, isQuiet: output == .json)
        var access = try IdentifyAccess(
            place, control: control.path, timeout?.length ?? Self.usualTimeout,
            link: place.link(speed))
        try run.ask { try access.ask($0) }
        let view = IdentifyView(
            name: self.place, place, run.identification, speed, took: run.took)
        if output == .json {
            Environment.write(view.json + "\n")
        } else {
            for line in view.lines(screen.language) { screen.line(line) }
        }
        guard case .sure = run.identification.verdict else { throw ExitCode.problem }
    }
}
