// SPDX-License-Identifier: Apache-2.0

/// The rules for which bits of its registers a point is.
extension Point {
    func rawProblems() -> [Wrong] {
        [halfProblem(), lengthProblem(), bitsProblem(), wideProblem()].compactMap(\.self)
    }

    /// Where registers have four bytes, nothing lies in half of one.
    private func wideProblem() -> Wrong? {
        guard isWide, !table.isBits, half != nil || bytes % 4 != 0 else { return nil }
        return (
            "as", "bad-value",
            Text(
                en: "a register of this device has 4 bytes (register-bytes): expected uint32, "
                    + "int32, float32 or wider; bits takes a part of one",
                vi: "thanh ghi của thiết bị này có 4 byte (register-bytes): cần uint32, int32, "
                    + "float32 hoặc rộng hơn; dùng bits để lấy một phần")
        )
    }

    private func halfProblem() -> Wrong? {
        guard encoding.isHalf else {
            return half == nil || encoding == .string
                ? nil : onlyFor("half", "int8, uint8, string")
        }
        if half == nil {
            return (
                "half", "missing-key",
                Text(
                    en: "a register holds two \(encoding.rawValue): expected half: high or "
                        + "half: low",
                    vi: "một thanh ghi chứa hai giá trị \(encoding.rawValue): cần ghi half: high "
                        + "hoặc half: low")
            )
        }
        guard order.count == bytes, order != .big(bytes) else { return nil }
        return (
            "order", "bad-value",
            Text(
                en: "one byte has no order: let half say which it is",
                vi: "một byte không có thứ tự: dùng half để chọn byte")
        )
    }

    private func lengthProblem() -> Wrong? {
        guard let length else {
            guard encoding == .string else { return nil }
            return (
                "length", "missing-key",
                Text(
                    en: "a string needs its length in registers",
                    vi: "chuỗi (string) cần độ dài length tính bằng số thanh ghi")
            )
        }
        guard encoding == .bcd || encoding == .string else {
            return onlyFor("length", "bcd, string")
        }
        guard encoding == .bcd, length > Self.longestBCD else { return nil }
        return (
            "length", "out-of-range",
            Text(
                en: "a bcd has at most \(Self.longestBCD) registers, found \(length)",
                vi: "bcd có nhiều nhất \(Self.longestBCD) thanh ghi, đang ghi là \(length)")
        )
    }

    /// Registers that 64 bits hold.
    private static let longestBCD = 4

    private func bitsProblem() -> Wrong? {
        guard let bits else { return nil }
        if table.isBits {
            return (
                "bits", "bad-value",
                Text(
                    en: "table \(table.rawValue) holds single bits, of which no part can be taken",
                    vi: "bảng \(table.rawValue) chỉ chứa từng bit, không thể lấy một phần")
            )
        }
        let whole: [Encoding] = [.uint16, .uint32, .uint64, .int16, .int32, .int64]
        guard encoding == .bool || encoding == .bcd || whole.contains(encoding) else {
            return onlyFor("bits", "bool, bcd, uint16 … uint64, int16 … int64")
        }
        guard bits.high < bytes * 8 else {
            return (
                "bits", "out-of-range",
                Text(
                    en: "\(encoding.rawValue) has bits 0 to \(bytes * 8 - 1), found \(bits.text)",
                    vi: "\(encoding.rawValue) có các bit từ 0 đến \(bytes * 8 - 1), "
                        + "đang ghi là \(bits.text)")
            )
        }
        guard encoding == .bool, bits.width > 1 else { return nil }
        return (
            "bits", "bad-value",
            Text(
                en: "a bool is one bit: expected one such as \(bits.low), found \(bits.text)",
                vi: "bool chỉ là một bit: cần một bit, ví dụ \(bits.low), đang ghi là \(bits.text)")
        )
    }

    /// A key that the point's encoding has no use for.
    func onlyFor(_ key: String, _ encodings: String) -> Wrong {
        (
            key, "bad-value",
            Text(
                en: "\(key) is only for \(encodings), not for \(encoding.rawValue)",
                vi: "\(key) chỉ dùng cho \(encodings), không dùng cho \(encoding.rawValue)")
        )
    }
}
