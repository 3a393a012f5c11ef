// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// Keys of the language where they have no meaning.
@Suite struct `A key of the language in the wrong place` {
    private static let sample = """
        profile: acme-device
        vendor: Acme
        model: A-1
        class: other
        sources: [a manual]
        link: {gap: 1ms}
        points:
          - {name: a, table: holding, address: 0, as: uint16, quantity: other}
          - {name: b, table: input, address: 3, as: uint32, quantity: other}
          - {name: c, table: input, address: 9, as: string, length: 2, kind: text, quantity: other}
          - {name: d, table: input, address: 20, as: bool, kind: state, quantity: other}
          - {name: e, sum: [g, h], quantity: other}
          - {name: f, table: input, address: 30, as: uint16, kind: text, quantity: other}
          - {name: g, table: input, address: 40, as: int32, quantity: other}
          - {name: h, table: input, address: 42, as: int32, quantity: other}
        vectors:
          - {registers: {holding: {0: [7]}}, values: {a: 7}}

        """

    static let points: [Broken] = [
        Broken("sum: [g, h]", "parts: ‸{}", "out-of-range", "one part"),
        Broken("sum: [g, h]", "parts: ‸{a: 0}", "out-of-range", "adds nothing"),
        Broken("sum: [g, h]", "parts: ‸{aa: 1}", "unknown-point", "a?"),
        Broken("sum: [g, h]", "parts: ‸{d: 1}", "bad-value", "no number"),
        Broken("sum: [g, h]", "parts: ‸[g, h]", "wrong-type", "a group of keys"),
        Broken("sum: [g, h]", "quotient: ‸[a]", "out-of-range"),
        Broken("sum: [g, h]", "first-of: ‸[g, hh]", "unknown-point", "h?"),
        Broken("sum: [g, h]", "sum: [g, h], ‸parts: {a: 1}", "conflicting-keys", "nothing else"),
        Broken("sum: [g, h]", "sum: [g, h], refused: ‸invalid", "conflicting-keys", "not read"),
        Broken("sum: [g, h]", "sum: [g, h], scale: ‸0", "out-of-range"),
        Broken("as: uint32", "as: uint32, decimals: ‸10", "out-of-range", "0 to 9"),
        Broken("as: bool", "as: bool, decimals: ‸1", "bad-value", "no number"),
        Broken("as: bool", "as: bool, curve: ‸[[0, 0], [1, 1]]", "conflicting-keys", "gauge"),
        Broken("as: uint32", "as: uint32, curve: ‸[[1, 0], [1, 1]]", "out-of-range", "rise"),
        Broken("as: uint32", "as: uint32, curve: [‸[1], [2, 1]]", "out-of-range"),
        Broken("as: uint32", "as: uint32, refused: ‸suspect", "bad-value", "not-fitted"),
        Broken("as: uint32", "as: uint32, silent: ‸not-fited", "bad-value", "not-fitted?"),
        Broken(
            "as: uint32", "as: uint32, unit-from: {point: a, map: {0: ‸[1]}}", "out-of-range"),
        Broken(
            "as: uint32", "as: uint32, when: ‸{point: a, at-least: 5, at-most: 4}",
            "conflicting-keys", "lower one first"),
        Broken(
            "as: uint32", "as: uint32, when: ‸{point: a, equals: 5, at-most: 4}",
            "conflicting-keys"),
        Broken("as: uint32", "as: uint32, when: {point: a, equals: ‸[]}", "out-of-range"),
        Broken(
            "as: uint32", "as: uint32, quality-from: {point: a, good: [0], reasons: {1: ‸bad}}",
            "bad-value"),
        Broken("as: uint32", "as: uint32, ‸decimal: 1", "unknown-key", "decimals?"),
    ]

