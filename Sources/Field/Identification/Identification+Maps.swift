// SPDX-License-Identifier: Apache-2.0

/// The last stage: whole maps, of the profiles that fit best.
extension Identification {
    /// The requests of those that fit best, one profile after the other.
    func maps() -> [Order] {
        let all = candidates()
        let isAnyMarked = all.contains(where: \.isMarked)
        let chosen = all.indices.filter {
            all[$0].isPlaced && !all[$0].isContradicted && (!isAnyMarked || all[$0].isMarked)
        }
        let best = chosen.sorted { all[$0].score > all[$1].score }.prefix(Self.mostSuspects)
        return best.flatMap { index in
            let points = profiles[index].points
            let wanted = points.indices.filter {
                points[$0].group != .demand && !points[$0].hasWideRegisters
            }
            let plan = ReadPlan(
                points: points, wanted, largestRead: profiles[index].link.largestRead)
            return plan.requests.compactMap { order($0, of: index) }
        }
    }

    private func order(_ request: ReadRequest, of profile: Int) -> Order? {
        guard let offset = profiles[profile].offset(among: walk.blocks) else { return nil }
        let first = Int(request.address) + offset
        guard first + request.count <= 65_536 else { return nil }
        return Order(
            question: .read(request.table, address: UInt16(first), count: request.count),
            suspect: Suspect(profile: profile, request: request))
    }

    /// What is refused is asked for in halves: it may be one point, or what lies between two.
    mutating func divides(_ order: Order) -> Bool {
        guard let suspect = order.suspect else { return false }
        if reads[suspect.profile, default: 0] >= Self.mostReads { return true }
        guard case .read(let table, let address, let count) = order.question,
            image[table, Int(address)..<Int(address) + count] == .refused
        else { return false }
        if let halves = suspect.request.halves(of: profiles[suspect.profile].points) {
            let orders = [halves.1, halves.0].compactMap { self.order($0, of: suspect.profile) }
            open += orders
        }
        return true
    }
}
