// SPDX-License-Identifier: Apache-2.0

/// One point of the bench profile: what the slave holds and what the hub must read.
struct ValueSample {
    let name: String
    let encoding: String
    let order: String
    let scale: String?
    /// The value's bits, the most significant byte first.
    let bits: UInt64
    let published: String
    let quality: String?

    init(
        _ encoding: String, _ order: String, _ bits: UInt64, _ published: String,
        scale: String? = nil, quality: String? = nil, tag: String = ""
    ) {
        name = "\(encoding)_\(order.lowercased())\(tag)"
        self.encoding = encoding
        self.order = order
        self.scale = scale
        self.bits = bits
        self.published = published
        self.quality = quality
    }

    /// The registers as they lie on the wire: letter A stands for the most significant byte.
    var words: [UInt16] {
        let count = order.utf8.count
        let bytes = order.utf8.map { letter in
            let place = Int(letter - UInt8(ascii: "A"))
            return UInt16(truncatingIfNeeded: bits >> UInt64(8 * (count - 1 - place)) & 0xFF)
        }
        return stride(from: 0, to: count, by: 2).map { bytes[$0] << 8 | bytes[$0 + 1] }
    }

    func line(at address: Int) -> String {
        let scale = scale.map { ", scale: \($0)" } ?? ""
        return "name: \(name), table: holding, address: \(address), as: \(encoding), "
            + "order: \(order)\(scale)"
    }

    static let fours = ["ABCD", "CDAB", "BADC", "DCBA"]
    static let eights = ["ABCDEFGH", "GHEFCDAB", "BADCFEHG", "HGFEDCBA"]

    static let all: [ValueSample] =
        [
            ValueSample("uint16", "AB", 65_535, "65535"),
            ValueSample("uint16", "BA", 4_660, "4660"),
            ValueSample("uint16", "AB", 312, "31.2", scale: "0.1", tag: "_scaled"),
            ValueSample("int16", "AB", 65_486, "-5.0", scale: "0.1", tag: "_scaled"),
            ValueSample("int16", "BA", 0xFFFE, "-2"),
            ValueSample("int16", "AB", 0x8000, "-32768"),
            ValueSample(
                "float32", "ABCD", 0x7FC0_0000, "null", quality: "fault/not-a-number",
                tag: "_nan"),
            ValueSample(
                "float32", "CDAB", 0xFF80_0000, "null", quality: "fault/not-a-number",
                tag: "_inf"),
            ValueSample(
                "float64", "ABCDEFGH", 0x7FF8_0000_0000_0001, "null",
                quality: "fault/not-a-number", tag: "_nan"),
            ValueSample("float32", "ABCD", 0x4366_199A, "230.1", tag: "_mains"),
            ValueSample("float16", "AB", 0x3555, "0.3333"),
            ValueSample("float16", "BA", 0xC000, "-2"),
            ValueSample(
                "float16", "AB", 0x7E00, "null", quality: "fault/not-a-number", tag: "_nan"),
            ValueSample("bcd", "AB", 0x1234, "12.34", scale: "0.01"),
            ValueSample(
                "bcd", "AB", 0x12A4, "null", quality: "fault/not-a-number", tag: "_letter"),
        ]
        + fours.flatMap { order in
            [
                ValueSample("uint32", order, 4_294_967_295, "4294967295", tag: "_max"),
                ValueSample("uint32", order, 0x1234_5678, "305419896"),
                ValueSample("int32", order, 0x8000_0000, "-2147483648", tag: "_min"),
                ValueSample("int32", order, 0xF8A4_32EB, "-123456789"),
                ValueSample("float32", order, 0x3DCC_CCCD, "0.1"),
            ]
        }
        + eights.flatMap { order in
            [
                ValueSample("uint64", order, .max, "18446744073709551615", tag: "_max"),
                ValueSample("uint64", order, 9_007_199_254_740_993, "9007199254740993"),
                ValueSample("int64", order, 1 << 63, "-9223372036854775808", tag: "_min"),
                ValueSample(
                    "int64", order, UInt64(bitPattern: -9_007_199_254_740_993),
                    "-9007199254740993"),
                ValueSample("float64", order, 0x400C_28F5_C28F_5C29, "3.52"),
            ]
        }
}
