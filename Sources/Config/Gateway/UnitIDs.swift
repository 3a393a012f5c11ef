// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The unit ids of one entry: one, or a range of devices alike.
struct UnitIDs: Hashable, Sendable {
    /// Stands for the unit id in the id of a device.
    static let placeholder = "{unit-id}"

    var low: UInt8
    var high: UInt8

    init(low: UInt8, high: UInt8) {
        self.low = low
        self.high = high
    }

    /// `1` or `1-8`.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt8(part) : nil
        }
        guard (1...2).contains(parts.count), numbers.count == parts.count,
            let low = numbers.first, let high = numbers.last, low <= high
        else { return nil }
        self.init(low: low, high: high)
    }

    var text: String { low == high ? "\(low)" : "\(low)-\(high)" }

    /// Each with the id of its device.
    func expanded(_ id: String) -> [(unit: UInt8, id: String)] {
        (low...high).map { ($0, id.replacing(Self.placeholder, with: "\($0)")) }
    }
}

extension Format<UnitIDs> {
    static var unitIDs: Self {
        form(
            Text(
                en: "a unit id from 0 to 255, or a range such as 1-8",
                vi: "địa chỉ trạm (unit id) từ 0 đến 255, hoặc một dải như 1-8"),
            pattern: "^[0-9]+(-[0-9]+)?$", show: { $0.text }
        ) { UnitIDs($0) }
    }
}

extension Format<String> {
    /// A level in which `{unit-id}` may stand.
    static var deviceID: Self {
        form(
            Text(
                en: "at most \(Level.length) lower-case letters a-z, digits and hyphens; "
                    + "\(UnitIDs.placeholder) may stand within",
                vi: "nhiều nhất \(Level.length) chữ thường không dấu a-z, chữ số và gạch nối; "
                    + "có thể chứa \(UnitIDs.placeholder)"),
            pattern: "^([a-z0-9-]|\\{unit-id\\})+$", show: { $0 }, repair: { Level.repaired($0) }
        ) { text in
            Level.isValid(text.replacing(UnitIDs.placeholder, with: "0")) ? text : nil
        }
    }

    /// The name of a profile, which is the name of its file: nothing that could leave a directory.
    static var profileID: Self {
        form(
            Text(
                en: "a profile's name: lower-case letters, digits and hyphens",
                vi: "tên hồ sơ thiết bị: chữ thường không dấu, chữ số và gạch nối"),
            pattern: "^[a-z0-9-]{1,64}$", show: { $0 }
        ) { text in
            let fits = text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            }
            return fits && (1...64).contains(text.utf8.count) ? text : nil
        }
    }
}
