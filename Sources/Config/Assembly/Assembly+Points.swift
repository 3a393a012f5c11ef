// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Assembly {
    /// A profile as this device has it: with the parts that it is fitted with, its addresses and
    /// byte order, and what the site says of its points. Nil where that cannot be.
    mutating func installed(_ model: Profile, _ entry: Marked<DeviceSection>) -> Profile? {
        let errors = findings.errors
        var profile = model
        fit(&profile, entry)
        move(&profile, entry)
        if let order = entry.order { profile.reorder(order) }
        if let node = entry.points {
            var site = SitePoints(profile, node)
            site.read(&findings)
            profile = site.profile
        }
        return findings.errors == errors ? profile : nil
    }

    /// Leaves out the points of parts that are not there.
    private mutating func fit(_ profile: inout Profile, _ entry: Marked<DeviceSection>) {
        for option in entry.options where !profile.options.contains(option.value) {
            let near = nearest(option.value, of: profile.options)
            let known = profile.options.joined(separator: ", ")
            findings.add(
                .badValue, at: option.node.mark,
                Text(
                    en: "\(profile.id) can be fitted with \(known.isEmpty ? "nothing" : known), "
                        + "found \(option.value)" + (near.map { "; did you mean \($0)?" } ?? ""),
                    vi: "\(profile.id) \(known.isEmpty ? "không lắp thêm gì" : "lắp được \(known)")"
                        + ", đang ghi là \(option.value)"
                        + (near.map { "; có phải ý bạn là \($0)?" } ?? "")))
        }
        let fitted = Set(entry.options.map(\.value))
        guard profile.points.contains(where: { !($0.option.map(fitted.contains) ?? true) }) else {
            return
        }
        profile.points.removeAll { !($0.option.map(fitted.contains) ?? true) }
        if profile.points.isEmpty { nothingLeft(entry.node.mark(of: "options")) }
    }

    /// What the device sends back would be taken for its answer.
    mutating func checkEcho(
        _ entry: Marked<DeviceSection>, _ profile: Profile, _ bus: Marked<BusSection>
    ) {
        guard profile.hasEcho, let serial = bus.serial, !serial.echo else { return }
        findings.add(
            .linkMismatch, at: entry.node.mark(of: "profile"), severity: .warning,
            Text(
                en: "\(profile.id) sends every request back: expected echo: true in this bus's "
                    + "serial",
                vi: "\(profile.id) gửi lại mọi yêu cầu: cần echo: true trong serial của bus này"))
    }

    private mutating func nothingLeft(_ mark: Mark) {
        findings.add(
            .outOfRange, at: mark,
            Text(
                en: "no point of the device is left to read",
                vi: "không còn điểm đo nào của thiết bị để đọc"))
    }

    /// Adds the device's offset to every address.
    private mutating func move(_ profile: inout Profile, _ entry: Marked<DeviceSection>) {
        guard let offset = entry.addressOffset, offset.value != 0 else { return }
        for index in profile.points.indices where profile.points[index].isRead {
            let point = profile.points[index]
            let address = UInt16(exactly: Int(point.address) + offset.value)
            let block = point.block.map { UInt16(exactly: Int($0.address) + offset.value) }
            guard let address, block != .some(nil), Int(address) + point.count <= 0x1_0000 else {
                findings.add(
                    .outOfRange, at: offset.node.mark,
                    Text(
                        en: "it would move \(point.name) from \(point.address) out of 0 to 65535",
                        vi: "\(point.name) từ \(point.address) bị dời ra ngoài 0 đến 65535"))
                return
            }
            profile.points[index].address = address
            if let block, let block { profile.points[index].block?.address = block }
        }
    }
}

extension Profile {
    /// Lays out otherwise whatever lay as the profile has it.
    fileprivate mutating func reorder(_ other: WordOrder) {
        for index in points.indices
        where points[index].order == PointBuilder.order(of: points[index], order) {
            points[index].order = PointBuilder.order(of: points[index], other)
        }
        order = other
    }
}
