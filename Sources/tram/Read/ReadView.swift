// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What a unit's registers or bits hold, raw, and what they may mean.
struct ReadView {
    let place: ReadPlace
    /// As they came: two bytes a register, eight bits a byte.
    let data: [UInt8]

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
        let all = decodings
        return [columns(head.split(separator: "|").map(String.init))]
            + (0..<place.count).flatMap { index in
                let word = word(index)
                let guesses = Self.guesses(all.filter { $0.first == index }, language)
                let row = columns([
                    "\(Int(place.address) + index)", Self.hex(word), "\(word)",
                    "\(Int16(bitPattern: word))", guesses.first ?? "",
                ])
                return [row] + guesses.dropFirst().map { columns(["", "", "", "", $0]) }
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

    /// Columns that are left for what registers may mean.
    private static let room = 80 - 29

    /// What a register may mean with the next ones, in lines as long as there is room.
    private static func guesses(
        _ decodings: [RegisterReading], _ language: Language
    ) -> [String] {
        decodings.reduce(into: []) { lines, decoding in
            let guess = decoding.guess(language)
            if let last = lines.last, last.columns + 2 + guess.columns <= room {
                lines[lines.count - 1] = last + "  " + guess
            } else {
                lines += guess.parts(of: room)
            }
        }
    }

    /// All that registers may plausibly mean, of each the likelier first.
    var decodings: [RegisterReading] {
        guard !place.table.isBits else { return [] }
        return PlausibleReadings.of((0..<place.count).map(word))
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

extension RegisterReading {
    /// `float32 ABCD 230.1`
    fileprivate func guess(_ language: Language) -> String {
        let name = "\(point.encoding.rawValue) \(point.order.letters) "
        return switch content {
        case .number(let value): name + ReadView.text(value, language)
        // Of letters that can be printed.
        case .text(let text): "\(name)\"\(text)\""
        case .bits: ""
        }
    }
}

extension String {
    /// Cut into lines: of what came from a device no letter is left out.
    fileprivate func parts(of columns: Int) -> [String] {
        var (rest, parts) = (self[...], [String]())
        while rest.count > columns {
            parts.append(String(rest.prefix(columns)))
            rest = rest.dropFirst(columns)
        }
        return parts + [String(rest)]
    }
}

extension JSONWriter {
    /// `start`: the first register's address.
    mutating func decodings(_ all: [RegisterReading], from start: UInt16) {
        key("decodings")
        beginArray()
        for reading in all {
            beginObject()
            member("address", Int(start) + reading.first)
            member("count", reading.registers.count)
            member("as", reading.point.encoding.rawValue)
            member("order", reading.point.order.letters)
            key("value")
            switch reading.content {
            case .number(let value): self.value(value)
            case .text(let text): string(text)
            case .bits: null()
            }
            endObject()
        }
        endArray()
    }
}
