// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

struct DeviceAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: Text(
            en: "Add a device: tried first, then written and put in force.",
            vi: "Thêm thiết bị: đọc thử trước, rồi mới ghi và áp dụng."),
        usage: """
            tram device add [--bus <bus>] [--unit <unit>] [--profile <profile>]
                   [--id <id>] [--name <name>] [--yes] …
            """,
        discussion: discussion)

    @OptionGroup var bus: BusOptions

    @Option(
        help: .words(
            en: "The unit id that is set in the device.", vi: "Địa chỉ trạm đặt trong thiết bị."))
    var unit: UInt8?

    @Option(
        help: .words(
            en: "Its profile; tram profile list finds it.",
            vi: "Hồ sơ thiết bị; tìm bằng tram profile list."), completion: .profiles)
    var profile: String?

    @Option(
        help: .words(
            en: "What it is called in topics and commands.",
            vi: "Mã thiết bị trong topic và trong các lệnh."))
    var id: String?

    @Option(
        help: .words(
            en: "What people call it. Without it: as its profile says.",
            vi: "Tên gọi. Nếu bỏ trống: theo hồ sơ."))
    var name: String?

    @Option(
        help: .words(
            en: "The department's topic level. Without it: by the kind of device.",
            vi: "Lĩnh vực, dùng trong topic. Nếu bỏ trống: theo loại thiết bị."),
        completion: .list(["energy", "env", "water"]))
    var domain: String?

    @Option(
        help: .words(en: "How often it is read. Without it: 10s.", vi: "Chu kỳ đọc. Bỏ trống: 10s.")
    )
    var poll: TimeSpan?

    @Option(
        help: .words(
            en: "Added to the profile's addresses, as tram identify says.",
            vi: "Cộng vào địa chỉ của hồ sơ, như tram identify cho biết."))
    var addressOffset = 0

    @Flag(help: .words(en: "Do not ask.", vi: "Không hỏi lại."))
    var yes = false

    @Flag(
        help: .words(
            en: "Add it though the trial fails, or the unit id is taken.",
            vi: "Vẫn thêm dù đọc thử không đạt, hoặc trùng địa chỉ trạm."))
    var force = false

    @Flag(
        help: .words(
            en: "Show the files; read nothing, write nothing.",
            vi: "Chỉ xem các tệp; không đọc, không ghi."))
    var dryRun = false

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

    private var isAsked: Bool { !yes && output == .table && Prompt.isPossible }

    func run() throws {
        let screen = Screen(language.language)
        guard yes || dryRun || isAsked else { throw DeviceMistake.nobodyThere }
        let site = try DeviceSite(options)
        let folder = DropInFolder(beside: options.path)
        let (spot, entry) = try isAsked ? asked(site, screen) : given(site)
        let plan = try DevicePlan(entry, at: spot, site, folder, isForced: force)
        guard !dryRun else { return AddView(plan, folder, output, screen).show() }
        try add(plan, site, folder, screen)
    }

    private func add(
        _ plan: DevicePlan, _ site: DeviceSite, _ folder: DropInFolder, _ screen: Screen
    ) throws {
        let hasService = try DropInChange.hasService(site, control: control.path)
        var view = AddView(plan, folder, output, screen)
        (view.trial, view.complaint) = try trial(plan, screen)
        if isAsked {
            view.summarize()
            guard Prompt(screen: screen).isAgreed(AddView.question) else {
                throw DeviceMistake.unconfirmed
            }
        }
        let change = DropInChange(edit: plan.edit, folder: folder, control: control.path)
        view.conclude(try change.make(hasService: hasService), isShown: isAsked)
    }

    /// With `--force` what is wrong is told, and holds nothing up.
    private func trial(
        _ plan: DevicePlan, _ screen: Screen
    ) throws -> (DeviceTrial?, complaint: Text?) {
        var done: DeviceTrial?
        do {
            let trial = try DeviceTrial(
                plan.device, at: plan.spot, control: control.path,
                showsProgress: output == .table && Environment.isTerminal(1))
            done = trial
            if output == .table { trial.show(screen) }
            if let failure = trial.failure { throw failure }
            return (trial, nil)
        } catch {
            let mistake = DeviceMistake(anyOf: error)
            guard force else { throw mistake.canBeForced }
            let (text, code) = (mistake.text, mistake.code)
            return (done, Text(en: "\(text.en) [\(code)]", vi: "\(text.vi) [\(code)]"))
        }
    }

    // MARK: What is wanted

    private func given(_ site: DeviceSite) throws -> (DeviceSpot, DeviceEntry) {
        let missing = [
            (bus.wish.isEmpty, "--bus"), (unit == nil, "--unit"), (profile == nil, "--profile"),
            (id == nil, "--id"),
        ].filter(\.0).map(\.1)
        guard let unit, let profile, let id, missing.isEmpty else {
            let list = missing.joined(separator: ", ")
            throw DeviceMistake(
                "missing-flags",
                Text(
                    en: "nobody is there to ask; add \(list)",
                    vi: "không có ai để hỏi; hãy thêm \(list)"),
                next: [["tram", "device", "add", "--help"]], exit: .usage)
        }
        let spot = try DeviceSpot(bus.wish, site.configuration.lines)
        return (spot, entry(id, spot, unit, profile, addressOffset, name, site))
    }

    private func asked(_ site: DeviceSite, _ screen: Screen) throws -> (DeviceSpot, DeviceEntry) {
        let dialogue = DeviceDialogue(
            prompt: Prompt(screen: screen), site: site, control: control.path)
        let spot = try dialogue.spot(bus.wish)
        let unit = try self.unit ?? dialogue.unit(at: spot, isForced: force)
        var (profile, offset) = (self.profile ?? "", addressOffset)
        if self.profile == nil {
            (profile, offset) = try dialogue.profile(of: unit, at: spot, offset)
        }
        let id = try self.id ?? dialogue.id(unit)
        let name = try self.name ?? dialogue.name()
        return (spot, entry(id, spot, unit, profile, offset, name, site))
    }

    private func entry(
        _ id: String, _ spot: DeviceSpot, _ unit: UInt8, _ profile: String, _ offset: Int,
        _ name: String?, _ site: DeviceSite
    ) -> DeviceEntry {
        var catalogue = Catalogue(directories: site.libraries)
        let kind = catalogue.profile(profile)?.value?.class ?? ""
        var entry = DeviceEntry(
            id: id, bus: spot.id, unit: unit, profile: profile,
            domain: domain ?? SimulateSetup.domain(kind))
        if let poll { entry.poll = poll.length }
        (entry.addressOffset, entry.name) = (offset, name)
        return entry
    }
}
