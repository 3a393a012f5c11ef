// SPDX-License-Identifier: Apache-2.0
import Field
import Simulator
import Testing

/// What simulated devices say of themselves, and where they have nothing.
@Suite struct PortraitTests {
    private static func server(_ objects: [(UInt8, String)]) -> Registers {
        var server = Registers()
        server.portrait.objects = objects.map { (number: $0.0, text: $0.1) }
        return server
    }

    /// The example of Modbus Application Protocol V1.1b3, section 6.21, but for the conformity:
    /// ours gives single objects as well.
    @Test func `objects are told as printed`() {
        var server = Self.server([
            (0, "Company identification"), (1, "Product code XX"), (2, "V2.11"),
        ])
        let head = hex("2B 0E 01 83 00 00 03 00 16")
        let reply = server.reply("2B 0E 01 00")
        #expect(Array(reply.prefix(head.count)) == head)
        #expect(reply.suffix(7) == [2, 5] + Array("V2.11".utf8))
        #expect(
            server.reply("2B 0E 04 02") == hex("2B 0E 04 83 00 00 01 02 05") + Array("V2.11".utf8))
        #expect(
            server.reply("2B 0E 01 02") == hex("2B 0E 01 83 00 00 01 02 05") + Array("V2.11".utf8))
    }

    @Test func `more than an answer holds is told in parts`() {
        let text = String(repeating: "x", count: 100)
        var server = Self.server([(0, text), (1, text), (2, text)])
        let first = server.reply("2B 0E 01 00")
        #expect(first.prefix(7) == hex("2B 0E 01 83 FF 02 02")[...])
        #expect(first.count <= 253)
        #expect(server.reply("2B 0E 01 02").prefix(7) == hex("2B 0E 01 83 00 00 01")[...])
    }

    @Test(arguments: [
        ("2B 0E 05 00", "AB 03"), ("2B 0E 04 09", "AB 02"), ("2B 0D 01 00", "AB 01"),
        ("2B", "AB 01"), ("2B 0E 01", "AB 03"), ("11", "91 01"),
    ])
    func `what cannot be told is refused`(request: String, reply: String) {
        var server = Self.server([(0, "A")])
        #expect(server.reply(request) == hex(reply))
    }

    @Test func `a server id is told`() {
        var server = Registers()
        server.portrait.serverID = [7, 0x41, 0xFF]
        #expect(server.reply("11") == hex("11 03 07 41 FF"))
        #expect(server.reply("11 00") == hex("91 03"))
        #expect(server.reply("2B 0E 01 00") == hex("AB 01"))
    }

    @Test func `zeros stand outside the map where a device has them`() {
        var server = Registers()
        server.define(.holding, 10..<12)
        server[.holding, 10] = 0x1234
        #expect(server.reply("03 0009 0003") == hex("83 02"))
        server.hasZeros = true
        #expect(server.reply("03 0009 0003") == hex("03 06 0000 1234 0000"))
        #expect(server.reply("04 0000 0001") == hex("04 02 0000"))
        #expect(server.reply("01 0000 0009") == hex("01 02 0000"))
        #expect(server.reply("03 FFFF 0002") == hex("83 02"))
        #expect(server.reply("06 0009 0001") == hex("86 02"))
    }

    private static func profile(_ marks: [IdentityMark]) -> Profile {
        var profile = Profile(id: "p", vendor: "A", model: "B", class: "other")
        profile.points = [
            Point(name: "a", table: .holding, address: 2, encoding: .uint16, quantity: "other"),
            Point(name: "b", table: .holding, address: 4, encoding: .uint16, quantity: "other"),
        ]
        profile.marks = marks
        return profile
    }

    private static func point(_ encoding: Encoding, _ address: UInt16) -> Point {
        Point(name: "m", table: .holding, address: address, encoding: encoding, quantity: "other")
    }

    @Test func `a device of a profile has its marks`() {
        var words = Self.point(.string, 300)
        (words.length, words.kind) = (3, .text)
        let profile = Self.profile([
            .register(Self.point(.uint32, 100), .codes([0x4142_4344, 7])),
            .register(words, .text("AM-3")), .register(Self.point(.uint16, 200), .ownUnit),
            .register(Self.point(.uint16, 2), .codes([1_649])),
            .serverID("AM"), .object(0x87, "x;AM"),
        ])
        let model = ProfileModel(profile, unit: 9)
        var registers = model.registers()
        var moving = model
        for seconds in [0.0, 1e6] {
            moving.advance(to: seconds, Noise(seed: 1), &registers)
            #expect(registers[.holding, 100] == 0x4142 && registers[.holding, 101] == 0x4344)
            #expect((300..<303).map { registers[.holding, $0] } == [0x414D, 0x2D33, 0])
            #expect(registers[.holding, 200] == 9)
            #expect(registers[.holding, 2] == 1_649 && moving.value(of: "a") == 1_649)
        }
        #expect(registers.reply("11").dropFirst(3).prefix(2) == [0x41, 0x4D])
        #expect(registers.reply("2B 0E 04 87").suffix(4) == Array("x;AM".utf8)[...])
    }

    @Test func `words may lie where a code is compared`() {
        var words = Self.point(.string, 100)
        (words.name, words.length, words.kind) = ("kind", 2, .text)
        var profile = Self.profile([.register(Self.point(.uint32, 100), .codes([0x4232_3320]))])
        profile.points.append(words)
        var model = ProfileModel(profile)
        var registers = model.registers()
        model.advance(to: 0, Noise(seed: 1), &registers)
        #expect(registers[.holding, 100] == 0x4232 && registers[.holding, 101] == 0x3320)
    }

    /// A mark may stand where a point is read that others are multiplied with.
    @Test(arguments: [400, 0x7FFF_FFFF_FFFF_FFFF, .max] as [UInt64])
    func `a code in an exponent's place is no power of ten`(code: UInt64) {
        var profile = Self.profile([.register(Self.point(.uint64, 8), .codes([code]))])
        var exponent = Self.point(.uint64, 8)
        exponent.name = "exponent"
        profile.points.append(exponent)
        profile.points[0].dependence.exponent = "exponent"
        var model = ProfileModel(profile)
        var registers = model.registers()
        model.advance(to: 1e6, Noise(seed: 1), &registers)
        #expect(model.value(of: "a")?.isFinite == true)
    }

    @Test func `the last point of a SunSpec block lies within the table`() {
        var profile = Self.profile([.models([203])])
        profile.points[1].address = 25_463
        #expect(profile.problems().isEmpty)
        var model = ProfileModel(profile)
        var registers = model.registers()
        model.advance(to: 1e6, Noise(seed: 1), &registers)
        #expect(registers.reply("03 FFFE 0002") == hex("03 04 FFFF 0000"))
        profile.points[1].address = 25_464
        #expect(profile.problems().map(\.code) == ["out-of-range"])
    }

    @Test func `a SunSpec block is found by its way, and ends`() throws {
        let model = ProfileModel(Self.profile([.models([203])]))
        var registers = model.registers()
        var moving = model
        moving.advance(to: 1e6, Noise(seed: 1), &registers)
        #expect(registers.reply("03 9C40 0004") == hex("03 08 5375 6E53 0001 0042"))
        #expect(model.offset == 40_070)
        #expect(registers.reply("03 9C86 0002") == hex("03 04 00CB 0003"))
        #expect(registers.reply("03 9C8B 0002") == hex("03 04 FFFF 0000"))
        #expect(registers[.holding, 40_072] != nil && registers[.holding, 2] == nil)
    }
}
