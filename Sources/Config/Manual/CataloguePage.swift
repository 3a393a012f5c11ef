// SPDX-License-Identifier: Apache-2.0
package import Field

/// The library as one page, for people who choose what to buy: Devices/Catalogue.md.
package struct CataloguePage {
    private let profiles: [(profile: Profile, cost: PollCost)]

    package init(_ profiles: [Profile]) {
        self.profiles = profiles.sorted { ($0.class, $0.id) < ($1.class, $1.id) }
            .map { ($0, PollCost($0)) }
    }

    package var text: String {
        let classes = Dictionary(grouping: profiles, by: \.profile.class)
        let sections = classes.keys.sorted().flatMap { id in
            section(id, classes[id] ?? [])
        }
        return (head + summary(classes) + sections).joined(separator: "\n") + "\n"
    }

    private var head: [String] {
        let points = profiles.reduce(0) { $0 + $1.profile.points.count }
        let confirmed = profiles.count { $0.profile.confidence == .confirmed }
        return [
            "# Devices that Tram reads", "",
            "<!-- Made from the profiles; `make manual` writes it. -->", "",
            "\(profiles.count) profiles with \(points) points; of \(confirmed) two independent",
            "sources agree (*confirmed*), the others have one (*single*) or were tried on a device",
            "(*bench*). Another device needs a file, no program: see [the language](README.md).",
            "",
            "*Requests* read every point that is polled once, and *ms* is how long that takes at",
            "9600 8N1 as `tram plan` reckons it: the silence before each request, its characters",
            "and those of the answer, and 10 ms until that begins. Points of another period are",
            "another *round*. *Side by side* is how many requests would read runs of adjacent",
            "points and nothing else: Tram never sends more, and reads across a small hole where",
            "that takes less time. Points that are read only when somebody asks are left out.", "",
        ]
    }

    private func summary(_ classes: [String: [(profile: Profile, cost: PollCost)]]) -> [String] {
        ["| class | | devices | points |", "|---|---|--:|--:|"]
            + classes.keys.sorted().map { id in
                let own = classes[id] ?? []
                let points = own.reduce(0) { $0 + $1.profile.points.count }
                let name = DeviceClass.name(of: id)
                return "| [\(name?.en ?? id)](#\(id)) | \(name?.vi ?? "") | \(own.count) | "
                    + "\(points) |"
            } + [""]
    }

    private func section(
        _ id: String, _ own: [(profile: Profile, cost: PollCost)]
    ) -> [String] {
        let name = DeviceClass.name(of: id)
        return [
            "## <a id=\"\(id)\"></a>\(name?.en ?? id)" + (name.map { " · \($0.vi)" } ?? ""), "",
            "| profile | points | rounds | side by side | requests | bytes | ms |",
            "|---|--:|--:|--:|--:|--:|--:|",
        ] + own.map { row($0.profile, $0.cost) } + [""] + own.flatMap { device($0.profile) }
    }

    /// To a tenth of a millisecond.
    private func row(_ profile: Profile, _ cost: PollCost) -> String {
        let tenths = (cost.load.cycle.count + 50_000) / 100_000
        let cells = [
            "[\(profile.id)](\(profile.class)/\(profile.id).yaml)", "\(cost.points)",
            "\(cost.load.rounds.count)", "\(cost.contiguous)", "\(cost.requests)", "\(cost.bytes)",
            "\(tenths / 10).\(tenths % 10)",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    private func device(_ profile: Profile) -> [String] {
        let names = profile.names.map { "\($0.en) · \($0.vi). " } ?? ""
        return [
            "**\(profile.vendor) \(profile.model)**: \(names)*\(profile.confidence.rawValue)*.",
            "Measures \(Self.measures(profile)).", "",
        ] + profile.sources.map { "- \($0)" } + [""]
    }

    /// Quantities in the profile's order with their units, each with how many points it has.
    private static func measures(_ profile: Profile) -> String {
        var order: [String] = []
        var counts: [String: Int] = [:]
        for point in profile.points {
            let isOther = point.quantity == Quantity.other
            let what = isOther ? point.name : point.quantity
            let unit = point.unit.isEmpty ? "" : " (\(point.unit))"
            if counts["`\(what)`\(unit)"] == nil { order.append("`\(what)`\(unit)") }
            counts["`\(what)`\(unit)", default: 0] += 1
        }
        return order.map { name in
            let count = counts[name] ?? 1
            return count == 1 ? name : "\(count) × \(name)"
        }.joined(separator: ", ")
    }
}
