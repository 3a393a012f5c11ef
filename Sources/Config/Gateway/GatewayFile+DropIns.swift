// SPDX-License-Identifier: Apache-2.0
internal import Field

extension GatewayFile {
    /// Adds the buses of drop-ins: those that say how they are reached are new, the others add
    /// their devices to the bus of their id, whichever file has it.
    mutating func add(_ dropIns: DropIns, _ findings: inout Findings) {
        let extensions = dropIns.buses.filter(\.isExtension)
        buses += dropIns.buses.filter { !$0.isExtension }
        if buses.count > Self.busLimit { tooMany(at: buses[Self.busLimit].node.mark, &findings) }
        // A bus that stands twice keeps its first place; that it does is told elsewhere.
        let places = Dictionary(
            buses.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
        for extra in extensions where !extra.id.isEmpty {
            if let place = places[extra.id] {
                buses[place].value.devices += extra.devices
                extra.checkManners(of: buses[place], &findings)
            } else if extra.hasOnlyKnownKeys(&findings) {
                unknownBus(extra, &findings)
            }
        }
    }

    private func tooMany(at mark: Mark, _ findings: inout Findings) {
        findings.add(
            .tooMany, at: mark,
            Text(
                en: "more than \(Self.busLimit) buses in one gateway",
                vi: "quá \(Self.busLimit) bus trong một gateway"))
    }

    private func unknownBus(_ bus: Marked<BusSection>, _ findings: inout Findings) {
        let near = nearest(bus.id, of: buses.map(\.id))
        findings.add(
            .unknownBus, at: bus.node.mark(of: "id"),
            Text(
                en: "no bus is called \(bus.id), and this one does not say how it is reached; "
                    + (near.map { "did you mean \($0)?" }
                        ?? "expected serial, tcp or rtu-over-tcp as well"),
                vi: "không có bus \(bus.id), và bus này không ghi cách kết nối; "
                    + (near.map { "có phải ý bạn là \($0)?" }
                        ?? "cần thêm serial, tcp hoặc rtu-over-tcp")))
    }
}

extension Marked<BusSection> {
    /// Whether it only adds devices to a bus that another file has: it does not say how it is
    /// reached.
    var isExtension: Bool {
        guard case .map = node.content else { return false }
        return BusSection.linkKeys.allSatisfy { node[$0] == nil }
    }

    /// A slip in the name of serial or tcp was told already.
    fileprivate func hasOnlyKnownKeys(_ findings: inout Findings) -> Bool {
        let known = findings.keys(of: BusSection.self).map(\.row.name)
        return node.entries.allSatisfy { known.contains($0.key.text ?? "") }
    }

    /// What is not a device's belongs where the bus is described.
    fileprivate func checkManners(of bus: Self, _ findings: inout Findings) {
        let known = findings.keys(of: BusSection.self).map(\.row.name).filter {
            $0 != "id" && $0 != "devices"
        }
        let place = findings.place(of: bus.node.mark, from: node.mark)
        for entry in node.entries {
            guard let name = entry.key.text, known.contains(name) else { continue }
            findings.add(
                .misplacedKey, at: entry.key.mark,
                Text(
                    en: "bus \(value.id) is described in \(place.en), here only its devices can be "
                        + "added; put \(name) there",
                    vi: "bus \(value.id) được mô tả ở \(place.vi), ở đây chỉ thêm được thiết bị; "
                        + "hãy chuyển \(name) sang đó"))
        }
    }
}
