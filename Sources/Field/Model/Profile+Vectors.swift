// SPDX-License-Identifier: Apache-2.0

extension Profile {
    /// What is wrong with a vector: it names what is not there, or decodes to something else.
    func vectorProblems(_ index: Int) -> [Flaw] {
        let vector = vectors[index]
        guard let image = vector.image() else {
            return [
                Flaw(
                    .vector(index, value: nil), "out-of-range",
                    Text(
                        en: "its words end beyond address 65535, overlap, or are not 0 or 1 in "
                            + "a table of bits",
                        vi: "các từ (word) vượt quá địa chỉ 65535, chồng lên nhau, hoặc không "
                            + "phải 0 hay 1 trong bảng bit"))
            ]
        }
        return vector.values.compactMap { name, text in
            mismatch(name, expected: text, in: image).map {
                Flaw(.vector(index, value: name), $0.code, $0.text)
            }
        }
    }

    private func mismatch(
        _ name: String, expected: String, in image: [Vector.Element: UInt16]
    ) -> (code: String, text: Text)? {
        guard let point = points.first(where: { $0.name == name }) else {
            let near = nearest(name, of: points.map(\.name))
            return (
                "unknown-point",
                Text(
                    en: "no point is called \(name.quoted)"
                        + (near.map { "; did you mean \($0)?" } ?? ""),
                    vi: "không có điểm đo \(name.quoted)"
                        + (near.map { "; có phải ý bạn là \($0)?" } ?? ""))
            )
        }
        guard let bits = point.bits(in: image) else {
            return (
                "missing-key",
                Text(
                    en: "the vector's registers do not cover \(name)",
                    vi: "các thanh ghi của mẫu thử không phủ hết \(name)")
            )
        }
        let value = point.judge(ofBits: bits).hasValue ? point.value(ofBits: bits) : nil
        let found = value?.printed ?? "null"
        guard found != expected else { return nil }
        return (
            "wrong-value",
            Text(
                en: "\(name) decodes to \(found), expected \(expected.quoted)",
                vi: "\(name) giải mã ra \(found), cần \(expected.quoted)")
        )
    }
}

extension Vector {
    /// One element of a device's memory.
    struct Element: Hashable {
        var table: Table
        var address: Int
    }

    /// Every word by its place; nil where there can be no such memory.
    fileprivate func image() -> [Element: UInt16]? {
        var image: [Element: UInt16] = [:]
        for block in registers {
            for (offset, word) in block.words.enumerated() {
                let place = Element(table: block.table, address: Int(block.address) + offset)
                guard place.address <= 0xFFFF, !block.table.isBits || word <= 1,
                    image.updateValue(word, forKey: place) == nil
                else { return nil }
            }
        }
        return image
    }
}

extension Point {
    /// Its bits from a register image, nil where the image has a hole.
    fileprivate func bits(in image: [Vector.Element: UInt16]) -> UInt64? {
        var bytes: [UInt8] = []
        for address in addresses {
            guard let word = image[.init(table: table, address: address)] else { return nil }
            bytes += [UInt8(word >> 8), UInt8(word & 0xFF)]
        }
        return field.of(order.bits(bytes.span, at: 0))
    }
}

extension Value {
    /// As JSON has it.
    package var printed: String {
        var bytes: [UInt8] = []
        bytes.append(value: self)
        return String(decoding: bytes, as: UTF8.self)
    }
}
