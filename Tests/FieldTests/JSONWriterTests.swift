// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct JSONWriterTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        write(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `empty structures and single values`() {
        #expect(
            text {
                $0.beginObject(); $0.endObject()
            } == "{}")
        #expect(
            text {
                $0.beginArray(); $0.endArray()
            } == "[]")
        #expect(text { $0.null() } == "null")
        #expect(text { $0.bool(false) } == "false")
        #expect(text { $0.integer(Int64.min) } == "-9223372036854775808")
        #expect(text { $0.decimal(decimal("31.20")) } == "31.20")
        #expect(text { $0.value(.float32(0.1)) } == "0.1")
        #expect(text { $0.string("") } == "\"\"")
    }

    @Test func `commas stand between members and elements, nowhere else`() {
        let record = text {
            $0.beginObject()
            $0.key("a")
            $0.beginArray()
            $0.integer(1)
            $0.beginArray()
            $0.endArray()
            $0.beginObject()
            $0.key("x")
            $0.null()
            $0.endObject()
            $0.string("s")
            $0.endArray()
            $0.key("b")
            $0.beginObject()
            $0.endObject()
            $0.key(JSONWriter.encoded(key: "c"))
            $0.bool(true)
            $0.key("d")
            $0.decimal(decimal("-0.5"))
            $0.endObject()
        }
        #expect(record == #"{"a":[1,[],{"x":null},"s"],"b":{},"c":true,"d":-0.5}"#)
    }

    static let strings: [(String, String)] = [
        ("\"", #""\"""#), ("\\", #""\\""#), ("/", #""/""#), ("\n", #""\u000a""#),
        ("\u{0}", #""\u0000""#), ("\u{1F}", #""\u001f""#), ("\u{7F}", "\"\u{7F}\""),
        ("trạm °C μg/m³", #""trạm °C μg/m³""#), ("🚰", #""🚰""#), ("\r\n", #""\u000d\u000a""#),
    ]

    @Test(arguments: strings)
    func `strings are escaped where JSON asks for it`(_ string: String, _ expected: String) {
        #expect(text { $0.string(string) } == expected)
        #expect(
            text {
                $0.beginObject(); $0.key(string)
            } == "{" + expected + ":")
    }

    @Test func `a buffer is used again`() {
        var writer = JSONWriter()
        writer.beginArray()
        writer.integer(1)
        writer.reset(room: 64)
        #expect(writer.bytes.isEmpty)
        writer.beginArray()
        writer.integer(2)
        writer.endArray()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "[2]")
    }

    @Test func `any tree is read back as it was written`() throws {
        var random = SplitMix(seed: 70)
        for _ in 0..<5_000 {
            let tree = JSONTrees.draw(&random, depth: 5)
            var writer = JSONWriter()
            JSONTrees.write(tree, &writer)
            let back = try JSON(parsing: writer.bytes)
            if back != tree { Issue.record("\(String(decoding: writer.bytes, as: UTF8.self))") }
        }
    }
}
