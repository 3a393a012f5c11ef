// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
import Testing

@testable import Config

@Suite struct `A device's profile` {
    @Test func `a good file becomes a profile, with its digest`() throws {
        let site = Site()
        let path = site.folder.path + "/profiles/small.yaml"
        let outcome = Reader.profile(at: path)
        #expect(outcome.problems.isEmpty)
        let profile = try #require(outcome.value)
        #expect(profile.hash == Digest.hex(Digest.sha256(Array(Sample.profile.utf8))))
        #expect(profile.points.map(\.name).count == 4)
        #expect(profile.points[1].address == 16)
        #expect(profile.points[1].scale == Decimal(mantissa: 1, exponent: -1))
        #expect(profile.points[1].order == .big(2))
        #expect(profile.points[3].order == ByteOrder("CDAB"))
        #expect(profile.link.timeout == .milliseconds(500))
        #expect(profile.vectors.count == 2)
    }

    private static let point = "{name: voltage_l1, table: input"

    static let refused: [Broken] = [
        Broken("profile: small", "profile: ‸other", "bad-value", "other.yaml"),
        Broken("sources: [a manual]\n", "", "missing-key", at: (1, 1), "sources"),
        Broken("sources: [a manual]", "sources: ‸[]", "out-of-range"),
        Broken("confidence: single", "confidence: ‸sure", "bad-value"),
        Broken("max-registers: 80", "max-registers: ‸1", "out-of-range", "2 registers"),
        Broken("name: voltage_l1", "name: ‸Voltage", "bad-value", "lower-case"),
        Broken("name: voltage_l1", "name: ‸u_l1", "bad-value", "voltage"),
        Broken("name: level", "name: ‸alarm_door", "duplicate-id"),
        Broken("quantity: voltage", "quantity: ‸voltages", "unknown-quantity", "voltage?"),
        Broken("unit: V", "unit: ‸kV", "wrong-unit", "expected V"),
        Broken("unit: V, ", "", "wrong-unit", at: (9, 5), "found none"),
        Broken("kind: state", "unit: ‸x", "wrong-unit", "expected no unit"),
        Broken("table: input", "table: ‸inputs", "bad-value", "did you mean input?"),
        Broken("address: 20", "address: ‸65535", "out-of-range", "65535"),
        Broken("address: 20", "address: ‸0x10000", "out-of-range"),
        Broken("address: 20", "address: ‸0xZZ", "wrong-type"),
        Broken("as: bool", "as: ‸uint16", "bad-value", "single bits"),
        Broken("order: CDAB", "order: ‸BA", "bad-value", "ABCD"),
        Broken("order: CDAB", "order: ‸ABCC", "bad-value"),
        Broken("as: int16", "as: int16, half: ‸low", "bad-value", "int8, uint8"),
        Broken("as: int16", "as: int8, half: ‸upper", "bad-value"),
        Broken("as: int16", "as: int8", "missing-key", at: (10, 5), "half: high"),
        Broken("as: int16", "as: int8, half: low, order: ‸BA", "bad-value", "half"),
        Broken("as: int16", "as: int16, length: ‸2", "bad-value", "bcd"),
        Broken("as: int16", "as: bcd, length: ‸5", "out-of-range"),
        Broken("as: int16", "as: bcd, length: 3, order: ‸ABCD", "bad-value", "ABCDEF"),
        Broken("as: int16", "as: float16, bits: ‸3", "bad-value", "uint16"),
        Broken("as: int16", "as: uint16, bits: ‸16", "out-of-range", "0 to 15"),
        Broken("as: int16", "as: uint16, bits: ‸7-4", "bad-value"),
        Broken("as: int16", "as: uint16, bits: ‸[3]", "wrong-type"),
        Broken("as: bool", "as: bool, bits: ‸0", "bad-value", "single bits"),
        Broken(
            "as: int16", "as: int16, sentinels: {0x7FFF: ‸not-fited}", "bad-value", "not-fitted?"),
        Broken("as: int16", "as: int16, sentinels: {1: ‸null}", "wrong-type", "no-signal"),
        Broken("as: int16", "as: int16, sentinels: {‸-1: invalid}", "bad-value", "no sign"),
        Broken("as: int16", "as: int16, sentinels: {‸0x: invalid}", "bad-value"),
        Broken("as: int16", "as: int16, sentinels: {‸0x1FFFFFFFFFFFFFFFF: invalid}", "bad-value"),
        Broken("as: int16", "as: int16, sentinels: ‸{0x1FFFF: invalid}", "out-of-range", "0xFFFF"),
        Broken(
            "as: int16", "as: int16, sentinels: ‸{0x7FFF: invalid, 32767: invalid}",
            "duplicate-key", "0x7FFF"),
        Broken("as: int16", "as: int16, sentinels: ‸[0x7FFF]", "wrong-type"),
        Broken("as: bool", "as: bool, sentinels: ‸{1: invalid}", "bad-value", "one bit"),
        Broken("as: int16", "as: int16, enum: ‸{0: {en: a}}", "conflicting-keys", "kind: state"),
        Broken("kind: state", "kind: state, enum: ‸{2: {en: a}}", "out-of-range", "0 to 1"),
        Broken(
            "kind: state", "kind: state, enum: ‸{0: {en: a}, 0x0: {en: b}}", "duplicate-key"),
        Broken("kind: state", "kind: state, enum: {0: ‸{}}", "missing-key", "vi"),
        Broken("kind: state", "kind: state, enum: {‸a: {en: a}}", "wrong-type"),
        Broken("kind: state", "kind: state, enum: {0: {en: a}}, deadband: ‸1", "bad-value"),
        Broken(
            "as: uint32", "as: uint32, kind: state, enum: {1: {en: a}}, scale: ‸10", "bad-value"),
        Broken(
            "as: int16, scale: 0.1", "as: bool, kind: state, enum: ‸{1: {en: a}}", "bad-value",
            "bool has no"),
        Broken("as: uint32", "as: float32, kind: state, enum: ‸{1: {en: a}}", "bad-value"),
        Broken("scale: 0.1", "scale: ‸0", "out-of-range"),
        Broken("scale: 0.1", "scale: 0,‸1", "unknown-key"),
        Broken("scale: 0.1", "scale: ‸.1", "wrong-type"),
        Broken("kind: state", "scale: ‸2", "bad-value", "not scaled"),
        Broken("range: [-40, 80]", "range: ‸[80, -40]", "out-of-range"),
        Broken("range: [-40, 80]", "range: ‸[1]", "out-of-range"),
        Broken("range: [-40, 80]", "range: ‸[-40, 80], span: [0, 90]", "out-of-range"),
        Broken("range: [-40, 80]", "deadband: ‸-1", "out-of-range"),
        Broken("voltage_l1: 230.1", "voltage_l1: ‸230.2", "wrong-value", "230.1"),
        Broken("voltage_l1: 230.1", "voltage_l1: ‸null", "wrong-value"),
        Broken("voltage_l1: 230.1", "voltage_l1: ‸high", "bad-value"),
        Broken("voltage_l1: 230.1", "voltage_l2: ‸230.1", "unknown-point", "voltage_l1?"),
        Broken("holding: {16: [0xFF33]}, ", "", "missing-key", at: (17, 50), "air_temperature"),
        Broken("discrete: {3: [1]}", "discrete: {3: [2]}", "out-of-range", at: (16, 5), "0 or 1"),
        Broken("{20: [2, 1]}", "{20: [2, ‸65536]}", "out-of-range"),
        Broken("{20: [2, 1]}", "{20: [2, 1], 21: [1]}", "out-of-range", at: (18, 5), "overlap"),
    ]

