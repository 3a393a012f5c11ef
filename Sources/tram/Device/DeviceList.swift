// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

struct DeviceList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: Text(
            en: "The devices of this gateway, and how they do.",
            vi: "Các thiết bị của gateway này và tình trạng."),
        usage: """
            tram device list [--config <config>] [--profiles <profiles> ...]
                   [--output <output>] [--control <control>] [--lang <lang>]
            """,
        discussion: discussion)

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

    func run() throws {
        let screen = Screen(language.language)
        let view = DeviceListView(
            site: try DeviceSite(options), states: DeviceStates(at: control.path))
        switch output {
        case .json: Environment.write(view.json + "\n")
        case .table:
            for line in view.lines(Terminal.columns, screen.language) { screen.line(line) }
        }
        view.states.complain("tram device list", output, screen)
    }
}

/// Devices, a row each, in the configuration's order.
struct DeviceListView {
    let site: DeviceSite
    let states: DeviceStates
    /// Nothing is wider than these, however long its words are.
    private static let widest = [24, 24, 24, 24]

    private var all: [(line: Line, device: Device)] {
        site.configuration.lines.flatMap { line in line.devices.map { (line, $0) } }
    }

    func lines(_ width: Int, _ language: Language) -> [String] {
        guard !all.isEmpty else { return Self.nothing(language).wrapped(columns: width) }
        let head = Text(
            en: "DEVICE|PROFILE|BUS:UNIT|STATE|NAME", vi: "THIẾT BỊ|HỒ SƠ|BUS:TRẠM|TRẠNG THÁI|TÊN")(
                language
            ).split(separator: "|").map(String.init)
        let rows =
            [head]
            + all.map { line, device in
                [
                    device.id, device.profile.id, "\(line.id):\(device.unit)",
                    states.word(device.id) ?? "–", device.names?(language) ?? "",
                ]
            }
        let columns = Self.widest.indices.map { column in
            min(Self.widest[column], rows.reduce(0) { max($0, $1[column].columns) })
        }
        return rows.map { row in
            let cells = zip(row, columns).map { TableColumns.left($0, $1) } + [row[4]]
            return TableColumns.left(cells.joined(separator: " "), width).withoutTail
        }
    }

    static let nothing = Text(
        en: "no device yet; add one: tram device add", vi: "chưa có thiết bị; thêm: tram device add"
    )

    var json: String {
        var writer = JSONWriter()
        writer.beginArray()
        for (line, device) in all {
            writer.beginObject()
            writer.device(device, line, site.places.device(device.id), states[device.id])
            writer.endObject()
        }
        writer.endArray()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension JSONWriter {
    /// What is told of a device first.
    mutating func device(
        _ device: Device, _ line: Line, _ place: SitePlaces.Place?, _ state: JSON?
    ) {
        member("device", device.id)
        member("profile", device.profile.id)
        member("bus", line.id)
        member("unit", device.unit)
        if let names = device.names { texts("name", names) }
        if let place {
            member("file", place.file)
            member("line", place.line)
        }
        guard let state else { return }
        member("state", state.text("state"))
        let code = state.text("code")
        if !code.isEmpty { member("code", code) }
    }
}
