// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// What no profile can say: whoever tries is told so, in the place where it was tried.
@Suite struct `What a profile cannot say` {
    private static let sample = """
        profile: acme-device
        vendor: Acme
        model: A-1
        class: other
        sources: [a manual]
        points:
          - {name: a, table: holding, address: 0, as: uint16, quantity: other, access: rw}
          - {name: b, table: input, address: 3, as: uint32, quantity: other}
          - {name: c, table: input, address: 9, as: string, length: 2, kind: text, quantity: other}
        vectors:
          - {registers: {holding: {0: [7]}}, values: {a: 7}}

        """

    static let refused: [Broken] = [
        // Private functions, and requests for nothing.
        Broken("access: rw", "access: rw, function: ‸0x41", "out-of-range", "from 3 to 4"),
        Broken(
            "access: rw", "access: rw, write: {function: ‸0x42}", "out-of-range", "from 5 to 16"),
        Broken("length: 2", "length: ‸0", "out-of-range", "from 1 to 64"),
        Broken(
            "access: rw", "access: rw, block: {address: 0, count: ‸0}", "out-of-range",
            "from 1 to 2000"),
        // A walk over blocks of a map.
        Broken("address: 3", "address: ‸{after: 203}", "wrong-type", "a whole number"),
        Broken("class: other", "class: other\n‸walk: sunspec", "unknown-key"),
        // Another protocol within a reply.
        Broken("access: rw", "access: rw, ‸protocol: lls", "unknown-key"),
        Broken("as: uint32", "as: uint32, ‸frame-offset: 6", "unknown-key"),
        // Words that are made of other points, or decide over them.
        Broken(
            "table: input, address: 9", "sum: [a, b], ‸table: input, address: 9",
            "conflicting-keys"),
        Broken("as: uint32", "as: uint32, when: ‸{point: c, equals: 1}", "bad-value", "no number"),
        Broken("as: uint32", "as: uint32, when: {point: a, equals: ‸SMT}", "wrong-type"),
        // What is not straight between two numbers, and more than the four operations.
        Broken("as: uint32", "as: uint32, ‸formula: a * b", "unknown-key"),
        Broken("as: uint32", "as: uint32, curve: ‸[[0, 0]]", "out-of-range", "2–64"),
        // Writing what shares its register, or a password that a person types.
        Broken("access: rw", "access: rw, write: {unlock: ask}", "wrong-type", at: (7, 100)),
    ]

    @Test(arguments: refused)
    func `is refused with one problem in its place`(_ broken: Broken) throws {
        let folder = Folder()
        try broken.check(Self.sample) { text in
            let outcome = Reader.profile(at: folder.write("acme-device.yaml", text))
            #expect(outcome.value == nil)
            return outcome.problems
        }
    }

    @Test func `the sample has nothing wrong`() {
        let folder = Folder()
        let outcome = Reader.profile(at: folder.write("acme-device.yaml", Self.sample))
        #expect(outcome.problems.map(\.text.en) == [])
    }
}