    @Test(arguments: refused)
    func `is refused with one problem in its place`(_ broken: Broken) throws {
        let folder = Folder()
        try broken.check(Sample.profile) { text in
            let outcome = Reader.profile(at: folder.write("small.yaml", text))
            #expect(outcome.value == nil)
            return outcome.problems
        }
    }

    @Test func `rules judge the points that can be read, beside one that cannot`() {
        let text = Sample.profile.replacing("unit: V,", with: "unit: kV,")
            .replacing("as: int16", with: "as: int61")
        let site = Site(profile: text)
        let problems = Reader.profile(at: site.folder.path + "/profiles/small.yaml").problems
        #expect(problems.map(\.code) == ["wrong-unit", "bad-value"])
        #expect(problems.map(\.line) == [9, 10])
    }

    @Test func `a broken profile is reported once, under its own name`() {
        let site = Site(profile: Sample.profile.replacing("unit: V,", with: "unit: kV,"))
        let outcome = Reader.configuration(
            at: site.folder.write("tram.yaml", Sample.gateway),
            profiles: [site.folder.path + "/profiles"])
        #expect(outcome.value == nil)
        #expect(outcome.problems.map(\.file) == [site.folder.path + "/profiles/small.yaml"])
    }
}

@Suite struct `The catalogue` {
    @Test func `the first directory that has a profile wins, at its top or a folder below`() {
        let mine = Folder()
        let theirs = Folder()
        mine.write("other/small.yaml", Sample.profile)
        theirs.write("small.yaml", Sample.profile)
        theirs.write("class/meter.yaml", Sample.profile)
        theirs.write("class/deeper/no.yaml", Sample.profile)
        var catalogue = Catalogue(directories: [mine.path, "/nowhere", theirs.path])
        #expect(catalogue.ids == ["meter", "small"])
        #expect(catalogue.path(of: "small") == mine.path + "/other/small.yaml")
        #expect(catalogue.profile("small")?.value?.id == "small")
        #expect(catalogue.profile("meter")?.problems.map(\.code) == ["bad-value"])
        #expect(catalogue.profile("none") == nil)
    }

    @Test func `only profiles that are used are read`() {
        let site = Site()
        site.folder.write("profiles/bad.yaml", "{{{")
        let outcome = Reader.configuration(
            at: site.folder.write("tram.yaml", Sample.gateway),
            profiles: [site.folder.path + "/profiles"])
        #expect(outcome.problems.isEmpty)
    }
}
