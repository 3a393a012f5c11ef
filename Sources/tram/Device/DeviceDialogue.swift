// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field
internal import Host

/// What a person at the terminal is asked about a device that is to be added.
struct DeviceDialogue {
    /// Of a list that is offered.
    private static let mostOffers = 12

    let prompt: Prompt
    let site: DeviceSite
    let control: String

    private var lines: [Line] { site.configuration.lines }
    private var screen: Screen { prompt.screen }

    // MARK: The bus

    /// As far as the flags say it, it is not asked.
    func spot(_ wish: BusWish) throws(DeviceMistake) -> DeviceSpot {
        guard wish.isEmpty else { return try DeviceSpot(wish, lines) }
        let ports = freePorts
        screen.say(Text(en: "Where is the device?", vi: "Thiết bị ở đâu?"))
        let buses = lines.map { line in
            let count = line.devices.count
            let devices = Text(en: count.of("device"), vi: "\(count) thiết bị")(screen.language)
            return "\(line.id)  \(DeviceSpot(line).text), \(devices)"
        }
        let new = Text(en: "new bus", vi: "bus mới")(screen.language)
        offer(buses + ports.map { "\($0)  (\(new))" })
        let question = Text(
            en: "Number, bus, port (/dev/…) or host (10.0.0.5)",
            vi: "Số, bus, cổng (/dev/…) hoặc máy (10.0.0.5)")
        let chosen = try prompt.ask(question) { word throws(DeviceMistake) in
            try choice(word, ports)
        }
        return try withSpeed(chosen)
    }

    /// Ports that no bus has.
    private var freePorts: [String] {
        SerialPorts().all().filter { port in
            let names = [port.path] + port.stableNames
            return !lines.contains { names.contains($0.link.address) }
        }.map { $0.stableNames.first ?? $0.path }
    }

    private func choice(_ word: String, _ ports: [String]) throws(DeviceMistake) -> BusWish {
        if let number = Int(word), (1...lines.count + ports.count + 1).contains(number) {
            if number <= lines.count { return BusWish(id: lines[number - 1].id) }
            let place = number - lines.count - 1
            if place < ports.count { return BusWish(port: ports[place]) }
        }
        if lines.contains(where: { $0.id == word }) { return BusWish(id: word) }
        if word.hasPrefix("/") { return BusWish(port: word) }
        guard word.contains(".") || word.contains(":") || word == "localhost",
            let host = BusWish.host(word)
        else { throw .unknownBus(word, lines) }
        return BusWish(host: host)
    }

    /// A new line's settings are asked as well.
    private func withSpeed(_ wish: BusWish) throws(DeviceMistake) -> DeviceSpot {
        let spot = try DeviceSpot(wish, lines)
        guard spot.isNew, let port = wish.port else { return spot }
        var wish = wish
        screen.say(
            Text(
                en: "  not known? Ctrl-C, then: tram scan \(port) --auto",
                vi: "  chưa biết? Ctrl-C, rồi: tram scan \(port) --auto"))
        wish.baud = try prompt.ask(Text(en: "Baud", vi: "Baud"), usual: "9600") {
            word throws(DeviceMistake) in
            guard let baud = Int(word), SerialSpeed.bauds.contains(baud) else {
                throw .badAnswer(BusOptions.badSpeed)
            }
            return baud
        }
        let question = Text(
            en: "Bits, parity, stop bits", vi: "Bit dữ liệu, parity, bit dừng")
        wish.mode = try prompt.ask(question, usual: "8N1") { word throws(DeviceMistake) in
            guard let mode = SerialMode(word.uppercased()) else {
                throw .badAnswer(BusOptions.badSpeed)
            }
            return mode
        }
        return try DeviceSpot(wish, lines)
    }

    // MARK: Unit, id and name

    func unit(at spot: DeviceSpot, isForced: Bool) throws(DeviceMistake) -> UInt8 {
        let (low, high) = (spot.units.lowerBound, spot.units.upperBound)
        let question = Text(
            en: "Unit id set in the device (\(low)–\(high))",
            vi: "Địa chỉ trạm (unit id) đặt trong thiết bị (\(low)–\(high))")
        return try prompt.ask(question) { word throws(DeviceMistake) in
            guard let unit = UInt8(word), spot.units.contains(unit) else {
                throw .badAnswer(
                    Text(en: "a number from \(low) to \(high)", vi: "số từ \(low) đến \(high)"))
            }
            if !isForced { try DevicePlan.checkUnit(unit, spot, site) }
            return unit
        }
    }

    func id(_ unit: UInt8) throws(DeviceMistake) -> String {
        let question = Text(en: "Id, for topics and commands", vi: "Mã, dùng trong topic và lệnh")
        return try prompt.ask(question, usual: freeID("device-\(unit)")) {
            word throws(DeviceMistake) in
            guard Level.isValid(word) else { throw .badID("id", word) }
            try DevicePlan.checkID(word, site)
            return word
        }
    }

    private func freeID(_ stem: String) -> String {
        let taken = Set(site.configuration.devices.map(\.id))
        guard taken.contains(stem) else { return stem }
        let number = (2...taken.count + 2).first { !taken.contains("\(stem)-\($0)") }
        return "\(stem)-\(number ?? 2)"
    }

    /// nil: as the profile says.
    func name() throws(DeviceMistake) -> String? {
        let question = Text(
            en: "Name for people (Enter: as the profile says)",
            vi: "Tên gọi (Enter: theo hồ sơ)")
        return try prompt.ask(question) { word throws(DeviceMistake) -> String? in
            if !word.isEmpty { try DevicePlan.checkName(word) }
            return word.isEmpty ? nil : word
        }
    }

    func offer(_ rows: [String]) {
        for (number, row) in zip(1..., rows.prefix(Self.mostOffers)) {
            let line = "\(TableColumns.right("\(number)", 3))  \(row)"
            screen.line(line.printable(columns: Terminal.columns))
        }
        guard rows.count > Self.mostOffers else { return }
        let more = rows.count - Self.mostOffers
        screen.say(Text(en: "     … and \(more) more", vi: "     … và \(more) mục nữa"))
    }
}

extension DeviceMistake {
    static func badAnswer(_ text: Text) -> Self { Self("bad-value", text) }
}
