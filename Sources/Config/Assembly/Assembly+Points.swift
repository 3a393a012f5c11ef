// SPDX-License-Identifier: Apache-2.0
package import Field

extension Assembly {
    /// A profile as this device has it: with the parts that it is fitted with, its addresses and
    /// byte order, and what the site says of its points. Nil where that cannot be.
    mutating func installed(_ model: Profile, _ entry: Marked<DeviceSection>) -> Profile? {
        let errors = findings.errors
        var profile = model
        fit(&profile, entry)
        if let order = entry.order { profile.reorder(order) }
        if let node = entry.points {
            var site = SitePoints(profile, node)
            site.read(&findings)
            profile = site.profile
        }
        // A site counts addresses as the profile does, so that its own are moved like the others.
        move(&profile, entry)
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
        guard !profile.points.contains(where: \.isRead) else { return }
        findings.add(.outOfRange, at: entry.node.mark(of: "options"), .nothingLeft)
    }

    /// What the device sends back would be taken for its answer.
    mutating func checkEcho(
        _ entry: Marked<DeviceSection>, _ profile: Profile, _ bus: Marked<BusSection>
    ) {
        guard profile.hasEcho else { return }
        if let serial = bus.serial, !serial.echo {
            echoes(
                entry,
                Text(
                    en: "\(profile.id) sends every request back: expected echo: true in this bus's "
                        + "serial",
                    vi: "\(profile.id) gửi lại mọi yêu cầu: cần echo: true trong serial của bus này"
                ))
        } else if bus.rtuOverTCP != nil {
            echoes(
                entry,
                Text(
                    en: "\(profile.id) sends every request back, which is understood on serial "
                        + "only: over rtu-over-tcp its answers are lost",
                    vi: "\(profile.id) gửi lại mọi yêu cầu, chỉ serial mới hiểu được: qua "
                        + "rtu-over-tcp sẽ mất câu trả lời"))
        }
    }

    private mutating func echoes(_ entry: Marked<DeviceSection>, _ text: Text) {
        findings.add(
            .linkMismatch, at: entry.node.mark(of: "profile"), severity: .warning, text)
    }

    /// Adds the device's offset to every address.
    private mutating func move(_ profile: inout Profile, _ entry: Marked<DeviceSection>) {
        guard let offset = entry.addressOffset, offset.value != 0 else { return }
        for index in profile.points.indices where !profile.points[index].isMade {
            guard let address = profile.points[index].move(by: offset.value) else { continue }
            let name = profile.points[index].name
            return findings.add(
                .outOfRange, at: offset.node.mark,
                Text(
                    en: "it would move \(name) from \(address) out of 0 to 65535",
                    vi: "\(name) từ \(address) bị dời ra ngoài 0 đến 65535"))
        }
    }
}

extension Point {
    /// Adds to each of its addresses, of what is read and what is written; answers the first for
    /// which there is no room.
    package mutating func move(by offset: Int) -> UInt16? {
        let moved = { (address: UInt16, count: Int) -> UInt16? in
            let place = Int(address) + offset
            return place + count <= 0x1_0000 ? UInt16(exactly: place) : nil
        }
        guard let own = moved(address, count) else { return address }
        address = own
        if let old = block {
            guard let first = moved(old.address, old.count) else { return old.address }
            block?.address = first
        }
        for list in [\WriteRule.unlock, \WriteRule.lock] {
            for index in write?[keyPath: list].indices ?? 0..<0 {
                guard let old = write?[keyPath: list][index] else { continue }
                guard let place = moved(old.address, old.words.count) else { return old.address }
                write?[keyPath: list][index].address = place
            }
        }
        guard let old = write?.result?.address else { return nil }
        guard let place = moved(old, 1) else { return old }
        write?.result?.address = place
        return nil
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
