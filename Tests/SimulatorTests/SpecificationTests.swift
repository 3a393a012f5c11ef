// SPDX-License-Identifier: Apache-2.0
import Simulator
import Testing

/// The examples of the Modbus Application Protocol Specification V1.1b3, section 6 and 7, with
/// nothing computed by us.
@Suite struct SpecificationTests {
    /// A server in the state that the examples assume.
    static func server() -> Registers {
        var registers = Registers()
        // 6.1: outputs 20–38 are CD 6B 05. 6.5: output 173. 6.11: outputs 20–29.
        registers.store(bits("CD6B05", 19), .coils, 0x13, writable: true)
        registers.store([0], .coils, 0xAC, writable: true)
        // 6.2: inputs 197–218 are AC DB 35.
        registers.store(bits("ACDB35", 22), .discreteInputs, 0xC4)
        registers.store([0, 0], .holding, 1, writable: true)
        registers.store([0x022B, 0, 0x64], .holding, 0x6B)
        registers.store([10], .input, 8)
        return registers
    }

    private static func bits(_ text: String, _ count: Int) -> [UInt16] {
        let bytes = hex(text)
        return (0..<count).map { UInt16(bytes[$0 / 8] >> UInt8($0 % 8) & 1) }
    }

    @Test(arguments: [
        ("6.1 read coils", "01 0013 0013", "01 03 CD6B05"),
        ("6.2 read discrete inputs", "02 00C4 0016", "02 03 ACDB35"),
        ("6.3 read holding registers", "03 006B 0003", "03 06 022B 0000 0064"),
        ("6.4 read input registers", "04 0008 0001", "04 02 000A"),
        ("6.5 write single coil", "05 00AC FF00", "05 00AC FF00"),
        ("6.6 write single register", "06 0001 0003", "06 0001 0003"),
        ("6.11 write multiple coils", "0F 0013 000A 02 CD01", "0F 0013 000A"),
        ("6.12 write multiple registers", "10 0001 0002 04 000A 0102", "10 0001 0002"),
        ("7 exception", "01 04A1 0001", "81 02"),
    ])
    func `each example of the specification is answered as printed`(
        name: String, request: String, reply: String
    ) {
        var server = Self.server()
        #expect(server.reply(request) == hex(reply), "\(name)")
    }

    @Test func `what was written is what is read`() {
        var server = Self.server()
        _ = server.reply("05 00AC FF00")
        #expect(server[.coils, 0xAC] == 1)
        _ = server.reply("05 00AC 0000")
        #expect(server[.coils, 0xAC] == 0)
        _ = server.reply("06 0001 0003")
        #expect(server.reply("03 0001 0001") == hex("03 02 0003"))
        _ = server.reply("10 0001 0002 04 000A 0102")
        #expect(server.reply("03 0001 0002") == hex("03 04 000A 0102"))
        _ = server.reply("0F 0013 000A 02 3200")
        #expect(server.reply("01 0013 000A") == hex("01 02 3200"))
    }

    @Test(arguments: [
        // Functions that no server of ours has, and one whose table this one lacks.
        ("00", "80 01"), ("07", "87 01"), ("2B 0E 01 00", "AB 01"), ("FF 0000 0001", "FF 01"),
        // Quantities beyond the limits of the function.
        ("01 0013 0000", "81 03"), ("01 0013 07D1", "81 03"), ("02 00C4 07D1", "82 03"),
        ("03 006B 0000", "83 03"), ("03 006B 007E", "83 03"), ("04 0008 FFFF", "84 03"),
        ("0F 0013 07B1 F7", "8F 03"), ("10 0001 0000 00", "90 03"), ("10 0001 007C F8", "90 03"),
        // Byte counts that do not fit, and requests cut short or too long.
        ("0F 0013 000A 01 CD", "8F 03"), ("10 0001 0002 02 000A 0102", "90 03"),
        ("10 0001 0002 04 000A", "90 03"), ("03 006B", "83 03"), ("03 006B 0003 00", "83 03"),
        // A coil is on or off.
        ("05 00AC 0001", "85 03"), ("05 00AC FFFF", "85 03"),
        // Holes, ends of ranges and of the address space; a table read only is no place to write.
        ("03 006A 0001", "83 02"), ("03 006B 0004", "83 02"), ("03 FFFF 0002", "83 02"),
        ("06 006B 0001", "86 02"), ("10 0002 0002 04 0000 0000", "90 02"),
        ("05 FFFF FF00", "85 02"), ("0F 0020 0008 01 FF", "8F 02"),
        // The quantity is judged before the address, as section 6 draws it.
        ("03 FFFF 007E", "83 03"),
    ])
    func `a request that cannot be obeyed gets its exception`(request: String, reply: String) {
        var server = Self.server()
        #expect(server.reply(request) == hex(reply))
    }

    @Test func `a refused write changes nothing`() {
        var server = Self.server()
        _ = server.reply("10 0002 0002 04 1111 2222")
        #expect(server[.holding, 2] == 0)
    }

    @Test func `a function is unknown to a server without its table`() {
        var registers = Registers()
        registers.store([1], .input, 0)
        #expect(registers.reply("03 0000 0001") == hex("83 01"))
        #expect(registers.reply("04 0000 0001") == hex("04 02 0001"))
    }

    @Test func `the longest replies fit into a frame and carry everything`() {
        var registers = Registers()
        registers.store((0..<125).map { UInt16($0) << 8 | 0x5A }, .holding, 0)
        registers.store([UInt16](repeating: 1, count: 2_000), .coils, 0)
        let words = registers.reply("03 0000 007D")
        #expect(words.count == 252 && words[1] == 250)
        #expect(Array(words.suffix(4)) == hex("7B5A 7C5A"))
        let bits = registers.reply("01 0000 07D0")
        #expect(bits.count == 252 && bits.dropFirst(2).allSatisfy { $0 == 0xFF })
    }

    @Test func `ranges that touch are read in one request`() {
        var registers = Registers()
        registers.store([2, 3], .holding, 12)
        registers.store([0, 1], .holding, 10)
        #expect(registers.reply("03 000A 0004") == hex("03 08 0000 0001 0002 0003"))
        #expect(registers.reply("03 000B 0002") == hex("03 04 0001 0002"))
    }
}
