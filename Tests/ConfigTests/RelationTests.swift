// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// What a profile can say of points together, and what it cannot.
@Suite struct `Points that speak of each other` {
    private static let sample = """
        profile: small
        vendor: Acme
        model: A-1
        class: other
        sources: [a manual]
        options: {fitted-with: [heater, fan]}
        points:
          - {name: a, table: input, address: 0, as: uint16, unit: kWh, quantity: other}
          - {name: b, table: input, address: 1, as: uint16, unit: kWh, quantity: other}
          - {name: sf, table: input, address: 2, as: int16, quantity: other}
          - {name: flag, table: coil, address: 3, as: bool, quantity: other, kind: state}
          - {name: word, table: input, address: 4, as: string, length: 2, kind: text,
             quantity: other}
          - {name: heat, table: input, address: 9, as: int16, quantity: other, requires: heater}
          - {name: d, table: input, address: 10, as: uint32, unit: x, quantity: other}
        vectors:
          - {registers: {input: {10: [0, 7]}}, values: {d: 7}}

        """

    private static let from = "as: uint32, unit: x"

    static let refused: [Broken] = [
        Broken("table: input, address: 10, \(from)", "sum: ‸[a, c], unit: kWh", "unknown-point"),
        Broken("table: input, address: 10, \(from)", "sum: ‸[a], unit: kWh", "out-of-range"),
        Broken("table: input, address: 10, \(from)", "sum: ‸[a, b], unit: x", "wrong-unit"),
        Broken("table: input, address: 10, \(from)", "sum: ‸[a, flag], unit: kWh", "bad-value"),
        Broken("table: input, address: 10, \(from)", "sum: ‸[a, word], unit: kWh", "bad-value"),
        Broken(
            "table: input, address: 10, \(from)", "product: ‸[a, heat], unit: x",
            "conflicting-keys", "requires: heater"),
        Broken("table: input, address: 10, \(from)", "sum: ‸[a, d], unit: kWh", "circle"),
        Broken(
            "table: input, address: 10, \(from)", "sum: [a, b], ‸product: [a, b], unit: kWh",
            "conflicting-keys"),
        Broken(
            "table: input, address: 10, \(from)", "sum: [a, b], unit: kWh, bits: ‸0-3",
            "conflicting-keys", "not read"),
        Broken(
            "table: input, address: 10, \(from)", "sum: [a, b], unit: kWh, ‸as: uint32",
            "conflicting-keys"),
        Broken(
            "table: input, address: 10, \(from)", "sum: [a, b], unit: kWh, kind: ‸text",
            "conflicting-keys"),
        Broken(from, "\(from), scale-from: ‸sg", "unknown-point", "sf?"),
        Broken(from, "\(from), scale-from: ‸flag", "bad-value"),
        Broken(from, "\(from), scale-from: ‸d", "circle"),
        Broken(from, "\(from), factor-from: ‸word", "bad-value"),
        Broken(from, "\(from), unit-from: ‸{point: sf}", "missing-key", "map"),
        Broken(from, "\(from), unit-from: {point: sf, map: {0: ‸L}}", "wrong-type"),
        Broken(from, "\(from), unit-from: ‸{point: zz, map: {0: 1}}", "unknown-point"),
        Broken(from, "\(from), quality-from: ‸{point: zz, good: [0]}", "unknown-point"),
        Broken(from, "\(from), quality-from: {point: sf, good: ‸[]}", "out-of-range"),
        Broken(from, "\(from), when: ‸{point: sf}", "missing-key", "at-least"),
        Broken(from, "\(from), when: ‸{point: sf, equals: 1, at-least: 1}", "conflicting-keys"),
        Broken(from, "\(from), when: ‸{point: zz, equals: 1}", "unknown-point"),
        Broken(from, "\(from), requires: ‸heated", "unknown-option", "heater?"),
        Broken(
            "fitted-with: [heater, fan]", "fitted-with: [heater, ‸Fan]", "bad-value"),
        Broken("name: d, table: input, ", "name: d, ", "missing-key", at: (15, 5), "table"),
        Broken(
            "table: input, address: 10", "tabel: input, address: 10", "unknown-key", at: (15, 15)),
        Broken(from, "\(from), power-factor: ‸four-quadrant", "bad-value", "float32"),
        Broken(from, "\(from), invert: ‸true", "bad-value"),
        Broken(from, "\(from), rate: ‸0", "out-of-range"),
        Broken("kind: state}", "kind: state, rate: ‸1}", "conflicting-keys"),
        Broken(from, "\(from), resets: ‸daily", "conflicting-keys"),
        Broken(from, "\(from), resolution: ‸1", "conflicting-keys"),
        Broken(from, "\(from), kind: counter, resolution: ‸-1", "out-of-range"),
        Broken(from, "\(from), access: ‸rw", "bad-value", "only read"),
        Broken(from, "\(from), write: ‸{pause: 1s}", "conflicting-keys"),
        Broken(
            "table: coil, ", "table: coil, access: rw, write: ‸{function: 6}, ", "bad-value",
            "5 or 15"),
        Broken(
            "table: coil, ",
            "table: coil, access: rw, write: {unlock: [‸{table: input, address: 1, value: 1}]}, ",
            "bad-value"),
        Broken("table: coil, ", "table: coil, function: ‸3, ", "bad-value"),
        Broken(from, "\(from), block: ‸{address: 11, count: 4}", "out-of-range", "outside"),
        Broken(from, "\(from), block: ‸{address: 0, count: 126}", "out-of-range", "125"),
        Broken(from, "\(from), group: ‸often", "bad-value"),
        Broken("kind: text", "kind: ‸gauge", "conflicting-keys"),
        Broken("as: string, length: 2", "as: ‸bool", "conflicting-keys"),
        Broken("as: string, length: 2", "as: string", "missing-key", at: (12, 5), "length"),
        Broken("as: string, length: 2", "as: string, length: ‸65", "out-of-range"),
        Broken("as: string, length: 2", "as: string, length: 2, order: ‸ABCD", "bad-value", "AB"),
        Broken("as: string, length: 2", "as: string, length: 2, unit: ‸V", "conflicting-keys"),
        Broken("as: string, length: 2", "as: string, length: 2, layout: ‸days-2000", "bad-value"),
        Broken("as: string, length: 2", "as: date", "missing-key", at: (12, 5), "days-2000"),
        Broken("as: string, length: 2", "as: date, layout: ‸unix", "bad-value"),
        Broken("values: {d: 7}", "values: {word: ‸\"AB\"}", "missing-key", "word"),
        Broken("values: {d: 7}", "values: {d: ‸\"7 \"}", "wrong-value"),
        Broken("name: d,", "‸name: d, array: {count: 2, name: \"d{n}\"},", "conflicting-keys"),
        Broken("name: d,", "array: {count: 2, name: ‸d},", "bad-value", "{n}"),
        Broken("name: d,", "array: ‸{count: 200, stride: 400, name: \"d{n}\"},", "out-of-range"),
        Broken("name: d,", "array: {count: ‸257, name: \"d{n}\"},", "out-of-range"),
        Broken(
            "profile: small\n", "profile: small\nnumbering: one-based\n", "out-of-range",
            at: (9, 38)),
        Broken("profile: small\n", "profile: small\nextends: ‸smal\n", "unknown-profile"),
        Broken("profile: small\n", "profile: small\nextends: ‸small\n", "circle", "itself"),
        Broken("profile: small\n", "profile: small\nwithout: [‸a]\n", "conflicting-keys"),
        Broken("profile: small\n", "profile: small\norder: ‸BA\n", "bad-value"),
    ]

    @Test(arguments: refused)
    func `is refused with one problem in its place`(_ broken: Broken) throws {
        let folder = Folder()
        try broken.check(Self.sample) { text in
            let outcome = Reader.profile(at: folder.write("small.yaml", text))
            #expect(outcome.value == nil)
            return outcome.problems
        }
    }

    @Test func `the sample has nothing wrong`() {
        let folder = Folder()
        let outcome = Reader.profile(at: folder.write("small.yaml", Self.sample))
        #expect(outcome.problems.map(\.text.en) == [])
    }
}
