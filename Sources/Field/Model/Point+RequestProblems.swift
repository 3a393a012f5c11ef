// SPDX-License-Identifier: Apache-2.0

/// The rules for how a point is asked for and written.
extension Point {
    func requestProblems() -> [Wrong] {
        [functionProblem(), blockProblem()].compactMap(\.self)
    }

    private func functionProblem() -> Wrong? {
        guard function != nil, table.isBits else { return nil }
        return (
            "function", "bad-value",
            Text(
                en: "function 3 or 4 reads registers, table \(table.rawValue) holds bits",
                vi: "hàm (function) 3 hoặc 4 đọc thanh ghi, bảng \(table.rawValue) chỉ chứa bit")
        )
    }

    private func blockProblem() -> Wrong? {
        guard let block else { return nil }
        let (first, last) = (block.addresses.lowerBound, block.addresses.upperBound - 1)
        guard addresses.lowerBound >= first, addresses.upperBound <= last + 1 else {
            return (
                "block", "out-of-range",
                Text(
                    en: "the block reads \(first) to \(last), the point lies outside it",
                    vi: "khối (block) đọc \(first) đến \(last), điểm đo nằm ngoài khối")
            )
        }
        let most = table.largestRead(wide: isWide)
        guard last > 0xFFFF || block.count > most else { return nil }
        return (
            "block", "out-of-range",
            Text(
                en: "a request reads at most \(most) and nothing beyond 65535",
                vi: "một yêu cầu đọc nhiều nhất \(most) và không vượt quá 65535")
        )
    }

    func accessProblems() -> [Wrong] {
        guard access != .read else {
            guard write != nil else { return [] }
            return [
                (
                    "write", "conflicting-keys",
                    Text(
                        en: "what is only read cannot be written: expected access: rw or access: w",
                        vi: "điểm đo chỉ đọc không ghi được: cần access: rw hoặc access: w")
                )
            ]
        }
        guard !isWide || table.isBits else {
            return [
                (
                    "access", "bad-value",
                    Text(
                        en: "registers of 4 bytes (register-bytes) are only read",
                        vi: "thanh ghi 4 byte (register-bytes) chỉ đọc được")
                )
            ]
        }
        guard table == .coil || table == .holding else {
            return [
                (
                    "access", "bad-value",
                    Text(
                        en: "table \(table.rawValue) is only read: expected coil or holding",
                        vi: "bảng \(table.rawValue) chỉ đọc: cần coil hoặc holding")
                )
            ]
        }
        return [complementProblem(), writeFunctionProblem()].compactMap(\.self)
    }

    /// Value and complement go in one request, which takes four registers.
    private func complementProblem() -> Wrong? {
        guard write?.hasComplement == true, table.isBits || count > 2 else { return nil }
        return (
            "write", "bad-value",
            Text(
                en: "complement is for one or two holding registers, found \(count) × "
                    + table.rawValue,
                vi: "complement dành cho một hoặc hai thanh ghi holding, đang có \(count) × "
                    + table.rawValue)
        )
    }

    private func writeFunctionProblem() -> Wrong? {
        guard let function = write?.function else { return nil }
        let isOne = count == 1 && write?.hasComplement != true
        let fitting: [UInt8] = table == .coil ? [5, 15] : isOne ? [6, 16] : [16]
        guard !fitting.contains(function) else { return nil }
        let words = fitting.map { "\($0)" }
        return (
            "write", "bad-value",
            Text(
                en: "\(count) × \(table.rawValue) is written by function "
                    + words.joined(separator: " or ") + ", found \(function)",
                vi: "\(count) × \(table.rawValue) được ghi bằng hàm "
                    + words.joined(separator: " hoặc ") + ", đang ghi là \(function)")
        )
    }

    func powerFactorProblem() -> Wrong? {
        guard powerFactor != nil, !encoding.isFloat else { return nil }
        return onlyFor("power-factor", "float16, float32, float64")
    }
}
