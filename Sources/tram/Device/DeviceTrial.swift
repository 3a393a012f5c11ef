// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host

/// One round of a device's points, read as they would be if it were configured so.
struct DeviceTrial {
    private static let mostCauses = 3
    /// Of one read for a bus whose time is the polls' alone after a unit that was silent.
    private static let mostWaits = 2

    let report: DeviceReport
    private let spot: DeviceSpot

    init(
        _ device: Device, at spot: DeviceSpot, control path: String, showsProgress: Bool
    ) throws {
        var read = try DeviceRead(device)
        let line = spot.line(device)
        var access = try DeviceAccess(line, device, control: path, isAlone: spot.isNew)
        let (began, all) = (Clock.now(), read.requests.count)
        var count = 0
        defer { if showsProgress { Environment.write("\r\u{1B}[K") } }
        let asked = try read.ask { request in
            if showsProgress { Environment.write("\r\u{1B}[K\(count)/\(all)") }
            count += 1
            return try Self.patiently { try access.read(request) }
        }
        report = DeviceReport(
            line: line, device: device, findings: read.findings, requests: asked,
            took: Clock.now() - began, isOwn: access.isOwn)
        self.spot = spot
    }

    private static func patiently(
        _ read: () throws -> GuestResult.Outcome
    ) throws -> GuestResult.Outcome {
        for _ in 0..<mostWaits {
            do {
                return try read()
            } catch ServiceFault.refused(code: "late", _, _) {
                continue
            }
        }
        return try read()
    }

    /// Where nothing came for one reason, the reason says all.
    func show(_ screen: Screen) {
        let qualities = Set(report.findings.map(\.quality))
        guard qualities.count > 1 || qualities.first?.class != .comm else { return }
        for line in report.lines(Terminal.columns, screen) { screen.line(line) }
    }

    /// Why the profile is not believed to be the unit's: half of what was read did not come, or
    /// cannot be right. nil where it is fine.
    var failure: DeviceMistake? {
        let read = report.findings.filter(\.point.isRead)
        let bad = read.filter { [.comm, .suspect].contains($0.quality.class) }
        guard !bad.isEmpty, bad.count * 2 >= read.count else { return nil }
        let counts = Dictionary(grouping: bad, by: \.quality).mapValues(\.count)
        let most = counts.max { ($0.value, $1.key.code) < ($1.value, $0.key.code) }
        guard let quality = most?.key else { return nil }
        let words = quality.words
        let causes = CodeEntry.named(quality.code).first?.article.causes ?? []
        return DeviceMistake(
            quality.code,
            Text(
                en: "the trial failed, \(bad.count) of \(read.count.of("point")): \(words.en)",
                vi: "đọc thử không đạt, \(bad.count)/\(read.count) điểm đo: \(words.vi)"),
            details: zip(1..., causes.prefix(Self.mostCauses)).map { number, cause in
                Text(en: "\(number). \(cause.text.en)", vi: "\(number). \(cause.text.vi)")
            }, next: [next(quality)])
    }

    private func next(_ quality: Quality) -> [String] {
        let (place, settings) = spot.words(hasService: !report.isOwn)
        let unit = "\(report.device.unit)"
        return switch quality {
        case .commTimeout, .commGateway: ["tram", "scan", place] + settings
        case .commGarbled, .commMismatch:
            ["tram", "scan", place, "--units", unit] + (place.hasPrefix("/") ? ["--auto"] : [])
        case .commDisconnected:
            place.hasPrefix("/") ? ["tram", "ports"] : ["tram", "status", "bus"]
        default: ["tram", "identify", "\(place):\(unit)"] + settings
        }
    }
}