    static let words: [Broken] =
        [
            Broken(
                "as: uint32", "as: uint32, sentinels: {‸5-4: invalid}", "bad-value", "0xFFF8-0xFFFF"
            ),
            Broken(
                "as: uint32", "as: uint32, sentinels: ‸{1-5: invalid, 5: not-ready}",
                "duplicate-key"),
            Broken(
                "as: uint32", "as: uint32, word-sentinels: ‸{0x10000: invalid}", "out-of-range",
                "0xFFFF"),
            Broken(
                "address: 0, as: uint16", "address: 0, as: uint16, word-sentinels: ‸{1: invalid}",
                "bad-value", "two registers"),
            Broken("length: 2", "length: 2, word-sentinels: ‸{1: invalid}", "conflicting-keys"),
            Broken("length: 2", "length: 2, charset: ‸utf-32", "bad-value", "utf-16"),
            Broken("length: 2", "length: 2, charset: utf-16, half: ‸low", "conflicting-keys"),
            Broken("length: 2", "length: 2, pattern: ‸\"{}\"", "bad-value", "not for string"),
            Broken("as: uint32", "as: uint32, charset: ‸ascii", "conflicting-keys", "kind: text"),
            Broken("as: uint32", "as: uint32, pattern: ‸\"{}\"", "conflicting-keys", "kind: text"),
            Broken(
                "kind: text, quantity: other}\n  - {name: d",
                "kind: text, unit: ‸V, quantity: other}\n  - {name: d", "conflicting-keys"),
            Broken(
                "as: uint16, kind: text", "as: uint16, kind: text, unit: ‸V", "conflicting-keys"),
            Broken(
                "as: uint16, kind: text", "as: uint16, kind: text, decimals: ‸1",
                "conflicting-keys"),
            Broken("as: uint16, kind: text", "as: ‸bool, kind: text", "conflicting-keys"),
            Broken(
                "as: uint16, kind: text", "as: uint16, kind: text, charset: ‸ascii", "bad-value"),
            Broken(
                "as: uint16, kind: text", "as: uint16, kind: text, pattern: ‸\"{8-16}\"",
                "out-of-range", "0 to 15"),
            Broken(
                "as: uint16, kind: text", "as: uint16, kind: text, pattern: ‸\"V1\"", "bad-value"),
            Broken(
                "as: uint16, kind: text", "as: uint16, kind: text, pattern: ‸\"{\"", "bad-value"),
            Broken(
                "as: uint16, kind: text", "as: uint16, kind: text, pattern: ‸\"{1:2}\"",
                "bad-value"),
            Broken(
                "as: string, length: 2", "as: date, layout: ‸bcd-smhdm", "bad-value",
                "bcd-smhdmy?"),
        ]
        + ["word-ym", "word-hs", "word-ydm-x", "word-yymd", "nibble-ymd", "byte-xx"].map {
            Broken("as: string, length: 2", "as: date, layout: ‸\($0)", "bad-value", "bcd-smhdmy")
        }

    static let others: [Broken] = [
        Broken("{gap: 1ms}", "{connect-wait: ‸11s}", "out-of-range", "10s"),
        Broken("class: other", "class: other\nregister-bytes: ‸3", "out-of-range", "2, 4"),
        Broken(
            "as: uint32", "as: uint32, bits: ‸32-33", "out-of-range", "0 to 31"),
        Broken(
            "as: uint16, quantity",
            "as: uint16, access: rw, write: ‸{function: 6, "
                + "complement: true}, quantity", "bad-value", "function 16"),
        Broken(
            "as: uint16, quantity", "as: uint64, access: rw, write: ‸{complement: true}, quantity",
            "bad-value", "one or two"),
        Broken(
            "as: uint16, quantity",
            "as: uint16, access: rw, write: {result: {table: ‸coil, "
                + "address: 1, good: [0]}}, quantity", "bad-value", "register"),
        Broken(
            "as: uint16, quantity",
            "as: uint16, access: rw, write: {lock: [{table: holding, "
                + "address: 1, value: ‸[1, 2, 3, 4, 5]}]}, quantity", "out-of-range"),
        Broken(
            "as: uint16, quantity",
            "as: uint16, access: rw, write: {lock: [‸{table: coil, "
                + "address: 1, value: [1, 0]}]}, quantity", "bad-value", "holding"),
        Broken("as: uint32", "as: uint32, limits: ‸{severity: alarm}", "missing-key"),
        Broken("as: uint32", "as: uint32, confidence: ‸sure", "bad-value", "bench"),
    ]

    @Test(arguments: points + words + others)
    func `is refused with one problem in its place`(_ broken: Broken) throws {
        let folder = Folder()
        try broken.check(Self.sample) { text in
            let outcome = Reader.profile(at: folder.write("acme-device.yaml", text))
            #expect(outcome.value == nil)
            return outcome.problems
        }
    }

    @Test func `registers of four bytes hold nothing less, and are not written`() {
        let folder = Folder()
        let text = Self.sample.replacing("class: other", with: "class: other\nregister-bytes: 4")
            .replacing("as: uint16, quantity", with: "as: uint32, access: rw, quantity")
            .replacing("as: string, length: 2", with: "as: string, length: 3")
        let outcome = Reader.profile(at: folder.write("acme-device.yaml", text))
        #expect(outcome.problems.allSatisfy { $0.code == "bad-value" })
        #expect(outcome.problems.map(\.line) == [9, 11, 12, 14])
    }

    /// An answer has room for 250 bytes of registers.
    @Test(arguments: [(62, true), (63, false), (125, false)])
    func `a block of such registers fits an answer`(count: Int, fits: Bool) {
        let folder = Folder()
        let text =
            "profile: p\nvendor: A\nmodel: B\nclass: other\nsources: [m]\nregister-bytes: 4\n"
            + "points:\n  - {name: a, table: holding, address: 0, as: uint32, quantity: other, "
            + "block: {address: 0, count: \(count)}}\n"
        let outcome = Reader.profile(at: folder.write("p.yaml", text))
        #expect(outcome.problems.map(\.code) == (fits ? [] : ["out-of-range"]))
    }

    @Test func `the sample has nothing wrong`() {
        let folder = Folder()
        let outcome = Reader.profile(at: folder.write("acme-device.yaml", Self.sample))
        #expect(outcome.problems.map(\.text.en) == [])
    }
}
