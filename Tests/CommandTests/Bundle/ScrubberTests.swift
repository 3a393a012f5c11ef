// SPDX-License-Identifier: Apache-2.0
import Config
import Field
import Host
import Testing

@testable import tram

/// What is known to be a secret is taken out in whatever form it stands there, and nothing else.
@Suite struct ScrubberTests {
    private static func cleaned(
        _ text: String, _ secrets: [String], _ mask: Scrubber.Mask = .marker
    ) -> String? {
        Scrubber(secrets).cleaned(Array(text.utf8), mask).map {
            String(decoding: $0.bytes, as: UTF8.self)
        }
    }

    @Test(arguments: [
        ("a hunter2! b", "a [removed] b"), ("A HUNTER2! B", "A [removed] B"),
        ("\"hunter2!\"", "\"[removed]\""), ("68756e7465723221", "[removed]"),
        ("0x68756E7465723221.", "0x[removed]."), ("68 75 6e 74 65 72 32 21", "[removed]"),
        ("a68756e7465723221", "a[removed]"), ("aHVudGVyMiE=", "[removed]="),
        ("%68%75nter2%21", "[removed]"), ("\\u0068unter2!", "[removed]"),
        ("hunter2&#33;", "[removed]"), ("&#x68;unter2!", "[removed]"),
        ("hunter2\\!", "[removed]"), ("hunter2", "hunter2"), ("unter2!", "unter2!"),
        ("", ""), ("hunter2!hunter2!", "[removed]"),
    ])
    func `a secret in this form`(text: String, expected: String) {
        #expect(Self.cleaned(text, ["hunter2!"]) == expected)
    }

    @Test(arguments: [
        ("\"A long pass…\" b", "\"[removed]…\" b"), ("a long password…", "[removed]…"),
        ("x A lo…", "x [removed]…"), ("A l…", "A l…"), ("A long pass", "A long pass"),
        ("A long past…", "A long past…"),
    ])
    func `of a secret whose end is cut off the beginning goes`(text: String, expected: String) {
        #expect(Self.cleaned(text, ["a long password"]) == expected)
        #expect(Self.cleaned("a long password, too", ["a long password"]) == "[removed], too")
    }

    @Test func `what may be no secret is taken out as a word`() {
        let scrubber = Scrubber([], whole: ["meter"])
        for (text, expected) in [
            ("meter-1 meters xmeter _meter meter", "meter-1 meters xmeter _meter [removed]"),
            ("\"meter\": [meter]", "\"[removed]\": [[removed]]"),
        ] {
            let cleaned = scrubber.cleaned(Array(text.utf8))?.bytes ?? []
            #expect(String(decoding: cleaned, as: UTF8.self) == expected)
        }
        #expect(Scrubber(["meter"], whole: ["meter"]).count == 1)
    }

    @Test(arguments: 1...40) func `random secrets behind random bytes`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let alphabet = Array("abcXYZ0189-_/+%&\"\\ßạ ü")
        let secret = String(
            (0..<Int(4 + random.next() % 20)).map { _ in
                alphabet[Int(random.next() % UInt64(alphabet.count))]
            })
        let before = (0..<Int(random.next() % 5)).map { _ in UInt8(random.next() % 94 + 33) }
        let bytes = before + Array(secret.utf8)
        let forms = [
            Digest.hex(bytes), Digest.hex(bytes).uppercased(),
            bytes.map { "%" + Digest.hex([$0]) }.joined(),
            String(decoding: bytes, as: UTF8.self), JSON.string(secret).pretty,
        ]
        for form in forms {
            let text = "log: \(form) end"
            let cleaned = Self.cleaned(text, [secret])
            #expect(cleaned?.contains("[removed]") == true, "\(secret) in \(text)")
            #expect(cleaned?.hasSuffix("end") == true && cleaned?.hasPrefix("log: ") == true)
        }
    }

    @Test(arguments: 1...20) func `a text without secrets stays as it is`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let text = (0..<400).map { _ in String(random.next() % 100_000, radix: 16) }
            .joined(separator: ["", " ", "\n", "-"][Int(seed % 4)])
        #expect(Self.cleaned(text, ["hunter2!", "correct horse"]) == text)
    }

    @Test func `of frames only digits go, and an answer in pieces is one`() {
        let head = #"{"tram-capture":1,"bus":"a"}"#
        let hex = Digest.hex(Array("hunter2!".utf8))
        let pieces = [hex.prefix(6), hex.dropFirst(6)].map(String.init)
        let text = """
            \(head)
            [1.5,"sent","0103"]
            [2.5,"received","0103\(pieces[0])"]
            [3.5,"received","\(pieces[1])ffff"]
            """
        let cleaned = Self.cleaned(text, ["hunter2!"], .zeros)
        let expected = text.replacing(pieces[0], with: "000000").replacing(
            pieces[1], with: "0000000000")
        #expect(cleaned == expected)
        // Two letters a register in the other order, and one letter a register.
        let wide = "hunter2!".utf8.reduce(into: [UInt8]()) { $0 += [0, $1] }
        for bytes in [Array("uhtnre!2".utf8), wide] {
            let line = "[1,\"received\",\"03\(Digest.hex(bytes))\"]"
            let found = Self.cleaned(line, ["hunter2!"], .zeros)
            #expect(found != line && found?.count == line.count, "\(line)")
        }
    }

    @Test func `what cannot be taken out keeps the text back`() {
        #expect(Self.cleaned("it was removed", ["removed"]) == nil)
        #expect(Self.cleaned("a 0000 b", ["0000"], .zeros) == nil)
        #expect(Self.cleaned("abc", ["abc", ""]) == "abc", "shorter ones are not looked for")
    }

    @Test(arguments: [
        ("password: hunter2", ["hunter2"]), ("API_KEY=abc123", ["abc123"]),
        ("\"authToken\": \"t0k3n\",", ["t0k3n", ""]),
        ("Authorization: Basic YWJj", ["Basic", "YWJj", "Basic YWJj"]),
        ("pass: a b # c", ["a", "a b # c", "a b"]), ("pwd=a,b c", ["a", "a,b", "a,b c"]),
        ("password-file: /etc/x", []), ("user: gw", []), ("key: value", ["value"]),
        ("mqtt://gw:p%40ss@hub", ["gw:p%40ss", "gw", "p%40ss", "gw", "p@ss"]),
        ("at 12:30:15 monkey=banana", []), ("http://hub/a@b", []),
    ])
    func `a text's secrets by what stands before them`(text: String, expected: [String]) {
        #expect(
            SmellyWords.secrets(in: text).filter { !$0.isEmpty } == expected.filter { !$0.isEmpty })
    }

    @Test(arguments: [
        ("2026-11-23T08:39:30+0000 info tram: [tram] x", true),
        ("2026-11-23T08:39:30+0000 warning tram: [Agent] x", true),
        ("systemd[1]: Started tram.service", false), ("warning tram", false), ("", false),
        ("tram: x", false),
    ])
    func `the service's own lines`(line: String, isOwn: Bool) {
        #expect(ServiceLog.isService(line) == isOwn)
    }
}
