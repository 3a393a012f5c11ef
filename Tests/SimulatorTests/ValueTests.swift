// SPDX-License-Identifier: Apache-2.0
import Simulator
import Testing

@Suite struct ValueTests {
    private func words(_ count: Int, _ put: (inout Registers) -> Void) -> [UInt16] {
        var registers = Registers()
        registers.define(.holding, 10..<10 + count)
        put(&registers)
        return (10..<10 + count).compactMap { registers[.holding, $0] }
    }

    @Test(arguments: [
        (Registers.Order.abcd, [0x0102, 0x0304] as [UInt16]), (.cdab, [0x0304, 0x0102]),
        (.badc, [0x0201, 0x0403]), (.dcba, [0x0403, 0x0201]),
    ])
    func `a 32-bit value is laid out in every order`(order: Registers.Order, expected: [UInt16]) {
        #expect(words(2) { $0.put(UInt32(0x0102_0304), .holding, 10, order) } == expected)
    }

    @Test(arguments: [
        (Registers.Order.abcd, [0x0102, 0x0304, 0x0506, 0x0708] as [UInt16]),
        (.cdab, [0x0708, 0x0506, 0x0304, 0x0102]), (.badc, [0x0201, 0x0403, 0x0605, 0x0807]),
        (.dcba, [0x0807, 0x0605, 0x0403, 0x0201]),
    ])
    func `a 64-bit value is laid out in every order`(order: Registers.Order, expected: [UInt16]) {
        #expect(
            words(4) { $0.put(UInt64(0x0102_0304_0506_0708), .holding, 10, order) } == expected)
    }

    @Test func `16 bits, signs and floats have their known words`() {
        #expect(words(1) { $0.put(UInt16(0x0102), .holding, 10, .badc) } == [0x0201])
        #expect(words(1) { $0.put(Int16(-205), .holding, 10) } == [0xFF33])
        #expect(words(2) { $0.put(Int32(-2), .holding, 10) } == [0xFFFF, 0xFFFE])
        #expect(
            words(4) { $0.put(Int64(-2), .holding, 10, .cdab) }
                == [0xFFFE, 0xFFFF, 0xFFFF, 0xFFFF])
        // 123.456 and 1/3 as IEEE 754 prints them.
        #expect(words(2) { $0.put(Float(123.456), .holding, 10) } == [0x42F6, 0xE979])
        #expect(words(4) { $0.put(1.0 / 3, .holding, 10) } == [0x3FD5, 0x5555, 0x5555, 0x5555])
    }

    @Test(arguments: [
        (-20.5, 0xFF33 as UInt16), (23.44, 234), (23.46, 235), (1e9, 0x7FFF), (-1e9, 0x8000),
        (.nan, 0), (.infinity, 0x7FFF),
    ])
    func `a scaled value is rounded and held at the ends of its type`(
        value: Double, expected: UInt16
    ) {
        #expect(words(1) { $0.put(value, scale: 0.1, as: Int16.self, .holding, 10) } == [expected])
    }
}
