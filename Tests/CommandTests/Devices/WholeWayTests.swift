// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing
import Waiting

@testable import tram

/// Every profile of the library on its whole way: checked, planned, simulated, read by the service,
/// published, and heard as what the device holds.
@Suite struct WholeWayTests {
    /// An afternoon in June with the profiles' own warm-up times, and the small hours.
    static let moments: [(now: Double, warmUp: String?)] = [
        (1_782_032_400, nil), (1_782_069_300, "1s"),
    ]

    private static func library(at now: Double) -> [Fleet.Member] {
        SimulatedLibrary.makes.enumerated().map {
            Fleet.Member($0.element, seed: UInt64($0.offset) + 1, at: now)
        }
    }

    private static var vectors: [Fleet.Member] {
        SimulatedLibrary.profiles.flatMap { profile in
            profile.vectors.enumerated().map {
                Fleet.Member(profile, $0.element, $0.offset)
            }
        }
    }

    @Test(.waits(atMostMinutes: 2), arguments: moments)
    func `a consumer is told of every point what the simulated device means`(
        now: Double, warmUp: String?
    ) throws {
        let broker = try Broker()
        let fleet = try Fleet(
            Self.library(at: now), port: broker.port, now: now, warmUp: warmUp)
        try expectCheck(fleet)
        try expectPlan(fleet)
        let tally = try tally(fleet, broker)
        #expect(tally.wrong == [])
        // None is missing but what no device of the library has at once: some points exclude
        // others, and are there in another device of the profile.
        let readable = SimulatedLibrary.profiles.flatMap { profile in
            profile.points.filter { $0.access != .write }.map { "\(profile.id) \($0.name)" }
        }
        #expect(readable.filter { !tally.points.contains($0) } == [])
        #expect(tally.points.count == readable.count && readable.count >= 1_300)
        let wanted = fleet.members.reduce(0) { $0 + $1.wanted.count }
        #expect(tally.told + tally.asked + tally.absent == wanted)
        let demanded = fleet.members.reduce(0) { count, member in
            count + member.wanted.keys.count { member.point($0)?.group == .demand }
        }
        #expect(tally.asked == demanded && demanded > 0)
    }

    @Test(.waits(atMostMinutes: 2))
    func `a consumer is told of every vector what it says`() throws {
        let broker = try Broker()
        let fleet = try Fleet(Self.vectors, port: broker.port, warmUp: "1s")
        try expectCheck(fleet)
        let tally = try tally(fleet, broker)
        #expect(tally.wrong == [])
        let values = SimulatedLibrary.profiles.flatMap(\.vectors).flatMap(\.values)
        #expect(tally.told + tally.asked + tally.absent == values.count && values.count >= 1_400)
        #expect(tally.absent == values.count { $0.text == "null" })
    }

    private func expectCheck(_ fleet: Fleet) throws {
        let (ending, output) = try Tram.finish(["check", fleet.path])
        #expect(ending == .exit(0), "\(output)")
        #expect(output.last?.hasSuffix("0 warnings") ?? false, "\(output)")
    }

    /// Each point that is read by itself is in one request of its device, and no other is.
    private func expectPlan(_ fleet: Fleet) throws {
        let (ending, output) = try Tram.finish([
            "plan", "--config", fleet.path, "--output", "json",
        ])
        #expect(ending == .exit(0), "\(output.suffix(3))")
        let limits = JSON.Limits(bytes: 1 << 22, values: 1 << 17)
        let json = try JSON(parsing: Array(output.joined().utf8), limits: limits)
        var planned: [String: [String]] = [:]
        for round in json["buses"]?.array?.flatMap({ $0["rounds"]?.array ?? [] }) ?? [] {
            let names = (round["requests"]?.array ?? []).flatMap { $0["points"]?.array ?? [] }
            planned[round["device"]?.string ?? "", default: []] += names.compactMap(\.string)
        }
        for (index, member) in fleet.members.enumerated() {
            let read = member.profile.points.filter {
                $0.isRead && $0.isTold && $0.kind != .text
            }
            #expect(
                planned[Fleet.id(index)]?.sorted() == read.map(\.name).sorted(), "\(member.title)")
        }
    }

    private func tally(_ fleet: Fleet, _ broker: Broker) throws -> Tally {
        let heard = try Subscriber(broker, ["danang/#"])
        let agent = try fleet.run()
        let devices = fleet.members.enumerated().map { (Fleet.id($0.offset), $0.element) }
        let published = try Published(
            heard, of: Dictionary(uniqueKeysWithValues: devices.map { ($0, $1.told) }),
            within: .seconds(40))
        var tally = Tally()
        for (id, member) in devices {
            #expect(published.complete.contains(id), "\(member.title) is never complete")
            let asked = try asked(member, id, fleet)
            for point in member.profile.points {
                guard let wanted = member.wanted[point.name] else { continue }
                let value = asked[point.name] ?? published.value(of: point, id)
                tally.take(point, wanted, value, of: member)
            }
        }
        agent.stop()
        return tally
    }

    /// What the service answers for points that are read only when somebody asks.
    private func asked(
        _ member: Fleet.Member, _ id: String, _ fleet: Fleet
    ) throws -> [String: Published.Value] {
        let names = member.wanted.keys.filter { member.point($0).map { !$0.isTold } ?? false }
        if names.isEmpty { return [:] }
        let (_, output) = try Tram.finish(
            [
                "read", "--config", fleet.path, "--control", fleet.control, "--output", "json", id,
            ] + names)
        let json = try JSON(parsing: Array(output.joined().utf8))
        #expect(json["through"]?.string == "service", "\(output)")
        return (json["points"]?.array ?? []).reduce(into: [:]) { values, point in
            guard let name = point["name"]?.string, names.contains(name) else { return }
            let text: String? =
                switch point["value"] {
                case .number(let text): text
                case .bool(let on): "\(on)"
                case .string(let text): text
                default: nil
                }
            let quality = point["quality"]?.string
            values[name] = .init(text: text, quality: quality == "good" ? nil : quality)
        }
    }
}

/// Points by what became of them.
private struct Tally {
    var told = 0
    /// Read because somebody asked.
    var asked = 0
    /// Rightly without a value.
    var absent = 0
    /// Profiles with a point that had its value.
    var points: Set<String> = []
    var wrong: [String] = []

    mutating func take(
        _ point: Point, _ wanted: Fleet.Wanted, _ value: Published.Value?, of member: Fleet.Member
    ) {
        if let problem = problem(point, wanted, value) {
            let told = "\(value?.text ?? "nothing") \(value?.quality ?? "")"
            return wrong.append("\(member.title): \(point.name): \(told), \(problem)")
        }
        if case .nothing = wanted { return absent += 1 }
        points.insert("\(member.profile.id) \(point.name)")
        if point.isTold { told += 1 } else { asked += 1 }
    }

    private func problem(
        _ point: Point, _ wanted: Fleet.Wanted, _ value: Published.Value?
    ) -> String? {
        switch wanted {
        case .nothing:
            // Told as null with a reason, or not at all.
            let isNothing = value.map { $0.text == nil && $0.quality != nil } ?? true
            return isNothing ? nil : "wanted nothing"
        case .printed(let printed): return value?.text == printed ? nil : "wanted \(printed)"
        case .meant(let meaning):
            guard let text = value?.text, meaning.agrees(with: text, point) else {
                return "meant \(meaning)"
            }
            return value?.quality == nil ? nil : "but good"
        }
    }
}
