// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host
internal import Simulator

struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: Text(
            en: "Serve simulated devices made from profiles, with a menu of faults.",
            vi: "Chạy thiết bị mô phỏng theo hồ sơ thiết bị, có menu gây lỗi."),
        usage: """
            tram simulate <profile> ... [--tcp | --serial | --rtu-over-tcp]
                   [--strict] [--zeros] [--port <port>] [--baud <baud>]
                   [--mode <mode>] [--seed <seed>]
                   [--fault <kind[:unit]> ...] [--faults <file>]
                   [--profiles <profiles> ...] [--lang <lang>]
            tram simulate --replay <replay> [--port <port>] [--lang <lang>]
            """,
        discussion: discussion)

    @Argument(
        help: .words(
            en: "A profile's name or file, with =UNIT if you like.",
            vi: "Tên hồ sơ hoặc tệp hồ sơ, có thể kèm =TRẠM (unit id)."), completion: .profiles)
    var profiles: [String] = []

    @Option(
        name: .customLong("replay"),
        help: .words(
            en: "Plays back a file of tram capture instead of devices.",
            vi: "Phát lại tệp của tram capture, thay cho thiết bị."),
        completion: .file(extensions: ["capture"]))
    var recording: String?

    @Flag(
        help: .words(
            en: "How the devices are reached. Without it: Modbus TCP.",
            vi: "Cách kết nối tới thiết bị. Nếu không ghi: Modbus TCP."))
    var wire = SimulatedWire.tcp

    @Flag(
        help: .words(
            en: "Refuse every address between two points, as the strictest devices do.",
            vi: "Từ chối mọi địa chỉ nằm giữa hai điểm đo, như những thiết bị khắt khe nhất."))
    var strict = false

    @Flag(
        help: .words(
            en: "Answer 0 at every address outside the map, as many devices do.",
            vi: "Trả lời 0 tại mọi địa chỉ ngoài bảng, như nhiều thiết bị vẫn làm."))
    var zeros = false

    @Option(
        help: .words(
            en: "The TCP port. Without it: any that is free.",
            vi: "Cổng TCP. Nếu không ghi: một cổng còn trống."))
    var port: UInt16?

    @Option(
        help: .words(
            en: "The line's speed. Without it: the first device's, on RTU over TCP no limit.",
            vi: "Tốc độ đường truyền. Nếu không ghi: của thiết bị đầu; RTU over TCP: không hạn."),
        completion: .bauds)
    var baud: Int?

    @Option(
        help: .words(
            en: "Parity and stop bits: 8N1, 8E1, … Without it: the first device's.",
            vi: "Parity và bit dừng: 8N1, 8E1, … Nếu không ghi: của thiết bị đầu."),
        completion: .modes)
    var mode: String?

    @Option(
        help: .words(
            en: "Makes the values and the faults: the same from the same seed.",
            vi: "Hạt giống tạo giá trị và lỗi: cùng số thì cho cùng kết quả."))
    var seed: UInt64 = 1

    @Option(
        name: .customLong("fault"),
        help: .words(
            en: "A fault that all devices have from the start, or one unit: late:3; may be "
                + "repeated.",
            vi: "Lỗi có từ đầu ở mọi thiết bị, hoặc ở một trạm: late:3; có thể lặp lại."))
    var faultRequests: [String] = []

    @Option(
        name: .customLong("faults"),
        help: .words(
            en: "A file of commands that are obeyed at the start, after --fault.",
            vi: "Tệp lệnh được thực hiện lúc bắt đầu, sau --fault."), completion: .file())
    var faultFile: String?

    @OptionGroup var library: ProfileOptions

    @OptionGroup var language: LanguageOptions

    func validate() throws {
        if let problem = replayProblem { throw ValidationError(problem) }
        for request in faultRequests where FaultRequest(request) == nil {
            throw ValidationError(
                Text(
                    en: "--fault \(request): write a kind, or a kind and a unit as in late:3; "
                        + "kinds: \(FaultMenu.kinds)",
                    vi: "--fault \(request): hãy ghi loại lỗi, hoặc loại lỗi và trạm như late:3; "
                        + "các loại: \(FaultMenu.kinds)"))
        }
        if let problem = speedProblem ?? uselessOption { throw ValidationError(problem) }
    }

    func run() throws {
        let screen = Screen(language.language)
        if let recording { return try replay(recording, screen) }
        let directories = library.directories + Library.directories()
        let roster = try Roster(profiles, directories)
        try FaultRequest.check(faultRequests, roster.entries.map(\.unit))
        try serve(roster, screen)
    }

    private func serve(_ roster: Roster, _ screen: Screen) throws(SimulateFault) {
        let signals = try SimulateFault.translating { () throws(SystemFault) in try Signals() }
        let directory = try SimulateFault.translating { () throws(SystemFault) in
            try TemporaryDirectory("tram-simulate")
        }
        let setup: SimulateSetup
        do throws(SimulatorFault) {
            setup = try SimulateSetup(
                roster, wire, speed(of: roster), port: port ?? 0,
                link: "\(directory.path)/\(SimulateSetup.lineID)",
                seed: seed, isStrict: strict, hasZeros: zeros,
                isPaced: wire == .serial || baud != nil)
            try setup.site.start()
        } catch {
            throw .simulator(error)
        }
        let menu = FaultMenu(setup.control)
        try prepare(menu, screen)
        let introduction = try SimulateFault.translating { () throws(SystemFault) in
            try setup.introduction(screen.language, profiles: library.directories)
        }
        for line in introduction { screen.line(line) }
        var console = FaultConsole(menu, screen)
        try SimulateFault.translating { () throws(SystemFault) in try console.run(signals) }
        setup.site.stop()
    }

    /// What the command line says, else the first device's factory setting; nil without a wire.
    private func speed(of roster: Roster) -> SerialSpeed? {
        guard wire != .tcp else { return nil }
        let link = roster.entries.first?.profile.link
        return SerialSpeed(
            baud: baud ?? link?.baud.first ?? 9_600,
            mode: mode.flatMap { SerialMode($0) } ?? link?.modes.first ?? .standard)
    }

    /// Faults that are there from the start.
    private func prepare(_ menu: FaultMenu, _ screen: Screen) throws(SimulateFault) {
        for request in faultRequests.compactMap(FaultRequest.init) {
            for device in menu.control.devices {
                guard request.unit == nil || request.unit == device.device.unit else { continue }
                menu.control.inject(Injection(request.fault), into: device)
            }
        }
        guard let faultFile else { return }
        let contents = try SimulateFault.translating { () throws(SystemFault) in
            try File.read(faultFile, atMost: FaultConsole.longestFile)
        }
        guard case .bytes(let bytes) = contents else { throw .faultFile(faultFile) }
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where !line.hasPrefix("#") {
            switch menu.obey(String(line)) {
            case .done, .nothing: continue
            case .refused(let text): throw .faultLine("\(faultFile):\(index + 1)", text)
            case .list, .help, .quit:
                throw .faultLine("\(faultFile):\(index + 1)", Self.forTheKeyboard)
            }
        }
    }

    private static let forTheKeyboard = Text(
        en: "list, help and quit are for the keyboard; leave the line out",
        vi: "list, help và quit chỉ dùng trên bàn phím; hãy bỏ dòng này")
}

/// How simulated devices are reached.
enum SimulatedWire: String, EnumerableFlag {
    case tcp, serial
    case rtuOverTCP = "rtu-over-tcp"

    static func name(for value: Self) -> NameSpecification { .customLong(value.rawValue) }
}
