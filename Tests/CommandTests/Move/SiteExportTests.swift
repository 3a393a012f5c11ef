// SPDX-License-Identifier: Apache-2.0
import Field
import Spool
import Testing

@testable import tram

/// A site in one file: what is written is read, and nothing else.
@Suite struct SiteExportTests {
    static let site: SiteExport = {
        var export = SiteExport(
            made: 1_795_215_192_000, product: "0.1.0", gateway: "gw-1", folder: "/etc/tram/")
        export.parts = [
            .init(path: "tram.yaml", bytes: Array("gateway:\n  site: \"đo\"\r\n\n".utf8)),
            .init(path: "conf.d/10.yaml", bytes: []),
            .init(path: "ca.der", bytes: [0, 255, 10, 13]),
            .init(path: "hub.key", bytes: Array("k".utf8), isSecret: true),
        ]
        export.leftOut = ["hub.password"]
        export.elsewhere = ["/etc/ssl/ca.pem"]
        export.counters = [
            DeviceCounters(
                device: "meter-1",
                readings: [CounterReading(point: "e", bits: .max, at: 1_795_215_192_000)])
        ]
        return export
    }()

    static func text() throws -> String { try site.text() }

    /// With a sum that fits what was changed.
    static func summed(_ change: (inout SiteExport) -> Void) throws -> String {
        var other = site
        change(&other)
        return try other.text()
    }

    @Test func `what is written is read, byte for byte, in lines for people`() throws {
        let text = try Self.text()
        #expect(try SiteExport(parsing: Array(text.utf8)) == Self.site)
        #expect(text.contains("\n        \"gateway:\",\n"), "\(text)")
        let reading = #"{"point": "e", "bits": 18446744073709551615, "at": 1795215192000}"#
        #expect(text.contains(reading))
    }

    @Test func `a change anywhere is found`() throws {
        let text = try Self.text()
        for (old, new) in [
            ("gw-1", "gw-2"), ("/etc/tram/", "/etc/"), ("hub.password", "hub.passwort"),
            ("đo", "do"), ("18446744073709551615", "1"), ("meter-1", "meter-2"),
            ("\"secret\": true", "\"secret\": false"), ("1795215192000", "1795215192001"),
            ("00ff0a0d", "00ff0a0e"), ("0.1.0", "0.1.1"), ("ca.der", "cb.der"),
        ] {
            let changed = text.replacing(old, with: new)
            #expect(changed != text)
            #expect(throws: MoveFault.self, "\(old)") {
                try SiteExport(parsing: Array(changed.utf8))
            }
        }
    }

    @Test(
        arguments: [
            ("", .noExport), ("{}", .noExport), ("[]", .noExport), ("tram", .noExport),
            (#"{"tram-export":2}"#, .version(2)), (#"{"tram-export":1}"#, .damaged("")),
            (#"{"tram-export":"1"}"#, .noExport),
            (String(repeating: "[", count: 100), .noExport),
            ("[" + String(repeating: "1,", count: 600_000) + "1]", .tooLarge),
        ] as [(String, MoveFault)])
    func `what is no export is refused`(text: String, fault: MoveFault) {
        #expect(throws: fault) { try SiteExport(parsing: Array(text.utf8)) }
    }

    @Test(arguments: [
        "", "/", "/etc/passwd", "../tram.yaml", "a/../b", "a//b", "./a", ".ssh", "a/.b", "a/",
        "a\nb",
        "a/b/c/d/e/f/g/h/i", "a\u{0}b", String(repeating: "a", count: 256),
    ])
    func `a name that leads elsewhere is refused, whatever its sum`(name: String) throws {
        let text = try Self.summed { $0.parts[1].path = name }
        #expect(throws: MoveFault.names(name)) { try SiteExport(parsing: Array(text.utf8)) }
    }

    @Test func `names that cannot be beside each other are refused`() throws {
        for (names, wrong) in [
            (["a", "a"], "a"), (["a", "a/b"], "a/b"), (["a/b", "a/b/c"], "a/b/c"),
            (["tram.yaml"], "tram.yaml"), (["tram.yaml/x"], "tram.yaml/x"),
        ] {
            let text = try Self.summed { export in
                export.parts += names.map { .init(path: $0, bytes: []) }
            }
            #expect(throws: MoveFault.names(wrong), "\(names)") {
                try SiteExport(parsing: Array(text.utf8))
            }
        }
        let headless = try Self.summed { $0.parts.removeFirst() }
        #expect(throws: MoveFault.names("tram.yaml")) {
            try SiteExport(parsing: Array(headless.utf8))
        }
    }

    @Test func `what is larger than it may be is refused`() throws {
        let large = try Self.summed {
            $0.parts[1].bytes = Array(repeating: 97, count: SiteExport.mostPartBytes + 1)
        }
        #expect(throws: MoveFault.tooLarge) { try SiteExport(parsing: Array(large.utf8)) }
        let many = try Self.summed { export in
            export.counters[0].readings = Array(
                repeating: export.counters[0].readings[0], count: CounterReading.mostOfDevice + 1)
        }
        #expect(throws: MoveFault.self) { try SiteExport(parsing: Array(many.utf8)) }
        for (bytes, isFine) in [(40, true), (41, false)] {
            let named = try Self.summed {
                $0.counters[0].readings[0].point = String(repeating: "e", count: bytes)
            }
            let faults = faults { () throws(MoveFault) in
                _ = try SiteExport(parsing: Array(named.utf8))
            }
            #expect(faults == (isFine ? [] : [.damaged("meter-1")]))
        }
        let late = try Self.summed { $0.counters[0].readings[0].at = -1 }
        #expect(throws: MoveFault.damaged("meter-1")) {
            try SiteExport(parsing: Array(late.utf8))
        }
    }

    @Test func `bytes of any kind end in a fault or in the same site`() throws {
        let bytes = Array(try Self.text().utf8)
        var random = SplitMix(seed: 5)
        for _ in 0..<3_000 {
            var other = bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<other.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: other[place] = UInt8.random(in: 0...255, using: &random)
                case 1: other.removeSubrange(place..<min(other.count, place + 9))
                default: other.insert(contentsOf: other[..<min(20, place)], at: place)
                }
            }
            do throws(MoveFault) {
                // A blank more or less between values changes nothing.
                #expect(try SiteExport(parsing: other) == Self.site)
            } catch {
                #expect(!error.text.en.isEmpty && error.code != "")
            }
        }
    }

    private func faults(_ body: () throws(MoveFault) -> Void) -> [MoveFault] {
        do throws(MoveFault) {
            try body()
            return []
        } catch {
            return [error]
        }
    }

    @Test func `of two readings of one counter the later one counts`() {
        func one(_ device: String, _ readings: [(String, UInt64, Int64)]) -> DeviceCounters {
            DeviceCounters(
                device: device,
                readings: readings.map { CounterReading(point: $0.0, bits: $0.1, at: $0.2) })
        }
        let exported = [one("a", [("x", 10, 5), ("y", 20, 5)])]
        let there = [one("a", [("x", 11, 6), ("y", 19, 4), ("z", 1, 1)]), one("b", [("x", 7, 2)])]
        #expect(
            exported.later(there) == [
                one("a", [("x", 11, 6), ("y", 20, 5), ("z", 1, 1)]), one("b", [("x", 7, 2)]),
            ])
        let full = [one("a", (0..<Int64(CounterReading.mostOfDevice)).map { ("p\($0)", 1, $0) })]
        #expect(full.later(there)[0].readings.count == CounterReading.mostOfDevice)
    }
}
