// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import tram

@Suite struct WrappedTests {
    private static let path = "/var/lib/" + String(repeating: "folder/", count: 14) + "spool.db"

    @Test func `a path stays whole, on a line of its own`() {
        let lines = "tram spool: \(Self.path) cannot be read".wrapped(columns: 80)
        #expect(lines == ["tram spool:", "  \(Self.path)", "  cannot be read"])
        let hung = HungLines(width: 40).lines("  file ", "\(Self.path) of the site")
        #expect(hung.joined().contains(Self.path), "\(hung)")
    }

    @Test(arguments: [0, 1, 20, 60, 80], [1, 79, 80, 81, 1_000])
    func `of another long word nothing is lost`(width: Int, length: Int) {
        let word = String(repeating: "x", count: length)
        let lines = "a \(word) b".wrapped(columns: width)
        #expect(lines.joined().replacing(" ", with: "") == "a\(word)b", "\(lines)")
        if width >= 20 { #expect(lines.allSatisfy { $0.columns <= width }, "\(lines)") }
    }
}
