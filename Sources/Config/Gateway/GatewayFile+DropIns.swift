// SPDX-License-Identifier: Apache-2.0
internal import Field

extension GatewayFile {
    /// Adds the buses of drop-ins: those that say how they are reached are new; those with only an
    /// id and devices add to the bus of that id, whichever file has it.
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
            } else {
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
    /// Whether it only adds devices to a bus that another file has.
    fileprivate var isExtension: Bool {
        guard case .map(let entries) = node.content else { return false }
        return entries.allSatisfy { ["id", "devices"].contains($0.key.text) }
    }
}
