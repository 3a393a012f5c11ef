// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

struct DeviceShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: Text(
            en: "One device: settings, file, state, points with their latest values.",
            vi: "Một thiết bị: thiết lập, tệp, trạng thái, điểm đo và giá trị mới."),
        usage: """
            tram device show <device> [--config <config>] [--profiles <profiles> ...]
                   [--output <output>] [--control <control>] [--lang <lang>]
            """,
        discussion: discussion)

    @Argument(help: .words(en: "The device's id.", vi: "Mã thiết bị."), completion: .devices)
    var device: String

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
        guard let line = site.line(of: device),
            let found = line.devices.first(where: { $0.id == device })
        else { throw ReadMistake.device(device, site.configuration) }
        let states = DeviceStates(at: control.path)
        let view = DeviceShowView(
            device: found, line: line, place: site.places.device(device),
            state: states[device], values: try values(states), screen: screen)
        switch output {
        case .json: Environment.write(view.json + "\n")
        case .table: for line in view.lines(Terminal.columns) { screen.line(line) }
        }
        states.complain("tram device show", output, screen)
    }

    /// The latest values by the points' names; none where the service does not have the device.
    private func values(_ states: DeviceStates) throws(ServiceFault) -> [String: JSON] {
        guard states[device] != nil else { return [:] }
        var found: [String: JSON] = [:]
        var from = Int64?.some(0)
        while let place = from {
            let page = try ServiceClient.ask("values", at: control.path) { writer in
                writer.strings("devices", [device])
                writer.member("from", place)
            }
            for point in page["devices"]?.array?.first?["points"]?.array ?? [] {
                found[point.text("name")] = point
            }
            // The next place lies behind this one, or the service is none.
            from = page["next"]?.integer.flatMap { $0 > place ? $0 : nil }
        }
        return found
    }
}
