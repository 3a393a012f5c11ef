// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

struct DeviceRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: Text(
            en: "Take away a device that tram device add has added.",
            vi: "Bỏ một thiết bị đã thêm bằng tram device add."),
        usage: """
            tram device remove <device> [--yes] [--dry-run] [--config <config>]
                   [--profiles <profiles> ...] [--output <output>]
                   [--control <control>] [--lang <lang>]
            """,
        discussion: discussion)

    @Argument(help: .words(en: "The device's id.", vi: "Mã thiết bị."), completion: .devices)
    var device: String

    @Flag(help: .words(en: "Do not ask.", vi: "Không hỏi lại."))
    var yes = false

    @Flag(
        help: .words(
            en: "Show what would go; change nothing.", vi: "Chỉ xem sẽ bỏ gì; không thay đổi gì."))
    var dryRun = false

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

    func run() throws {
        let screen = Screen(language.language)
        let site = try DeviceSite(options)
        let edit = DropInEdit(removed: try files(site))
        _ = try site.edited(edit)
        let folder = DropInFolder(beside: options.path)
        try folder.check(edit)
        let names = edit.removed.map(folder.file)
        guard !dryRun else { return show(names, isDone: false, nil, screen) }
        try confirm(names, screen)
        let hasService = try DropInChange.hasService(site, control: control.path)
        let change = DropInChange(edit: edit, folder: folder, control: control.path)
        show(names, isDone: true, try change.make(hasService: hasService), screen)
    }

    /// The device's own file, and that of its bus where no other device is on it.
    private func files(_ site: DeviceSite) throws -> [String] {
        guard let place = site.places.device(device), let line = site.line(of: device) else {
            throw ReadMistake.device(device, site.configuration)
        }
        guard let own = place.ownFile else { throw DeviceMistake.byHand(device, place) }
        let bus = line.devices.count == 1 ? site.places.bus(line.id)?.ownFile : nil
        return [own] + (bus.map { [$0] } ?? [])
    }

    private func confirm(_ names: [String], _ screen: Screen) throws {
        guard !yes else { return }
        guard output == .table, Prompt.isPossible else { throw DeviceMistake.nobodyThere }
        show(names, isDone: false, nil, screen)
        let question = Text(en: "Remove \(device)?", vi: "Bỏ \(device)?")
        guard Prompt(screen: screen).isAgreed(question) else { throw DeviceMistake.unconfirmed }
    }

    private func show(_ names: [String], isDone: Bool, _ answer: JSON?, _ screen: Screen) {
        guard output == .table else { return Environment.write(json(names, isDone, answer) + "\n") }
        let (en, vi) = isDone ? ("✓ removed", "✓ đã bỏ") : ("would remove", "sẽ bỏ")
        for name in names { screen.say(Text(en: "\(en): \(name)", vi: "\(vi): \(name)")) }
        guard isDone else { return }
        AddView.tell(answer, screen)
    }

    private func json(_ names: [String], _ isDone: Bool, _ answer: JSON?) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("device", device)
        writer.strings("files", names)
        writer.key("removed")
        writer.bool(isDone)
        writer.key("in-force")
        writer.bool(answer != nil)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension DeviceMistake {
    /// What a person wrote is a person's to change.
    fileprivate static func byHand(_ device: String, _ place: SitePlaces.Place) -> Self {
        let file = "\(place.file):\(place.line)"
        return Self(
            "written-by-hand",
            Text(
                en: "\(device) stands at \(file), in a file that somebody wrote; take "
                    + "its entry out there by hand",
                vi: "\(device) nằm ở \(file), trong tệp do người viết; hãy tự xóa mục của "
                    + "nó ở đó"),
            next: [["sudoedit", place.file], ["tram", "reload"]], exit: .refused)
    }
}
