// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct ByteOrderTests {
    /// Every way to write the first `count` letters.
    static func permutations(_ count: Int) -> [String] {
        var all = [""]
        for letter in "ABCDEFGH".prefix(count) {
            all = all.flatMap { text in
                (0...text.count).map { place in
                    String(text.prefix(place)) + String(letter) + String(text.dropFirst(place))
                }
            }
        }
        return all
    }

    /// What the letters say, done slowly: the bytes sorted by their letters, then read as hex.
    static func expected(_ letters: String, _ bytes: [UInt8]) -> UInt64 {
        let hex = zip(letters, bytes).sorted { $0.0 < $1.0 }.map { _, byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }
        return UInt64(hex.joined(), radix: 16) ?? 0
    }

    @Test func `every order of 2 and 4 bytes is read as its letters say`() throws {
        var random = SplitMix(seed: 1)
        for letters in Self.permutations(2) + Self.permutations(4) {
            let order = try #require(ByteOrder(letters))
            for _ in 0..<20 {
                let bytes = (0..<letters.count).map { _ in UInt8.random(in: 0...255, using: &random)
                }
                #expect(order.bits(bytes.span, at: 0) == Self.expected(letters, bytes))
            }
        }
    }

    @Test func `orders of 8 bytes are read as their letters say`() throws {
        var random = SplitMix(seed: 2)
        for _ in 0..<2_000 {
            let letters = String("ABCDEFGH".shuffled(using: &random))
            let bytes = (0..<8).map { _ in UInt8.random(in: 0...255, using: &random) }
            let order = try #require(ByteOrder(letters))
            #expect(order.bits(bytes.span, at: 0) == Self.expected(letters, bytes))
        }
    }

    @Test func `bytes before and after the value do not matter`() throws {
        let order = try #require(ByteOrder("CDAB"))
        let bytes: [UInt8] = [0xFF, 0xEE, 0x33, 0x44, 0x11, 0x22, 0xDD]
        #expect(order.bits(bytes.span, at: 2) == 0x1122_3344)
    }

    @Test func `letters come back as they were written`() {
        for letters in Self.permutations(2) + Self.permutations(4) + Self.permutations(8) {
            guard ByteOrder(letters)?.letters != letters else { continue }
            Issue.record("\(letters) comes back as \(ByteOrder(letters)?.letters ?? "nothing")")
        }
    }

    @Test(arguments: [
        "", "A", "AA", "AC", "ab", "ABC", "ABCDE", "ABCC", "ABCE", "ABCD ", " AB", "1234",
        "ABCDEFG", "ABCDEFGG", "ABCDEFGI", "ABCDEFGHI", "ÀB", "АB", "@A", "A\u{301}", "AB\0\0",
    ])
    func `letters that are no order are refused`(_ letters: String) {
        #expect(ByteOrder(letters) == nil)
    }

    @Test(arguments: [(2, "AB"), (4, "ABCD"), (8, "ABCDEFGH")])
    func `big-endian is the order of the alphabet`(_ count: Int, _ letters: String) {
        #expect(ByteOrder.big(count) == ByteOrder(letters))
        #expect(ByteOrder.big(count).hashValue == ByteOrder(letters)?.hashValue)
        #expect(ByteOrder.big(count).count == count)
    }

    @Test func `orders that differ are not equal`() {
        let orders = Set((Self.permutations(2) + Self.permutations(4)).compactMap(ByteOrder.init))
        #expect(orders.count == 26)
    }
}
