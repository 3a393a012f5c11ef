// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Simulator

/// A device made from its profile, with registers that read as zero between those of its points:
/// most instruments have them, and the agent reads across small holes.
struct DemoModel: SimulatedModel {
    /// Holes that are read across are shorter, in registers; sixteen bits are as long as one.
    private static let longestHole = 16

    private var model: ProfileModel
    private let profile: Profile

    init(_ profile: Profile) {
        self.profile = profile
        model = ProfileModel(profile)
    }

    func registers() -> Registers {
        var registers = model.registers()
        for (table, served) in Self.tables {
            let longest = table.isBits ? 16 * Self.longestHole : Self.longestHole
            let ranges = profile.points.filter { $0.table == table }.map(\.addresses)
                .sorted { $0.lowerBound < $1.lowerBound }
            for (one, next) in zip(ranges, ranges.dropFirst())
            where one.upperBound < next.lowerBound && next.lowerBound - one.upperBound <= longest {
                for address in one.upperBound..<next.lowerBound
                where registers[served, address] == nil {
                    registers.define(served, address..<address + 1)
                }
            }
        }
        return registers
    }

    mutating func advance(to seconds: Double, _ noise: Noise, _ registers: inout Registers) {
        model.advance(to: seconds, noise, &registers)
    }

    private static let tables: [(Table, Registers.Table)] = [
        (.holding, .holding), (.input, .input), (.coil, .coils), (.discrete, .discreteInputs),
    ]
}
