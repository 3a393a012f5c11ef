// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Testing

/// Python's json module, made strict, reads the same texts in the same way.
@Suite struct JSONPeerTests {
    /// A line of hex in, a line out: the value with its numbers as written, or `refused`.
    private static let peer = #"""
        import json, sys
        class Number(str): pass
        def once(pairs):
            if len({key for key, _ in pairs}) < len(pairs): raise ValueError
            return dict(pairs)
        def refuse(_): raise ValueError
        def show(v):
            if isinstance(v, Number): return str(v)
            if isinstance(v, list): return "[" + ",".join(map(show, v)) + "]"
            if isinstance(v, dict):
                return "{" + ",".join(show(k) + ":" + show(x) for k, x in v.items()) + "}"
            if isinstance(v, str): return '"' + v.encode("utf-8").hex() + '"'
            return json.dumps(v)
        for line in sys.stdin.read().split("\n")[:-1]:
            try:
                print(show(json.loads(bytes.fromhex(line).decode("utf-8"), parse_int=Number,
                    parse_float=Number, parse_constant=refuse, object_pairs_hook=once)))
            except ValueError:
                print("refused")
        """#

    @Test func `python agrees on what is read and what is refused`() throws {
        var random = SplitMix(seed: 90)
        let batch = (0..<6_000).map { _ in Self.text(&random) }
        let answers = try Self.ask(batch)
        try #require(answers.count == batch.count)
        for (bytes, answer) in zip(batch, answers) where Self.shown(bytes) != answer {
            Issue.record("\(String(decoding: bytes, as: UTF8.self)): \(answer)")
        }
        let refused = answers.filter { $0 == "refused" }.count
        #expect((1_000...5_000).contains(refused), "\(refused) refused")
    }

    /// A tree as it is, or with a few bytes changed.
    private static func text(_ random: inout SplitMix) -> [UInt8] {
        var writer = JSONWriter()
        JSONTrees.write(JSONTrees.draw(&random, depth: 4), &writer)
        var bytes = writer.bytes
        let signs = Array(#"{}[]",:\u0d8cDC129eE+-. "#.utf8) + [0x0A, 0x1F, 0xC3, 0xA9]
        for _ in 0..<random.below(4) {
            let place = random.below(bytes.count)
            if random.below(2) == 0 {
                bytes[place] = signs[random.below(signs.count)]
            } else {
                bytes.insert(signs[random.below(signs.count)], at: place)
            }
        }
        return bytes
    }

    private static func ask(_ batch: [[UInt8]]) throws -> [String] {
        let question = try Pipe()
        let answer = try Pipe()
        var child = try Child(
            "/usr/bin/python3", ["-c", peer], input: question.reading.number,
            output: answer.writing.number)
        let answers = answer.keepReading()
        try write(batch.map { hex($0) + "\n" }.joined(), to: question.keepWriting())
        let text = try readAll(answers)
        #expect(child.wait() == .exit(0))
        return text.split(separator: "\n").map(String.init)
    }

    private static func write(_ text: String, to pipe: consuming Descriptor) throws {
        let bytes = Array(text.utf8)
        var start = 0
        while start < bytes.count {
            guard case .bytes(let count) = try pipe.write(bytes, from: start) else { return }
            start += count
        }
    }

    private static func readAll(_ pipe: borrowing Descriptor) throws -> String {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        var end = 0
        while case .bytes(let count) = try pipe.read(into: &bytes, at: end) {
            end += count
            if bytes.count - end < 1 << 15 { bytes += [UInt8](repeating: 0, count: bytes.count) }
        }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func shown(_ bytes: [UInt8]) -> String {
        (try? JSON(parsing: bytes)).map(shown) ?? "refused"
    }

    private static func shown(_ value: JSON) -> String {
        switch value {
        case .null: "null"
        case .bool(let on): on ? "true" : "false"
        case .number(let text): text
        case .string(let text): "\"" + hex(text.utf8) + "\""
        case .array(let elements): "[" + elements.map(shown).joined(separator: ",") + "]"
        case .object(let members):
            "{"
                + members.map { shown(.string($0.key)) + ":" + shown($0.value) }.joined(
                    separator: ",")
                + "}"
        }
    }
}
