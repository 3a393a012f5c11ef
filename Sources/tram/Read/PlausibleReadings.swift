// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What registers that nobody has described may plausibly mean: numbers of a size that instruments
/// measure and count, and words.
enum PlausibleReadings {
    /// Registers of the widest number.
    private static let widest = 4

    /// In the order of their first registers, of each the shorter first, and then the likelier.
    static func of(_ words: [UInt16]) -> [RegisterReading] {
        let texts = Solver(words).readings.filter { reading in
            if case .text = reading.content { reading.point.encoding == .string } else { false }
        }
        return words.indices.flatMap { first in
            let all = Solver(Array(words[first...].prefix(widest))).readings
                .filter { $0.first == 0 && isPlausible($0) }
            let found = (1...widest).flatMap { width in all.filter { $0.point.count == width } }
            // Every sixth register could be decimal digits: told where nothing plainer fits.
            let plain = found.filter { $0.point.encoding != .bcd }
            let isText = texts.contains { $0.registers.contains(first) }
            let numbers = plain.isEmpty && !isText ? found : plain
            return numbers.map { $0.moved(to: first) } + texts.filter { $0.first == first }
        }
    }

    private static func isPlausible(_ reading: RegisterReading) -> Bool {
        guard case .number(let value) = reading.content else { return false }
        let (number, point) = (value.double, reading.point)
        // Bytes that are swapped within registers are seen with floats.
        let isUsual = [WordOrder.abcd, .cdab].contains {
            $0.order(point.order.count) == point.order
        }
        switch point.encoding {
        case .float32: return (1e-3...1e7).contains(number.magnitude)
        case .float64: return isUsual && (1e-3...1e9).contains(number.magnitude)
        case .uint32: return isUsual && (65_536...99_999_999).contains(number)
        case .int32: return isUsual && (-99_999_999...(-1)).contains(number)
        // Half of it may be anything else before two registers of nothing.
        case .uint64:
            return isUsual && (65_536...99_999_999_999_999).contains(number)
                && !(100_000_000..<4_294_967_296).contains(number)
        case .int64: return isUsual && (-99_999_999_999...(-1)).contains(number)
        case .bcd: return isUsual && point.count <= 2 && number > (point.count == 1 ? 99 : 9_999)
        default: return false
        }
    }
}
