// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field

/// What devices have taught about their maps, over restarts: read at a start, and written whenever
/// a device teaches something.
struct LearnedBook: Sendable {
    private let lines: [Line]
    /// By the devices' numbers, then by their rounds'. Most devices have all that their profile
    /// says.
    private var maps: [Int: [Int: LearnedMap]] = [:]

    init(_ configuration: Configuration) { lines = configuration.lines }

    /// A device by its number, and its line's id.
    private func place(_ number: Int) -> (line: String, device: Device) {
        var rest = number
        for line in lines {
            if rest < line.devices.count { return (line.id, line.devices[rest]) }
            rest -= line.devices.count
        }
        preconditionFailure("no device \(number)")
    }

    /// Devices that have refused something.
    var known: Int { maps.keys.count { !map(of: $0).isEmpty } }

    /// All that a device has taught; a cut that several of its rounds have met is one.
    func map(of number: Int) -> LearnedMap {
        let rounds = (maps[number] ?? [:]).sorted { $0.key < $1.key }
        return rounds.reduce(into: LearnedMap()) { all, round in
            all.holes += round.value.holes
            all.cuts += round.value.cuts.filter { !all.cuts.contains($0) }
        }
    }

    /// Which of a device's points are not asked for in each round.
    func refused(of number: Int) -> [String] {
        guard maps[number] != nil else { return [] }
        let points = place(number).device.points
        return map(of: number).holes.map { points[$0.point].name }
    }

    /// The device's id, and the points that it refuses from now on and has from now on.
    func change(by news: Learned) -> (device: String, lost: [String], found: [String]) {
        let device = place(Int(news.device)).device
        let before = Set(maps[Int(news.device)]?[Int(news.round)]?.holes.map(\.point) ?? [])
        let after = Set(news.map.holes.map(\.point))
        func names(_ points: Set<Int>) -> [String] {
            points.sorted().map { device.points[$0].name }
        }
        return (device.id, names(after.subtracting(before)), names(before.subtracting(after)))
    }

    mutating func take(_ news: Learned) {
        maps[Int(news.device), default: [:]][Int(news.round)] = news.map
    }

    /// `{"version":1,"units":[{"line":…,"unit":…,"profile":…,"device":…,"holes":[{"point":…,
    /// "table":…,"address":…,"code":…}],"cuts":[{"table":…,"address":…}]}]}`. Addresses are
    /// zero-based; a cut stands before its address.
    func write(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("version", 1)
        writer.key("units")
        writer.beginArray()
        for number in maps.keys.sorted() where !map(of: number).isEmpty { write(number, &writer) }
        writer.endArray()
        writer.endObject()
    }

    private func write(_ number: Int, _ writer: inout JSONWriter) {
        let (line, device) = place(number)
        let map = map(of: number)
        writer.beginObject()
        writer.member("line", line)
        writer.member("unit", device.unit)
        writer.member("profile", device.profileDigest)
        writer.member("device", device.id)
        writer.key("holes")
        writer.beginArray()
        for hole in map.holes {
            let point = device.points[hole.point]
            writer.beginObject()
            writer.member("point", point.name)
            writer.member("table", point.readTable.rawValue)
            writer.member("address", point.address)
            writer.member("code", hole.quality.code)
            writer.endObject()
        }
        writer.endArray()
        writer.key("cuts")
        writer.beginArray()
        for cut in map.cuts {
            writer.beginObject()
            writer.member("table", cut.table.rawValue)
            writer.member("address", cut.address)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    /// Takes what is true of this configuration's devices still; the rest is passed over.
    mutating func take(_ content: JSON) {
        guard content["version"]?.integer == 1 else { return }
        let entries = content["units"]?.array ?? []
        var number = 0
        for line in lines {
            for device in line.devices {
                for entry in entries where device.isMeant(by: entry, on: line.id) {
                    let own = device.maps(in: entry)
                    if !own.isEmpty { maps[number] = own }
                }
                number += 1
            }
        }
    }
}

extension Device {
    fileprivate var profileDigest: String { String(profile.hash.prefix(16)) }

    fileprivate func isMeant(by entry: JSON, on line: String) -> Bool {
        entry["line"]?.string == line && entry["unit"]?.integer == Int64(unit)
            && entry["profile"]?.string == profileDigest
    }

    /// What an entry says of each of its rounds.
    fileprivate func maps(in entry: JSON) -> [Int: LearnedMap] {
        var maps: [Int: LearnedMap] = [:]
        let rounds = PollRounds(self)
        for hole in (entry["holes"]?.array ?? []).prefix(points.count) {
            guard let point = points.firstIndex(where: { $0.isMeant(by: hole) }),
                let round = rounds.round[point].map(Int.init), points[point].isRead,
                !(maps[round]?.isHole(point) ?? false)
            else { continue }
            let isValue = hole["code"]?.string == Quality.commIllegalValue.code
            maps[round, default: LearnedMap()].holes.append(
                LearnedMap.Hole(
                    point: point, quality: isValue ? .commIllegalValue : .commIllegalAddress))
        }
        for cut in (entry["cuts"]?.array ?? []).prefix(points.count) {
            guard let cut = LearnedMap.Cut(cut) else { continue }
            for round in rounds.rounds.indices
            where !(maps[round]?.cuts.contains(cut) ?? false) {
                maps[round, default: LearnedMap()].cuts.append(cut)
            }
        }
        return maps
    }
}

extension LearnedMap.Cut {
    fileprivate init?(_ json: JSON) {
        guard let table = json["table"]?.string.flatMap(Table.init(rawValue:)),
            let address = json["address"]?.integer.flatMap(UInt16.init(exactly:)), address > 0
        else { return nil }
        self.init(table: table, address: address)
    }
}

extension Point {
    fileprivate func isMeant(by hole: JSON) -> Bool {
        name == hole["point"]?.string && readTable.rawValue == hole["table"]?.string
            && Int64(address) == hole["address"]?.integer
    }
}
