// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Simulator

/// Simulated devices of many profiles on a few TCP ports, and the files of the one gateway that
/// reads them.
final class Fleet {
    /// What a consumer must be told of a point.
    enum Wanted {
        case meant(Meaning)
        /// Digit by digit.
        case printed(String)
        /// The device lacks the point, or has no value for it.
        case nothing
    }

    /// One device, and what is to come of it.
    struct Member {
        let profile: Profile
        let device: (UInt8) -> SimulatedDevice
        let wanted: [String: Wanted]
        /// How far its points lie from where its profile has them.
        var offset = 0
        /// For messages.
        let title: String

        func point(_ name: String) -> Point? { profile.points.first { $0.name == name } }

        /// The points that a consumer must be told of without asking.
        var told: [Point] {
            profile.points.filter { point in
                switch wanted[point.name] {
                case nil, .nothing: false
                default: point.isTold
                }
            }
        }
    }

    /// Devices of one port.
    private static let portful = 40

    let members: [Member]
    let directory: Directory
    let path: String
    private let site: Site

    /// `port`: the broker's. `now`: when it is for all devices, so that what they hold stands
    /// still. `warmUp`: in place of the profiles' own.
    init(
        _ members: [Member], port: UInt16, now: Double = 0, warmUp: String? = nil
    ) throws {
        self.members = members
        directory = try Directory()
        site = try Site(seed: 1, time: { now })
        var lines: [String] = []
        for start in stride(from: 0, to: members.count, by: Self.portful) {
            let indices = start..<min(members.count, start + Self.portful)
            let devices = indices.map { members[$0].device(UInt8($0 - start + 1)) }
            let port = try site.addTCP(devices: devices)
            lines += ["  - id: line-\(start)", "    tcp: {host: 127.0.0.1, port: \(port)}"]
            lines.append("    devices:")
            lines += indices.map {
                Self.entry(members[$0], Self.id($0), unit: $0 - start + 1, warmUp)
            }
        }
        path = try directory.write(
            """
            gateway: {id: gw-1, area: haichau, site: bts-1, clock: trusted}
            hubs: [{urls: ["mqtt://127.0.0.1:\(port)"], root: danang}]
            publish: {live: every, window: 0s}
            spool: {path: \(directory.path)/spool.db}
            profiles: [\(SimulatedLibrary.directory)]
            buses:

            """ + lines.joined(separator: "\n") + "\n", to: "tram.yaml")
        try site.start()
    }

    deinit { site.stop() }

    /// A device's name: profiles' are too long for a topic.
    static func id(_ index: Int) -> String { "dev-\(index)" }

    private static func entry(
        _ member: Member, _ id: String, unit: Int, _ warmUp: String?
    ) -> String {
        let options = member.profile.options
        let parts = options.isEmpty ? "" : ", options: [\(options.joined(separator: ", "))]"
        let cold = member.profile.points.filter { $0.warmUp != nil }.map(\.name)
        // What warms up is to be told of soon.
        let period = cold.isEmpty ? "10s" : "2s"
        let changes = warmUp.map { time in cold.map { "\($0): {warm-up: \(time)}" } } ?? []
        let points = changes.isEmpty ? "" : ", points: {\(changes.joined(separator: ", "))}"
        let offset = member.offset == 0 ? "" : ", address-offset: \(member.offset)"
        return "      - {id: \(id), profile: \(member.profile.id), unit-id: \(unit), domain: env, "
            + "poll: {fast: \(period), normal: \(period), slow: \(period)}"
            + "\(offset)\(parts)\(points)}"
    }

    var control: String { directory.file("control") }

    func run() throws -> Program {
        try Tram.start(["run", "--config", path, "--control", control])
    }
}

extension Fleet.Member {
    /// A device that measures: it means what a twin of it means at the same moment.
    init(_ make: Make, seed: UInt64, at now: Double) {
        var twin = make.model
        var registers = twin.registers()
        twin.advance(to: now, Noise(seed: seed), &registers)
        let meanings = twin.meanings(registers)
        let names = make.profile.points.filter { $0.access != .write }.map(\.name)
        self.init(
            profile: make.profile,
            device: { SimulatedDevice(unit: $0, model: make.model, seed: seed) },
            wanted: names.reduce(into: [:]) { wanted, name in
                wanted[name] = meanings[name].map { .meant($0) } ?? .nothing
            }, offset: twin.offset, title: make.testDescription)
    }

    /// A device that holds what a vector says, and zeros where the profile reads more.
    init(_ profile: Profile, _ vector: Vector, _ number: Int) {
        var registers = ProfileModel(profile).registers()
        for block in vector.registers {
            // Points may be read with the function of the other table.
            let read = profile.points.filter { $0.table == block.table }.map(\.readTable)
            for table in Set([block.table] + read) {
                registers.hold(block.words, table.simulated, Int(block.address))
            }
        }
        let held = registers
        self.init(
            profile: profile, device: { SimulatedDevice(unit: $0, registers: held) },
            wanted: vector.values.reduce(into: [:]) { wanted, value in
                wanted[value.name] = value.text == "null" ? .nothing : .printed(value.text)
            }, title: "\(profile.id), vector \(number)")
    }
}

extension Registers {
    /// Puts words where they belong, also where the profile reads nothing.
    fileprivate mutating func hold(_ words: [UInt16], _ table: Table, _ address: Int) {
        for (offset, word) in words.enumerated() {
            let place = address + offset
            if self[table, place] == nil { define(table, place..<place + 1) }
            self[table, place] = word
        }
    }
}
