// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@testable import Agent

/// Who stands still, and what becomes of a line that did.
@Suite struct SupervisionTests {
    private static let hour = Quarantine.span

    /// Turns of one thread at each look, and whether it stands still then.
    @Test(
        arguments: [
            ([5, 6, 7, 8], [false, false, false, false]),
            ([5, 5, 6, 6], [false, false, false, false]),
            ([5, 5, 5, 5], [false, false, true, true]),
            ([0, 0, 0, 1], [false, false, true, false]),
            ([.max, 0, 0, 0], [false, false, false, true]),
        ] as [([UInt64], [Bool])])
    func `two calls in a row without an answer`(turns: [UInt64], wanted: [Bool]) {
        var rollCall = RollCall()
        let found = turns.map {
            rollCall.look([.init(number: 1, turns: $0, patience: 2)]) == [1]
        }
        #expect(found == wanted)
    }

    @Test func `each thread for itself; one that is new or gone misses no call`() {
        var rollCall = RollCall()
        func look(_ turns: [UInt64: UInt64], patience: Int = 2) -> Set<UInt64> {
            rollCall.look(
                turns.map {
                    .init(number: $0.key, turns: $0.value, patience: $0.key == 9 ? 10 : patience)
                })
        }
        #expect(look([1: 1, 2: 1, 9: 1]).isEmpty)
        #expect(look([1: 1, 2: 2, 9: 1]).isEmpty)
        #expect(look([1: 1, 2: 3, 9: 1]) == [1])
        #expect(look([2: 3, 3: 0, 9: 1]).isEmpty, "1 has gone, 3 has come")
        #expect(look([1: 1, 2: 4, 3: 0, 9: 1]).isEmpty, "1 begins anew")
        for _ in 5..<10 { #expect(!look([9: 1]).contains(9)) }
        #expect(look([9: 1]) == [9], "a disk has ten")
    }

    /// Minutes at which a line has stopped the service, and until when it is held then.
    @Test(
        arguments: [
            ([0], nil), ([0, 59], 119), ([0, 60], 120), ([0, 61], nil), ([0, 30, 60], 120),
            ([0, 61, 120], 180),
            // Out of quarantine at 70: back at once for two hours after, as if new from then on.
            ([0, 10, 75], 135), ([0, 10, 130], 190), ([0, 10, 131], nil), ([0, 10, 131, 140], 200),
        ] as [([Int64], Int64?)])
    func `twice within an hour holds a line for an hour`(minutes: [Int64], end: Int64?) {
        var quarantine = Quarantine()
        for minute in minutes { quarantine.note("roof", at: Self.minute(minute)) }
        let last = Self.minute(minutes.last ?? 0)
        #expect(quarantine.held(at: last) == (end.map { ["roof": Self.minute($0)] } ?? [:]))
        #expect(quarantine.held(at: last + Self.hour).isEmpty, "it is tried again")
        if end != nil {
            #expect(quarantine.held(at: last + Self.hour - Nanoseconds(1)).count == 1)
        }
    }

    private static func minute(_ number: Int64) -> Instant {
        Instant(nanoseconds: (1_000 + number) * 60_000_000_000)
    }

    @Test func `each line for itself`() {
        var quarantine = Quarantine()
        for (line, minute) in [("a", 0), ("b", 1), ("a", 2), ("c", 3)] as [(String, Int64)] {
            quarantine.note(line, at: Self.minute(minute))
        }
        #expect(quarantine.held(at: Self.minute(4)).keys.sorted() == ["a"])
    }

    @Test func `it outlives the process, and not the boot`() throws {
        var quarantine = Quarantine()
        for minute in [0, 1, 2] as [Int64] {
            quarantine.note("bad \"one\"", at: Self.minute(minute))
        }
        quarantine.note("other", at: Self.minute(2))
        let json = try JSON(parsing: quarantine.bytes(boot: 77))
        let now = Self.minute(3)
        #expect(Quarantine(json, boot: 77, at: now).entries == quarantine.entries)
        #expect(Quarantine(json, boot: 78, at: now).entries.isEmpty)
        #expect(Quarantine(json, boot: 77, at: Self.minute(1)).entries.isEmpty, "not yet been")
        let unknown = try JSON(parsing: quarantine.bytes(boot: 0))
        #expect(Quarantine(unknown, boot: 0, at: now).entries.isEmpty)
    }

    @Test(arguments: [
        "{}", "[]", #"{"version":2,"boot":"4d","lines":[]}"#,
        #"{"version":1,"boot":"4d","lines":{}}"#,
        #"{"version":1,"boot":"4d","lines":[1,{"line":"a"},{"line":"a","count":0,"last":1}]}"#,
        #"{"version":1,"boot":"4d","lines":[{"line":"a","count":9999999999,"last":1}]}"#,
        #"{"version":1,"boot":"4d","lines":[{"line":"a","count":2,"last":-1}]}"#,
        #"{"version":1,"boot":"4d","lines":[{"line":"a","count":2,"last":9e18}]}"#,
        #"{"version":1,"boot":"4d","lines":[{"line":"a","count":2,"last":9223372036854775807}]}"#,
    ])
    func `what is not ours holds nobody`(text: String) throws {
        let json = try JSON(parsing: Array(text.utf8))
        #expect(Quarantine(json, boot: 0x4D, at: Self.minute(0)).entries.isEmpty)
    }

    @Test func `the state in one line, and nothing in it that changes all the time`() {
        var sight = ServiceSight()
        (sight.buses, sight.devices, sight.hub) = (3, 12, .up)
        #expect(sight.text == "3 buses, 12 devices; hub connected")
        sight.waiting = 99
        #expect(sight.text == "3 buses, 12 devices; hub connected")
        (sight.buses, sight.devices, sight.closed, sight.quarantined) = (1, 1, 1, 1)
        (sight.hub, sight.waiting) = (.down("refused"), 4_711)
        #expect(
            sight.text
                == "1 bus (1 in quarantine), 1 device; hub not connected (refused); "
                + "1000 records waiting or more")
        (sight.buses, sight.closed, sight.hub) = (4, 3, .down(nil))
        #expect(
            sight.text
                == "4 buses (2 closed, 1 in quarantine), 1 device; hub not connected; "
                + "1000 records waiting or more")
        sight.waiting = .max
        #expect(sight.waiting == 10_000_000_000_000_000_000)
    }
}
