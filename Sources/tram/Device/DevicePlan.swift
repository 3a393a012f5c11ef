// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field

/// A device to be added: what is written for it, and that nothing speaks against it.
struct DevicePlan {
    /// Letters of a device's name, as the configuration takes it.
    private static let longestName = 64

    let spot: DeviceSpot
    let entry: DeviceEntry
    let edit: DropInEdit
    /// As the whole would have it.
    let device: Device
    let doubts: [Text]

    /// `isForced`: one unit id may be two devices'.
    init(
        _ entry: DeviceEntry, at spot: DeviceSpot, _ site: DeviceSite, _ folder: DropInFolder,
        isForced: Bool
    ) throws(DeviceMistake) {
        guard Level.isValid(entry.id) else { throw .badID("--id", entry.id) }
        try Self.checkID(entry.id, site)
        if let name = entry.name { try Self.checkName(name) }
        if !isForced { try Self.checkUnit(entry.unit, spot, site) }
        let bus = spot.isNew ? [BusEntry(id: spot.id, link: spot.link).file] : []
        edit = DropInEdit(written: bus + [entry.file])
        try folder.check(edit)
        let (whole, doubts) = try site.edited(edit)
        // Whatever else could be read into the names, the device is what was asked for.
        guard let device = whole.devices.first(where: { $0.id == entry.id }) else {
            throw .unknownBus(spot.id, site.configuration.lines)
        }
        (self.spot, self.entry, self.device, self.doubts) = (spot, entry, device, doubts)
    }

    static func checkID(_ id: String, _ site: DeviceSite) throws(DeviceMistake) {
        guard site.configuration.devices.contains(where: { $0.id == id }) else { return }
        let place = site.place(id)
        throw DeviceMistake(
            "duplicate-id",
            Text(
                en: "the id \(id) is taken\(place.en); choose another --id",
                vi: "mã \(id) đã được dùng\(place.vi); hãy chọn --id khác"),
            next: [["tram", "device", "show", id]])
    }

    static func checkName(_ name: String) throws(DeviceMistake) {
        let hasControl = name.unicodeScalars.contains {
            $0.properties.generalCategory == .control
        }
        guard hasControl || !(1...longestName).contains(name.unicodeScalars.count) else { return }
        throw DeviceMistake(
            "bad-value",
            Text(
                en: "a name is one line of 1 to \(longestName) characters",
                vi: "tên là một dòng từ 1 đến \(longestName) ký tự"), exit: .usage)
    }

    static func checkUnit(
        _ unit: UInt8, _ spot: DeviceSpot, _ site: DeviceSite
    ) throws(DeviceMistake) {
        guard let other = spot.devices.first(where: { $0.unit == unit }) else { return }
        let place = site.place(other.id)
        throw DeviceMistake(
            "duplicate-unit",
            Text(
                en: "unit id \(unit) of \(spot.id) is \(other.id)\(place.en)",
                vi: "địa chỉ trạm \(unit) của \(spot.id) là \(other.id)\(place.vi)"),
            next: [["tram", "device", "show", other.id]])
    }

    /// The files as they would be.
    func lines(_ folder: DropInFolder) -> [String] {
        edit.written.flatMap { one in
            ["\(folder.file(one.name)):"]
                + one.text.split(separator: "\n").map { "  \($0)" }
        }
    }
}

extension DeviceSite {
    /// Where a device stands, as the end of a sentence.
    fileprivate func place(_ id: String) -> Text {
        guard let place = places.device(id) else { return Text(en: "", vi: "") }
        return Text(
            en: ", in line \(place.line) of \(place.file)",
            vi: ", dòng \(place.line) của \(place.file)")
    }
}
