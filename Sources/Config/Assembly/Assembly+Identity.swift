// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Assembly {
    /// Device ids are topic levels of one gateway: no two alike, and none that a topic reserves.
    /// False where there are too many to look at.
    mutating func checkDeviceIDs() -> Bool {
        var seen: [String: Mark] = [:]
        var count = 0
        // What a drop-in adds to a bus comes after all that stands before it.
        let entries = file.buses.flatMap(\.devices).sorted { $0.node.mark < $1.node.mark }
        for entry in entries where !entry.id.isEmpty {
            let mark = entry.node.mark(of: "id")
            if !checkTemplate(entry, at: mark) { continue }
            for id in entry.ids {
                count += 1
                checkUnique(id, at: mark, &seen)
                if Level.channels.contains(id) { reserved(id, at: mark) }
            }
            if count > DeviceSection.limit {
                tooMany(at: mark)
                return false
            }
        }
        return true
    }

    private mutating func tooMany(at mark: Mark) {
        findings.add(
            .tooMany, at: mark,
            Text(
                en: "more than \(DeviceSection.limit) devices in one gateway",
                vi: "quá \(DeviceSection.limit) thiết bị trong một gateway"))
    }

    /// Whether the entry's ids can differ and are short enough with their numbers.
    private mutating func checkTemplate(_ entry: Marked<DeviceSection>, at mark: Mark) -> Bool {
        guard let units = entry.units else { return true }
        if units.low < units.high, !entry.id.contains(UnitIDs.placeholder) {
            findings.add(
                .duplicateID, at: mark,
                Text(
                    en: "devices \(units.text) would all be called \(entry.id); put "
                        + "\(UnitIDs.placeholder) into the id, in quotes: "
                        + "\"\(entry.id)-\(UnitIDs.placeholder)\"",
                    vi: "các thiết bị \(units.text) sẽ cùng mã \(entry.id); hãy thêm "
                        + "\(UnitIDs.placeholder) vào id, trong dấu ngoặc kép: "
                        + "\"\(entry.id)-\(UnitIDs.placeholder)\""))
            return false
        }
        let longest = entry.id.replacing(UnitIDs.placeholder, with: "\(units.high)")
        guard longest.utf8.count > Level.length else { return true }
        findings.add(
            .badValue, at: mark,
            Text(
                en: "with its unit id it becomes \(longest): more than \(Level.length) letters",
                vi: "kèm địa chỉ trạm thành \(longest), dài quá \(Level.length) ký tự"))
        return false
    }

    /// A unit id that the line cannot carry.
    mutating func checkUnitRange(_ entry: Marked<DeviceSection>, _ allowed: ClosedRange<UInt8>) {
        guard let node = entry.node["unit-id"], let units = entry.units else { return }
        if allowed.contains(units.low), allowed.contains(units.high) { return }
        findings.add(
            .outOfRange, at: node.mark,
            Text(
                en: "on a serial line a unit id is \(allowed.lowerBound)–\(allowed.upperBound), "
                    + "found \(units.text)",
                vi: "trên đường nối tiếp, địa chỉ trạm là \(allowed.lowerBound)–"
                    + "\(allowed.upperBound), đang ghi là \(units.text)"))
    }

    /// Two entries for one unit answer as one; it can be meant, for a device in two parts.
    mutating func checkUnits(_ bus: Marked<BusSection>) {
        var seen: [UInt8: Mark] = [:]
        for entry in bus.devices {
            guard let node = entry.node["unit-id"], let units = entry.units else { continue }
            let first = (units.low...units.high).compactMap { seen[$0] }.first
            for unit in units.low...units.high { seen[unit] = node.mark }
            guard let first else { continue }
            let place = findings.place(of: first, from: node.mark)
            findings.add(
                .duplicateUnit, at: node.mark, severity: .warning,
                Text(
                    en: "unit id \(units.text) is used by \(place.en) on the same bus",
                    vi: "địa chỉ trạm \(units.text) đã dùng ở \(place.vi) trên cùng "
                        + "bus"))
        }
    }
}

extension Marked<DeviceSection> {
    /// The ids of its devices, as far as they are known.
    fileprivate var ids: [String] {
        if let units = value.units { return units.expanded(value.id).map(\.id) }
        return value.id.contains(UnitIDs.placeholder) ? [] : [value.id]
    }
}
