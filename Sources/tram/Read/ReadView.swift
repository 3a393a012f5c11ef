// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What a unit's registers or bits hold, raw, and what they may mean.
struct ReadView {
    let place: ReadPlace
    /// As they came: two bytes a register, eight bits a byte.
    let data: [UInt8]

    private static let orders32 = ["ABCD", "CDAB", "BADC", "DCBA"]

    private func word(_ index: Int) -> UInt16 {
        UInt16(data[2 * index]) << 8 | UInt16(data[2 * index + 1])
    }

    /// Rows of the table: address, hex, as they are, and what they may mean with the next.
    func lines(_ language: Language) -> [String] {
        place.table.isBits ? bits(language) : registers(language)
    }

    private func registers(_ language: Language) -> [String] {
        let head = Text(
            en: "ADDRESS|HEX|UINT16|INT16|PLAUSIBLE WITH THE NEXT",
            vi: "ĐỊA CHỈ|HEX|UINT16|INT16|CÓ THỂ LÀ, CÙNG THANH GHI KẾ")(language)
        return [columns(head.split(separator: "|").map(String.init))]
            + (0..<place.count).map { index in
                let word = word(index)
                return columns([
                    "\(Int(place.address) + index)", Self.hex(word), "\(word)",
                    "\(Int16(bitPattern: word))", Self.fitting(guesses(at: index, language)),
                ])
            }
    }

    private func columns(_ cells: [String]) -> String {
        let numbers = zip(cells, [7, 6, 6, 6]).map { TableColumns.right($0, $1) }
        return (numbers + [cells[4]]).joined(separator: " ").withoutTail
    }

    static func hex(_ word: UInt16) -> String {
        let digits = String(word, radix: 16, uppercase: true)
        return "0x" + String(repeating: "0", count: 4 - digits.count) + digits
    }

    /// As many as a line of 80 columns holds, the likelier first.
    private static func fitting(_ guesses: [String]) -> String {
        guesses.reduce("") { line, guess in
            let longer = line + (line.isEmpty ? "" : "  ") + guess
            return longer.columns <= 80 - 29 ? longer : line
        }
    }

    /// Floats of a size that instruments measure, and integers that need both registers.
    private func guesses(at index: Int, _ language: Language) -> [String] {
        guard index + 1 < place.count else { return [] }
        var found: [String] = []
        for letters in Self.orders32 {
            guard let order = ByteOrder(letters) else { continue }
            let bits = UInt32(truncatingIfNeeded: order.bits(data.span, at: 2 * index))
            let float = Float(bitPattern: bits)
            if float.isFinite, (1e-3...1e7).contains(float.magnitude) {
                found.append("float32 \(letters) \(Self.local("\(float)", language))")
            }
            if letters == "ABCD" || letters == "CDAB", (0x1_0000...99_999_999).contains(bits) {
                found.append("uint32 \(letters) \(bits)")
            }
        }
        return found
    }

    private func bits(_ language: Language) -> [String] {
        let width = 16
        return stride(from: 0, to: place.count, by: width).map { first in
            let row = (first..<min(first + width, place.count)).map { index in
                data[index / 8] >> UInt8(index % 8) & 1 == 1 ? "1" : "0"
            }
            return TableColumns.right("\(Int(place.address) + first)", 7) + "  "
                + row.joined(separator: " ")
        }
    }

    /// A value with the language's decimal sign.
    static func text(_ value: Value, _ language: Language) -> String {
        var writer = JSONWriter()
        writer.value(value)
        let text = String(decoding: writer.bytes, as: UTF8.self)
        return local(text, language)
    }

    private static func local(_ number: String, _ language: Language) -> String {
        language == .vietnamese ? number.replacing(".", with: ",") : number
    }

    /// Each value of one encoding, from the first register on; nil where it is none.
    func values(_ encoding: Encoding, _ order: ByteOrder) -> [(address: Int, value: Value?)] {
        let point = Point(
            name: "value", table: place.table, address: place.address, encoding: encoding,
            order: order, quantity: "other")
        let conversion = Conversion(point)
        return stride(from: 0, through: data.count - encoding.bytes, by: max(2, encoding.bytes))
            .map { start in
                let bits = order.bits(data.span, at: start)
                return (Int(place.address) + start / 2, conversion.value(ofBits: bits))
            }
    }
}
