// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct `An identification` {
    static let code = IdentityMark.register(place(.uint16, 500), .codes([1_648, 1_649]))
    static let words = IdentityMark.register(place(.string, 600, length: 8), .text("AM-3"))
    static let unit = IdentityMark.register(place(.uint16, 2), .ownUnit)

    private func marked(_ outside: AskedDevice.Outside = .refused) -> AskedDevice {
        var device = measuring(outside)
        device.put(.holding, 500, [1_649])
        device.put("Acme AM-3", .holding, 600, 8)
        device.put(.holding, 2, [7])
        return device
    }

    @Test(arguments: AskedDevice.Outside.allCases)
    func `a code and a map that fit make sure`(outside: AskedDevice.Outside) {
        for mark in [Self.code, Self.words] {
            let all = [meter("x", []), meter("y", [mark]), meter("z", [], at: 40)]
            #expect(marked(outside).identified(all).told == "sure: y", "\(mark)")
        }
    }

    @Test func `a range or its own unit id makes likely, never sure`() {
        let range = IdentityMark.register(
            place(.float32, 0), .range(Limits(low: .zero, high: decimal("500"))))
        for marks in [[], [Self.unit], [range], [Self.unit, range]] {
            let told = marked().identified([meter("y", marks)]).told
            #expect(told == "not sure: y", "\(marks)")
        }
    }

    @Test func `small numbers stand everywhere: they do not make sure`() {
        for number: UInt16 in [0, 1, 9, 0xF] {
            var device = measuring()
            device.put(.holding, 500, [number])
            let mark = IdentityMark.register(place(.uint16, 500), .codes([UInt64(number)]))
            #expect(!device.identified([meter("y", [mark])]).told.hasPrefix("sure"))
        }
    }

    @Test func `two that fit as well are told both`() {
        let both = [meter("x", [Self.code]), meter("y", [Self.code])]
        #expect(marked().identified(both).told == "not sure: x y")
        // The one whose points are not there is the other one.
        let apart = [meter("x", [Self.code], at: 900), meter("y", [Self.code])]
        #expect(marked().identified(apart).told == "sure: y")
    }

    @Test(arguments: AskedDevice.Outside.allCases)
    func `another code is another device`(outside: AskedDevice.Outside) {
        var device = marked(outside)
        device.put(.holding, 500, [1_650])
        #expect(device.identified([meter("y", [Self.code])]).told == "unknown")
        #expect(device.identified([meter("y", [Self.code]), meter("x", [])]).told == "not sure: x")
    }

    @Test func `all marks must fit`() {
        var device = marked()
        device.put("Acme AM-4", .holding, 600, 8)
        #expect(device.identified([meter("y", [Self.code, Self.words])]).told == "unknown")
        #expect(marked().identified([meter("y", [Self.code, Self.words])]).told == "sure: y")
    }

    @Test func `a code alone does not make sure: the map must look like it`() {
        for outside in AskedDevice.Outside.allCases {
            var device = AskedDevice(outside: outside)
            device.put(.holding, 500, [1_649])
            device.put(.input, 0, [UInt16](repeating: 0, count: 12))
            let told = device.identified([meter("y", [Self.code])]).told
            #expect(!told.hasPrefix("sure"), "\(outside): \(told)")
        }
    }

    /// Gateways that answer one number everywhere have everybody's code somewhere.
    @Test func `what stands everywhere is nobody's mark`() {
        var device = AskedDevice()
        for table in [Table.holding, .input] {
            device.put(table, 0, [UInt16](repeating: 1_649, count: 65_536))
        }
        #expect(!device.identified([meter("y", [Self.code])]).told.hasPrefix("sure"))
    }

    @Test func `functions 17 and 43 say who it is`() {
        var device = measuring()
        (device.serverID, device.objects) = (
            "\u{11}AM-3 rev 2\u{FF}", [0: "Acme", 0x87: "a=AM-3;b"]
        )
        let asked = device.identified([
            meter("x", [.serverID("AM-4")]), meter("y", [.serverID("AM-3")]),
        ])
        #expect(asked.told == "sure: y")
        #expect(asked.description.map(\.text) == ["Acme", "a=AM-3;b", "AM-3 rev 2"])
        #expect(device.identified([meter("y", [.object(0x87, "AM-3")])]).told == "sure: y")
        #expect(device.identified([meter("y", [.object(1, "AM-3")])]).told != "sure: y")
        #expect(measuring().identified([meter("y", [.serverID("AM-3")])]).told != "sure: y")
    }

    @Test(arguments: [40_000, 50_000, 0])
    func `SunSpec's blocks are walked, and the points counted from theirs`(base: Int) throws {
        var device = AskedDevice()
        device.put(.holding, base, [0x5375, 0x6E53, 1, 66] + [UInt16](repeating: 7, count: 66))
        device.put(.holding, base + 70, [203, 20] + (0..<20).map { UInt16(2_300 + $0) })
        device.put(.holding, base + 92, [0xFFFF, 0])
        var profile = meter("s", [.models([201, 203])])
        profile.points = (2..<12).map { (address: UInt16) in
            var point = Point(
                name: "v\(address)", table: .holding, address: address, encoding: .uint16,
                quantity: "other")
            point.range = Limits(low: .zero, high: decimal("3000"))
            return point
        }
        let asked = device.identified([profile, meter("x", [])])
        #expect(asked.told == "sure: s")
        #expect(asked.models == [1, 203])
        guard case .sure(let candidate) = asked.verdict else { return }
        #expect(candidate.offset == base + 70)
        #expect(candidate.points.plausible == 10)
        device.put(.holding, base + 70, [213])
        #expect(device.identified([profile]).told == "unknown")
    }

    @Test func `where nobody is, that is found soon`() {
        let asked = AskedDevice(isDead: true).identified(
            (0..<80).map {
                meter("p\($0)", [Self.code], at: UInt16($0 * 20))
            })
        #expect(asked.told == "silent")
        #expect(asked.asked <= 6)
    }

    @Test func `questions are bounded, whatever comes back`() {
        let profiles = (0..<200).map { number -> Profile in
            let mark = IdentityMark.register(place(.uint16, 9_000 + UInt16(number)), .codes([777]))
            return meter("p\(number)", [mark], at: UInt16(number * 20))
        }
        for seed in 0..<40 {
            var random = SplitMix(seed: UInt64(seed))
            var identification = Identification(profiles, unit: 1)
            var asked: [Question] = []
            while let question = identification.next() {
                asked.append(question)
                let bytes = (0..<random.below(260)).map { _ in UInt8(random.below(256)) }
                let replies: [Reply] = [
                    .silence, .exception(UInt8(random.below(256))), .data(bytes),
                    honest(question, &random), honest(question, &random),
                ]
                identification.take(replies[random.below(replies.count)])
            }
            #expect(asked.count <= Identification.mostQuestions)
            #expect(identification.asked == asked.count)
            #expect(asked.count <= identification.atMost)
            _ = identification.verdict
        }
    }

    private func honest(_ question: Question, _ random: inout SplitMix) -> Reply {
        switch question {
        case .read(let table, _, let count):
            let bytes = table.isBits ? (count + 7) / 8 : count * 2
            return .data((0..<bytes).map { _ in UInt8(random.below(256)) })
        case .describe: return .data([1, 1, 0xFF, UInt8(random.below(256)), 1, 0, 1, 0x41])
        }
    }

    @Test func `each mark is asked for once, whoever has it`() {
        let profiles = (0..<9).map { meter("p\($0)", [Self.code]) }
        var identification = Identification(profiles, unit: 1)
        var asked: [Question] = []
        while let question = identification.next() {
            asked.append(question)
            identification.take(.exception(2))
        }
        #expect(Set(asked).count == asked.count)
    }
}
