// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What `tram read` is to read, as it was written.
struct ReadPlace: Hashable {
    var bus: String
    var unit: UInt8
    var table: Table
    /// The first element, zero-based, and how many.
    var address: UInt16
    var count: Int

    /// Why the words name nothing.
    enum Mistake: Error, Hashable {
        case place(String)
        case table(String)
        case addresses(String)
        case tooMany(Int, Table)

        var text: Text {
            switch self {
            case .place(let word):
                Text(
                    en: "\(word.quoted): expected BUS:UNIT, such as rs485-1:7",
                    vi: "\(word.quoted): cần BUS:UNIT, ví dụ rs485-1:7")
            case .table(let word):
                Text(
                    en: "\(word.quoted): expected a table: holding, input, coil or discrete",
                    vi: "\(word.quoted): cần một bảng: holding, input, coil hoặc discrete")
            case .addresses(let word):
                Text(
                    en: "\(word.quoted): expected an address from 0 to 65535, such as 0x10, or "
                        + "the first and the last, 0..9",
                    vi: "\(word.quoted): cần địa chỉ từ 0 đến 65535, ví dụ 0x10, hoặc địa chỉ đầu "
                        + "và cuối, 0..9")
            case .tooMany(let count, let table):
                Text(
                    en: "\(count) are more than one request reads: \(table.largestRead) of this "
                        + "table; read them in parts",
                    vi: "\(count) vượt quá một lần đọc: bảng này tối đa \(table.largestRead); hãy "
                        + "đọc từng phần")
            }
        }
    }

    init(_ place: String, _ table: String, _ addresses: String) throws(Mistake) {
        // Ids have no colon; the last one parts them from the unit.
        guard let colon = place.lastIndex(of: ":"), colon > place.startIndex,
            let unit = UInt8(place[place.index(after: colon)...])
        else { throw .place(place) }
        guard let named = Table(rawValue: table) else { throw .table(table) }
        let ends = addresses.split(separator: "..", omittingEmptySubsequences: false)
        let numbers = ends.compactMap(Self.number)
        guard (1...2).contains(ends.count), numbers.count == ends.count,
            let first = numbers.first, let last = numbers.last, first <= last
        else { throw .addresses(addresses) }
        let count = Int(last) - Int(first) + 1
        guard count <= named.largestRead else { throw .tooMany(count, named) }
        (bus, self.unit) = (String(place[..<colon]), unit)
        (self.table, address, self.count) = (named, first, count)
    }

    /// Decimal, or hexadecimal behind 0x.
    private static func number(_ word: Substring) -> UInt16? {
        word.hasPrefix("0x") ? UInt16(word.dropFirst(2), radix: 16) : UInt16(word)
    }

    var last: Int { Int(address) + count - 1 }
}
