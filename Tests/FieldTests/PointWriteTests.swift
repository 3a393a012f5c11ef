// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct PointWriteTests {
    private static func writable(
        _ encoding: Encoding, _ change: (inout Point) -> Void = { _ in }
    ) -> Point {
        var point = point(encoding, address: 40)
        point.access = .readWrite
        change(&point)
        return point
    }

    @Test func `a register takes function 6, more take 16, a coil 5`() throws {
        #expect(
            try PointWrite(Self.writable(.uint16), "7")
                == PointWrite(function: 6, address: 40, words: [7]))
        #expect(
            try PointWrite(Self.writable(.int32), "-2")
                == PointWrite(function: 16, address: 40, words: [0xFFFF, 0xFFFE]))
        let coil = Self.writable(.bool) { $0.table = .coil }
        #expect(try PointWrite(coil, "on") == PointWrite(function: 5, address: 40, words: [1]))
        let own = Self.writable(.uint16) { $0.write = WriteRule(function: 16) }
        #expect(try PointWrite(own, "7").function == 16)
    }

    @Test(arguments: [("on", 1), ("OFF", 0), ("true", 1), ("0", 0), ("bật", 1), ("tắt", 0)])
    func `two states have words`(text: String, bit: UInt16) throws {
        let coil = Self.writable(.bool) { $0.table = .coil }
        #expect(try PointWrite(coil, text).words == [bit])
        let inverted = Self.writable(.bool) { ($0.table, $0.isInverted) = (.coil, true) }
        #expect(try PointWrite(inverted, text).words == [1 - bit])
    }

    /// Every value that a read can bring is written as the bits that it was read from.
    @Test(arguments: 0..<200)
    func `what was read is written back bit for bit`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let encodings: [Encoding] = [
            .uint16, .int16, .uint32, .int32, .uint64, .int64, .float32, .float64,
        ]
        let encoding = encodings[random.below(encodings.count)]
        let isFloat = encoding == .float32 || encoding == .float64
        let letters = Array("ABCDEFGH".prefix(encoding.bytes)).shuffled(using: &random)
        let point = Self.writable(encoding) {
            $0.order = ByteOrder(String(letters)) ?? .big(encoding.bytes)
            guard !isFloat, encoding.bytes < 8 else { return }
            $0.scale = decimal(["1", "0.1", "0.05", "-2", "10"][random.below(5)])
            $0.offset = decimal(["0", "-40", "0.5", "3"][random.below(4)])
        }
        let bits = random.next() >> UInt64(64 - encoding.bytes * 8)
        guard let value = point.value(ofBits: bits) else { return }
        let write = try PointWrite(point, printed(value))
        let bytes = write.words.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        #expect(point.order.bits(bytes.span, at: 0) == bits, "\(printed(value))")
    }

    private static func mistake(_ point: Point, _ text: String) -> PointWrite.Mistake? {
        do throws(PointWrite.Mistake) {
            _ = try PointWrite(point, text)
            return nil
        } catch {
            return error
        }
    }

    @Test func `what cannot be written is told why`() {
        #expect(Self.mistake(point(.uint16), "1") == .readOnly)
        #expect(Self.mistake(Self.writable(.uint16) { $0.table = .input }, "1") == .readOnly)
        #expect(Self.mistake(Self.writable(.string), "1") == .notSupported)
        #expect(Self.mistake(Self.writable(.uint16) { $0.half = .low }, "1") == .notSupported)
        for text in ["", "x", "1,5", "0x10", "nan", "1e99", "on"] {
            #expect(Self.mistake(Self.writable(.uint16), text) == .notANumber, "\(text)")
        }
        #expect(Self.mistake(Self.writable(.float32), "1e18") == nil)
        #expect(Self.mistake(Self.writable(.float16), "1e18") == .notANumber)
        let tenths = Self.writable(.int16) { $0.scale = decimal("0.1") }
        #expect(Self.mistake(tenths, "21.55") == .between(decimal("21.5"), decimal("21.6")))
        #expect(Self.mistake(tenths, "-21.55") == .between(decimal("-21.6"), decimal("-21.5")))
        #expect(
            Self.mistake(tenths, "3276.8") == .outside(decimal("-3276.8"), decimal("3276.7")))
        let limited = Self.writable(.uint16) {
            $0.write = WriteRule(limits: Limits(low: .zero, high: decimal("10")))
        }
        #expect(Self.mistake(limited, "11") == .outside(.zero, decimal("10")))
        #expect(Self.mistake(limited, "10") == nil)
    }

    @Test func `the bits that mark a fault are no value`() {
        let point = Self.writable(.uint16) {
            $0.sentinels = [Sentinel(raw: 0xFFFF, quality: .faultNoSignal)]
        }
        #expect(Self.mistake(point, "65535") == .sentinel)
    }
}

extension WriteRule {
    fileprivate init(function: UInt8? = nil, limits: Limits? = nil) {
        self.init()
        (self.function, self.limits) = (function, limits)
    }
}
