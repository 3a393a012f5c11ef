// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What to type to have a unit polled that was found.
struct ScanOffer {
    /// Units that are offered.
    private static let mostUnits = 8

    private let new: [ScanFinding]
    private let place: ScanPlace
    /// Where none was tried.
    private let speed: SerialSpeed

    /// `known`: units that are polled already.
    init(
        _ found: [ScanFinding], _ place: ScanPlace, _ speed: SerialSpeed, known: Set<UInt8>
    ) {
        new = found.filter { $0.isIntact && !known.contains($0.unit) }
        (self.place, self.speed) = (place, speed)
    }

    func lines(_ language: Language) -> [String] {
        guard !new.isEmpty else { return [] }
        let head =
            new.count == 1
            ? Text(en: "to add it:", vi: "để thêm thiết bị:")
            : Text(en: "to add them, one by one:", vi: "để thêm từng thiết bị:")
        let more = new.count - Self.mostUnits
        let rest = Text(en: "  … and \(more) more", vi: "  … và \(more) trạm nữa")(language)
        return [head(language)]
            + new.prefix(Self.mostUnits).flatMap { finding in
                let flags = place.flags(finding.speed ?? speed) + ["--unit", "\(finding.unit)"]
                return ShellLine(["tram", "device", "add"] + flags).lines()
            } + (more > 0 ? [rest] : [])
    }
}
