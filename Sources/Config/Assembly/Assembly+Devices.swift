// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Assembly {
    /// The devices of one entry: several where it names a range of unit ids.
    mutating func devices(
        _ entry: Marked<DeviceSection>, on bus: Marked<BusSection>
    ) -> [Device] {
        checkDomain(entry)
        checkPeriods(entry)
        guard let model = profile(of: entry) else {
            checkUnitRange(entry, bus.units)
            return []
        }
        checkUnitRange(entry, bus.value.units(of: model))
        guard let profile = installed(model, entry) else { return [] }
        checkLink(entry, profile, bus)
        checkEcho(entry, profile, bus)
        checkLargestRead(entry, profile)
        guard findings.errors == 0, let units = entry.units else { return [] }
        return units.expanded(entry.id).map { unit, id in
            device(entry.value, id: id, unit: unit, profile)
        }
    }

    private func device(
        _ entry: DeviceSection, id: String, unit: UInt8, _ profile: Profile
    ) -> Device {
        var device = Device(
            id: id, profile: profile, unit: unit, domain: entry.domain,
            poll: entry.periods.normal)
        device.periods = entry.periods
        device.timeout = entry.timeout ?? profile.link.timeout ?? device.timeout
        device.retries = entry.retries
        device.gap = entry.gap ?? profile.link.gap ?? device.gap
        device.connectWait = entry.connectWait ?? profile.link.connectWait ?? device.connectWait
        device.largestRead = entry.largestRead ?? profile.link.largestRead
        device.publishing = file.publish
        if let live = entry.live { device.publishing.live = live }
        if let heartbeat = entry.heartbeat { device.publishing.heartbeat = heartbeat.value }
        if let window = entry.window { device.publishing.window = window.value }
        device.attributes = entry.attributes
        device.names = entry.names ?? profile.names
        return device
    }

    private mutating func checkDomain(_ entry: Marked<DeviceSection>) {
        guard entry.domain == Level.gatewayDomain else { return }
        reserved(entry.domain, at: entry.node.mark(of: "domain"))
    }

    mutating func reserved(_ word: String, at mark: Mark) {
        findings.add(
            .reservedWord, at: mark,
            Text(
                en: "\(word) has a meaning of its own in topics; choose another word",
                vi: "\(word) đã có nghĩa riêng trong topic; hãy chọn từ khác"))
    }

    /// A heartbeat or a window shorter than the period could never be kept.
    private mutating func checkPeriods(_ entry: Marked<DeviceSection>) {
        checkPeriod(entry, "heartbeat", entry.heartbeat, file.publish.heartbeat)
        checkPeriod(entry, "window", entry.window, file.publish.window)
    }

    private mutating func checkPeriod(
        _ entry: Marked<DeviceSection>, _ key: String, _ own: Marked<Nanoseconds>?,
        _ common: Nanoseconds
    ) {
        let length = own?.value ?? common
        let poll = entry.periods.normal
        guard length != .zero, length < poll else { return }
        let period = entry.node["poll"].map { $0["normal"] ?? $0 } ?? entry.node
        findings.add(
            .conflictingKeys, at: own?.node.mark ?? period.mark,
            Text(
                en: "\(key) \(length.text) is shorter than poll \(poll.text); set this device's "
                    + "\(key) to 0s, or to \(poll.text) or more",
                vi: "\(key) \(length.text) ngắn hơn poll \(poll.text); hãy đặt \(key) của thiết "
                    + "bị là 0s, hoặc từ \(poll.text) trở lên"))
    }

    /// A request must hold the widest point: a device may change it between two.
    private mutating func checkLargestRead(_ entry: Marked<DeviceSection>, _ profile: Profile) {
        let widest = profile.widestRead
        guard let largest = entry.largestRead, largest < widest else { return }
        findings.add(
            .outOfRange, at: entry.node.mark(of: "max-registers"),
            Text(
                en: "\(profile.id) has a point of \(widest) registers: expected \(widest) or more, "
                    + "found \(largest)",
                vi: "\(profile.id) có điểm đo \(widest) thanh ghi: cần từ \(widest) trở lên, "
                    + "đang ghi là \(largest)"))
    }

    /// A line set to what the device cannot do is a mistake in one of the two.
    private mutating func checkLink(
        _ entry: Marked<DeviceSection>, _ profile: Profile, _ bus: Marked<BusSection>
    ) {
        guard let speed = bus.value.speed else { return }
        let bauds = profile.link.baud
        let modes = profile.link.modes
        if !bauds.isEmpty, !bauds.contains(speed.baud) {
            mismatch(entry, "\(speed.baud) baud", bauds.map { "\($0)" })
        }
        if !modes.isEmpty, !modes.contains(speed.mode) {
            mismatch(entry, speed.mode.text, modes.map(\.text))
        }
    }

    private mutating func mismatch(
        _ entry: Marked<DeviceSection>, _ line: String, _ device: [String]
    ) {
        let known = device.joined(separator: ", ")
        findings.add(
            .linkMismatch, at: entry.node.mark(of: "profile"), severity: .warning,
            Text(
                en: "the line runs at \(line), \(entry.profile) is known to do \(known)",
                vi: "đường truyền chạy \(line), hồ sơ \(entry.profile) chỉ hỗ trợ \(known)"))
    }
}
