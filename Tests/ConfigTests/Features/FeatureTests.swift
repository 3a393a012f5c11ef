// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// Everything that devices in the field ask of the language of profiles, said in one.
@Suite struct `What a profile can say` {
    static let all =
        AddressFeatures.all + TypeFeatures.all + TextFeatures.all + ConversionFeatures.all
        + CompositionFeatures.all + ValidityFeatures.all + TimeFeatures.all + WritingFeatures.all
        + VariantFeatures.all

    @Test(arguments: all)
    func `is read, and its vectors hold`(_ feature: Feature) throws {
        let profile = try feature.loaded()
        #expect(profile.vectors.contains { !$0.values.isEmpty })
        try feature.check?(profile)
    }

    /// A wrong value is found: nothing of it is just taken for good.
    @Test(arguments: all)
    func `is refused with another value`(_ feature: Feature) throws {
        var profile = try feature.loaded()
        let count = profile.vectors.reduce(0) { $0 + $1.values.count }
        for index in profile.vectors.indices {
            for place in profile.vectors[index].values.indices {
                profile.vectors[index].values[place].text += "1"
            }
        }
        #expect(profile.problems().filter { $0.code == "wrong-value" }.count == count)
    }

    @Test func `every requirement is met, but for those that are not`() {
        let met = Set(Self.all.map(\.requirement))
        #expect(Set(Requirement.allCases).subtracting(met) == Requirement.unsayable)
        #expect(Set(Self.all.map(\.name)).count == Self.all.count)
    }
}
