// SPDX-License-Identifier: Apache-2.0
import Field
import Simulator

/// A simulated device read with the code of `Field`, which the simulator's encoder shares nothing
/// with.
struct SimulatedReading {
    /// What a point was read as.
    struct Value {
        let printed: String?
        let quality: Quality
        /// False where this device has no such point.
        let isPresent: Bool
    }

    let profile: Profile
    private(set) var model: ProfileModel
    private(set) var registers: Registers
    private let noise: Noise
    private let derivation: Derivation
    private let exceptions: [Exceptions?]

    init(_ profile: Profile, _ model: ProfileModel, seed: UInt64) {
        var profile = profile
        for index in profile.points.indices {
            profile.points[index].address += UInt16(model.offset)
        }
        (self.profile, self.model) = (profile, model)
        registers = model.registers()
        noise = Noise(seed: seed)
        derivation = Derivation(points: profile.points)
        exceptions = profile.points.map { Exceptions($0) }
    }

    /// Moves on to a moment: what every point is read as, and what the device means by it.
    mutating func read(at seconds: Double) -> (values: [Value], meanings: [String: Meaning]) {
        model.advance(to: seconds, noise, &registers)
        let points = profile.points
        let outcomes = derivation.outcomes(of: points.indices.map(sample))
        let values = points.indices.map { index in
            if let decoder = TextDecoder(points[index]) {
                let text = words(points[index]).flatMap(decoder.text)
                return Value(printed: text, quality: .good, isPresent: true)
            }
            let outcome = outcomes[index]
            let value = derivation.conversion(of: index).value(ofBits: outcome.bits)
            return Value(
                printed: outcome.quality.hasValue ? value?.printed : nil, quality: outcome.quality,
                isPresent: outcome.isPresent)
        }
        return (values, model.meanings(registers))
    }

    private func sample(_ index: Int) -> Derivation.Sample {
        let point = profile.points[index]
        if !point.isRead || point.encoding.isText { return .init(bits: 0, quality: .good) }
        guard let words = words(point) else { return .init(bits: 0, quality: .commIllegalAddress) }
        let bytes = words.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let bits = point.field.of(point.order.bits(bytes.span, at: 0))
        return .init(bits: bits, quality: exceptions[index]?.quality(ofBits: bits) ?? .good)
    }

    private func words(_ point: Point) -> [UInt16]? {
        let words = point.addresses.compactMap { registers[point.readTable.simulated, $0] }
        return words.count == point.count ? words : nil
    }
}

extension Table {
    /// The simulator's name for it.
    var simulated: Registers.Table {
        switch self {
        case .holding: .holding
        case .input: .input
        case .coil: .coils
        case .discrete: .discreteInputs
        }
    }
}
