// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Testing

/// All lines that are there, as texts.
private func lines(_ buffer: inout LineBuffer) throws -> [String] {
    var found: [String] = []
    while let line = try buffer.next() { found.append(String(decoding: line, as: UTF8.self)) }
    return found
}

@Suite struct LineBufferTests {
    @Test(arguments: [
        ("", []), ("a", []), ("a\n", ["a"]), ("a\r\nb\n", ["a", "b"]), ("\n\r\n\n", ["", "", ""]),
        ("a\rb\n", ["a\rb"]), ("12345678\n", ["12345678"]), ("12345678\r\n", ["12345678"]),
    ])
    func `lines end with a line feed, with or without a carriage return`(
        bytes: String, expected: [String]
    ) throws {
        var buffer = LineBuffer(limit: 8)
        buffer.append(Array(bytes.utf8)[...])
        #expect(try lines(&buffer) == expected)
    }

    @Test(arguments: ["123456789\n", "123456789\r\n", "12345678xx", "1\n2345678901"])
    func `a line beyond the limit is refused, whether it has an end or not`(bytes: String) {
        var buffer = LineBuffer(limit: 8)
        buffer.append(Array(bytes.utf8)[...])
        #expect(throws: LineBuffer.TooLong.self) { try lines(&buffer) }
    }

    @Test func `what may still be whole is waited for`() throws {
        var buffer = LineBuffer(limit: 8)
        buffer.append(Array("12345678\r".utf8)[...])
        #expect(try buffer.next() == nil)
        buffer.append([10])
        #expect(try lines(&buffer) == ["12345678"])
        #expect(buffer.isEmpty)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `how the bytes are cut changes nothing`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let text = (0..<200).map { _ in
            String(repeating: "x", count: Int.random(in: 0...64, using: &random))
        }
        var rest = Array(text.map { $0 + "\n" }.joined().utf8)[...]
        var buffer = LineBuffer(limit: 64)
        var found: [String] = []
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 1...150, using: &random))
            buffer.append(piece)
            rest = rest.dropFirst(piece.count)
            if Bool.random(using: &random) { found += try lines(&buffer) }
        }
        #expect(try found + lines(&buffer) == text)
    }
}
