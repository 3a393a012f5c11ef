// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

struct DeviceTry: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: Text(
            en: "Read a unit by a profile, once; nothing is written.",
            vi: "Đọc một trạm theo một hồ sơ, một lần; không ghi gì."),
        usage: """
            tram device try <profile> <place> [--rtu-over-tcp] [--baud <baud>]
                   [--mode <mode>] [--address-offset <address-offset>]
                   [--config <config>] [--profiles <profiles> ...]
                   [--output <output>] [--control <control>] [--lang <lang>]
            """,
        discussion: discussion)

    @Argument(
        help: .words(en: "A profile of the library.", vi: "Một hồ sơ trong thư viện."),
        completion: .profiles)
    var profile: String

    @Argument(
        help: .words(
            en: "BUS:UNIT, /dev/…:UNIT, or HOST:UNIT, HOST:PORT:UNIT.",
            vi: "BUS:TRẠM, /dev/…:TRẠM, hoặc MÁY:TRẠM, MÁY:CỔNG:TRẠM."), completion: .units)
    var place: String

    @OptionGroup var line: LineOptions

    @Option(
        help: .words(
            en: "Added to the profile's addresses.", vi: "Cộng vào địa chỉ của hồ sơ."))
    var addressOffset = 0

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

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
        guard (-65_535...65_535).contains(addressOffset) else {
            throw ValidationError(
                Text(
                    en: "--address-offset: from -65535 to 65535",
                    vi: "--address-offset: từ -65535 đến 65535"))
        }
    }

    func run() throws {
        let screen = Screen(language.language)
        guard let place = try IdentifyPlace(self.place, line) else { return }
        let (spot, libraries) = try spot(place)
        let device = try device(place.unit, libraries)
        let trial = try DeviceTrial(
            device, at: spot, control: control.path,
            showsProgress: output == .table && Environment.isTerminal(1))
        guard output == .table else {
            Environment.write(trial.report.json + "\n")
            if trial.failure != nil { throw ExitCode.problem }
            return
        }
        trial.show(screen)
        if let failure = trial.failure { throw failure }
        offer(spot, place, screen)
    }

    /// A bus of the configuration, also where its port or host was named, else a line that is
    /// opened here; and where profiles are looked for.
    private func spot(_ place: IdentifyPlace) throws -> (DeviceSpot, libraries: [String]) {
        let wish = BusWish(
            place.place, baud: line.baud, mode: line.mode.flatMap(SerialMode.init))
        if place.bus != nil || File.exists(options.path) {
            let site = try DeviceSite(options)
            let spot = try DeviceSpot(wish, site.configuration.lines)
            if !spot.isNew { return (spot, site.libraries) }
        }
        guard let link = wish.link else { throw DeviceMistake.unknownBus(self.place, []) }
        return (DeviceSpot(alone: link), options.directories + Library.directories())
    }

    private func device(_ unit: UInt8, _ libraries: [String]) throws(DeviceMistake) -> Device {
        var catalogue = Catalogue(directories: libraries)
        guard let outcome = catalogue.profile(profile) else {
            throw .unknownProfile(profile, catalogue.ids)
        }
        guard var model = outcome.value else {
            let problem = outcome.problems.first { $0.severity == .error }
            throw DeviceMistake(
                problem?.code ?? "", problem?.text ?? Text(en: "", vi: ""),
                next: [["tram", "profile", "check", catalogue.path(of: profile) ?? profile]])
        }
        try model.shift(by: addressOffset)
        var device = Device(
            id: profile, profile: model, unit: unit, domain: "env", poll: .seconds(10))
        device.timeout = model.link.timeout ?? device.timeout
        device.gap = model.link.gap ?? device.gap
        device.largestRead = model.link.largestRead
        return device
    }

    private func offer(_ spot: DeviceSpot, _ place: IdentifyPlace, _ screen: Screen) {
        let flags = spot.isNew ? place.place.flags(spot.link.speed) : ["--bus", spot.id]
        var words =
            ["tram", "device", "add"] + flags
            + ["--unit", "\(place.unit)", "--profile", profile, "--id", "device-\(place.unit)"]
        if addressOffset != 0 { words.append("--address-offset=\(addressOffset)") }
        screen.say(Text(en: "to add it:", vi: "để thêm thiết bị:"))
        for line in ShellLine(words).lines() { screen.line(line) }
    }
}

extension Profile {
    /// Every address moved, as a device's `address-offset` does.
    fileprivate mutating func shift(by offset: Int) throws(DeviceMistake) {
        guard offset != 0 else { return }
        for index in points.indices where !points[index].isMade {
            guard points[index].move(by: offset) != nil else { continue }
            let name = points[index].name
            throw DeviceMistake(
                "out-of-range",
                Text(
                    en: "--address-offset \(offset) would move \(name) out of 0 to 65535",
                    vi: "--address-offset \(offset): \(name) bị dời ra ngoài 0 đến 65535"),
                exit: .usage)
        }
    }
}

extension DeviceMistake {
    static func unknownProfile(_ word: String, _ ids: [String]) -> Self {
        let near = nearest(word, of: ids)
        return Self(
            "unknown-profile",
            Text(
                en: "no profile is called \(word.quoted)"
                    + (near.map { "; did you mean \($0)?" } ?? ""),
                vi: "không có hồ sơ nào tên \(word.quoted)"
                    + (near.map { "; có phải \($0) không?" } ?? "")),
            next: [["tram", "profile", "list"]], exit: .usage)
    }
}
