// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Field

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

    /// A walk begins with words that a mark, or who was there, has asked for already.
    @Test(arguments: [40_000, 0])
    func `SunSpec's blocks are walked where their beginning is known`(base: Int) {
        var device = AskedDevice()
        device.put(.holding, base, [0x5375, 0x6E53, 203, 20] + (0..<20).map { 2_300 + $0 })
        device.put(.holding, base + 24, [0xFFFF, 0])
        var profile = meter("s", [.models([203])])
        for index in profile.points.indices {
            profile.points[index].table = .holding
            profile.points[index].address += 2
            (profile.points[index].encoding, profile.points[index].order) = (.uint16, .big(2))
            profile.points[index].range = Limits(low: .zero, high: decimal("3000"))
        }
        let word = IdentityMark.register(place(.uint32, UInt16(base)), .codes([0x5375_6E53]))
        let asked = device.identified([profile, meter("x", [word], at: 900)])
        #expect(asked.models == [203])
        #expect(asked.told == "sure: s")
    }

    /// One after the other, so that each answer is lost once.
    @Test func `one lost answer is no refusal and contradicts nobody`() throws {
        var device = measuring()
        (device.serverID, device.objects) = ("AM-3", [0: "Acme", 1: "AM-3"])
        device.put(.holding, 40_000, [0x5375, 0x6E53, 203, 2, 7, 7, 0xFFFF, 0])
        let marks: [IdentityMark] = [.serverID("AM-3"), .object(1, "AM-3"), .models([203])]
        for mark in marks {
            var profile = meter("y", [mark])
            for index in profile.points.indices { profile.points[index].address = 0 }
            for loss in 0..<30 {
                device.losses = [loss]
                let asked = device.identified([profile, meter("x", [])])
                for candidate in asked.candidates() where candidate.profile.id == "y" {
                    let outcomes = candidate.marks.map(\.outcome)
                    #expect(outcomes != [.refused] && !candidate.isContradicted, "\(loss)")
                }
            }
        }
    }

    /// Six profiles with one mark: five of them lie where nothing answers.
    @Test func `silence at one suspect's map leaves the next one its own`() {
        var device = marked(.silent)
        device.put(.holding, 500, [1_649])
        var others = (1...5).map { meter("p\($0)", [Self.code], at: UInt16($0 * 2_000)) }
        for index in others.indices {
            for place in others[index].points.indices {
                // Too far apart for one request.
                others[index].points[place].address += UInt16(place * 200)
            }
        }
        let right = meter("y", [Self.code])
        let asked = device.identified(others + [right])
        let found = asked.candidates().first { $0.profile.id == "y" }
        #expect(found?.points.known == right.points.count)
        // The others were not heard: one of them may be it.
        #expect(!asked.told.hasPrefix("sure") && asked.told.hasPrefix("not sure: y"))
    }

    @Test func `who answers within its map alone is there, however many questions that takes`() {
        let profiles = (0..<25).map { meter("p\($0)", [], at: UInt16($0 * 100)) }
        let asked = measuring(at: 2_300, .silent).identified(profiles)
        #expect(asked.told == "not sure: p23")
        #expect(asked.asked <= 80)
        let dead = AskedDevice(isDead: true).identified(profiles)
        #expect(dead.told == "silent" && dead.asked == dead.toFindNobody)
        #expect(dead.asked <= Identification.mostGreetings)
    }

    @Test func `a mark and one point do not make sure while the rest is silent`() {
        var device = AskedDevice(outside: .silent)
        device.put("Acme AM-3", .holding, 600, 8)
        device.put(.input, 0, [0x4364, 0x8000])
        let told = device.identified([meter("y", [Self.words])]).told
        #expect(told == "not sure: y")
    }

    /// Only who is known to have them can be asked for registers of four bytes.
    @Test func `a mark in wide registers is not known, and contradicts nobody`() {
        var wide = meter("w", [.register(place(.uint32, 500), .codes([7]))])
        guard case .register(var point, let sign) = wide.marks[0] else { return }
        point.isWide = true
        wide.marks = [.register(point, sign)]
        wide.isWide = true
        for index in wide.points.indices { wide.points[index].isWide = true }
        var identification = Identification([wide, meter("y", [Self.code])], unit: 7)
        while let question = identification.next() {
            identification.take(marked().answer(question))
        }
        let found = identification.candidates().first { $0.profile.id == "w" }
        #expect(found?.marks.map(\.outcome) == [.unknown])
        #expect(found?.points.known == 0 && identification.told == "sure: y")
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
