// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@testable import tram

/// What a terminal sends for keys, whole, in pieces, and what is none.
@Suite struct KeysTests {
    static let known: [(String, [Key])] = [
        ("q", [.letter("q")]), ("1b", [.letter("1"), .letter("b")]), ("\u{3}", [.interrupt]),
        ("\u{1A}", [.suspend]), ("\u{C}", [.redraw]), ("\u{1B}[A", [.up]), ("\u{1B}OB", [.down]),
        ("\u{1B}[5~", [.pageUp]), ("\u{1B}[6~", [.pageDown]), ("\u{1B}[H", [.home]),
        ("\u{1B}[4~", [.end]), ("\u{1B}[1;5A", [.up]),
        ("\u{1B}[A\u{1B}[Bq", [.up, .down, .letter("q")]), ("\u{1B}q", [.letter("q")]),
        ("\u{1B}[99~x", [.letter("x")]), ("Đ", []), ("\r\n\u{7F}", []),
        ("\t", [.tab]), ("\u{1B}[Z", [.backTab]),
        ("\u{1B}[\u{1B}[A", [.up]), ("\u{1B}[200~1", [.letter("1")]), ("\u{1B}\u{1B}[A", [.up]),
    ]

    @Test(arguments: known)
    func `keys are told apart`(bytes: String, expected: [Key]) {
        var keys = Keys()
        #expect(keys.take(bytes.utf8) == expected)
        #expect(keys.rest() == nil)
    }

    @Test(arguments: known)
    func `they may come byte by byte`(bytes: String, expected: [Key]) {
        var keys = Keys()
        #expect(bytes.utf8.flatMap { keys.take([$0]) } == expected)
    }

    @Test func `an ESC that nothing follows is a key`() {
        var keys = Keys()
        #expect(keys.take([0x1B]) == [])
        #expect(keys.isUndecided)
        #expect(keys.rest() == .escape)
        #expect(!keys.isUndecided && keys.rest() == nil)
        #expect(keys.take(Array("[A".utf8)) == [.letter("["), .letter("A")])
    }

    @Test func `a sequence without an end is given up, and keys are keys again`() {
        var keys = Keys()
        let endless = Array("\u{1B}[".utf8) + [UInt8](repeating: 0x31, count: 100_000)
        #expect(keys.take(endless).count < 100_000)
        #expect(keys.take(Array("q".utf8)).last == .letter("q"))
    }

    @Test func `no bytes crash it or make it stuck`() {
        var random = SplitMix(seed: 77)
        var keys = Keys()
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                Bool.random(using: &random) ? 0x1B : UInt8.random(in: 0...255, using: &random)
            }
            _ = keys.take(bytes)
        }
        _ = keys.rest()
        #expect(keys.take([UInt8(ascii: "q")]) == [.letter("q")])
    }
}
