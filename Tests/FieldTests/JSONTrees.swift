// SPDX-License-Identifier: Apache-2.0
import Field

/// SplitMix JSON values, for the writer, the reader and its peer.
enum JSONTrees {
    static func draw(_ random: inout SplitMix, depth: Int) -> JSON {
        switch random.below(depth > 0 ? 8 : 5) {
        case 0: return .null
        case 1: return .bool(random.below(2) == 0)
        case 2: return .number(number(&random))
        case 3, 4: return .string(string(&random))
        case 5, 6: return .array((0..<random.below(5)).map { _ in draw(&random, depth: depth - 1) })
        default:
            var keys: Set<String> = []
            return .object(
                (0..<random.below(5)).compactMap { _ in
                    let key = string(&random)
                    guard keys.insert(key).inserted else { return nil }
                    return JSON.Member(key: key, value: draw(&random, depth: depth - 1))
                })
        }
    }

    static func write(_ tree: JSON, _ writer: inout JSONWriter) {
        switch tree {
        case .null: writer.null()
        case .bool(let on): writer.bool(on)
        case .number(let text): write(number: text, &writer)
        case .string(let text): writer.string(text)
        case .array(let elements):
            writer.beginArray()
            for element in elements { write(element, &writer) }
            writer.endArray()
        case .object(let members):
            writer.beginObject()
            for member in members {
                writer.key(member.key)
                write(member.value, &writer)
            }
            writer.endObject()
        }
    }

    private static func write(number text: String, _ writer: inout JSONWriter) {
        if let integer = Int64(text) {
            writer.integer(integer)
        } else {
            writer.decimal(decimal(text))
        }
    }

    private static func number(_ random: inout SplitMix) -> String {
        let whole = Int64(truncatingIfNeeded: random.next()) >> random.below(64)
        guard random.below(2) == 0 else { return "\(whole)" }
        let small = whole % 1_000_000
        return printed(.decimal(Decimal(mantissa: Int128(small), exponent: -1 - random.below(6))))
    }

    private static func string(_ random: inout SplitMix) -> String {
        let pieces = [
            "a", "pm2_5", "\"", "\\", "\n", "\0", "\u{1F}", "é", "ạ", "°", "🚰", "/", "\u{7F}",
        ]
        return (0..<random.below(6)).map { _ in pieces[random.below(pieces.count)] }.joined()
    }
}
