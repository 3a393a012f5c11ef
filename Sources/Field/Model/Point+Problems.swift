// SPDX-License-Identifier: Apache-2.0

extension Point {
    /// What is wrong with a point in itself: the key to blame, a stable code, a sentence.
    typealias Wrong = (key: String, code: String, text: Text)

    /// Everything that a point alone can have wrong.
    func problems() -> [Wrong] {
        let common =
            [
                nameProblem(), quantityProblem(), unitProblem(), rangeProblem(), deadbandProblem(),
                modulusProblem(), meanProblem(),
            ].compactMap(\.self) + judgementProblems()
        if isMade {
            return common + [scaleProblem()].compactMap(\.self) + madeProblems()
                + workProblems()
        }
        let read = common + placeProblems() + requestProblems() + accessProblems()
        if kind == .text || encoding.isText { return read + textProblems() }
        return read + [scaleProblem(), powerFactorProblem(), textKeyProblem()].compactMap(\.self)
            + sentinelProblems() + enumProblems() + workProblems()
    }

    /// What is wrong with where it lies and what its bits are.
    func placeProblems() -> [Wrong] {
        [addressProblem(), encodingProblem(), orderProblem()].compactMap(\.self) + rawProblems()
    }

    private func modulusProblem() -> Wrong? {
        guard let modulus, kind != .counter || modulus.double <= 0 else { return nil }
        return (
            "modulus", "conflicting-keys",
            Text(
                en: "modulus is of counters alone and above 0",
                vi: "modulus chỉ dùng cho counter và phải lớn hơn 0")
        )
    }

    private func meanProblem() -> Wrong? {
        guard let mean, mean != .none, kind != .gauge || encoding == .bool else { return nil }
        return (
            "mean", "conflicting-keys",
            Text(
                en: "only a gauge has a mean; leave the key out",
                vi: "chỉ gauge mới có giá trị trung bình; hãy bỏ khóa này")
        )
    }

    /// `[a-z][a-z0-9_]{0,39}`: it becomes a key of JSON, a column and a variable elsewhere.
    package static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (1...40).contains(text.utf8.count) else { return false }
        return (0x61...0x7A).contains(first)
            && text.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
            }
    }

    private func nameProblem() -> Wrong? {
        guard Self.isName(name) else {
            return (
                "name", "bad-value",
                Text(
                    en: "expected lower-case letters, digits and _, a letter first, at most 40, "
                        + "found \(name.quoted)",
                    vi: "cần chữ thường không dấu, chữ số và _, bắt đầu bằng chữ, nhiều nhất 40 "
                        + "ký tự, đang ghi là \(name.quoted)")
            )
        }
        if quantity == Quantity.other || name == quantity || name.hasPrefix(quantity + "_") {
            return nil
        }
        // The unknown quantity is reported itself.
        guard Quantity.named(quantity) != nil else { return nil }
        return (
            "name", "bad-value",
            Text(
                en: "a name starts with its quantity: expected \(quantity) or \(quantity)_…, "
                    + "found \(name)",
                vi: "tên phải bắt đầu bằng đại lượng: cần \(quantity) hoặc \(quantity)_…, "
                    + "đang ghi là \(name)")
        )
    }

    private func quantityProblem() -> Wrong? {
        guard quantity != Quantity.other, Quantity.named(quantity) == nil else { return nil }
        let near = nearest(quantity, of: Quantity.all.map(\.name))
        return (
            "quantity", "unknown-quantity",
            Text(
                en: "no quantity is called \(quantity.quoted); "
                    + (near.map { "did you mean \($0)?" } ?? "other allows any name and unit"),
                vi: "không có đại lượng \(quantity.quoted); "
                    + (near.map { "có phải ý bạn là \($0)?" }
                        ?? "other cho phép tên và đơn vị tùy ý"))
        )
    }

    private func unitProblem() -> Wrong? {
        guard let quantity = Quantity.named(quantity), unit != quantity.unit else { return nil }
        let (expectedEn, expectedVi) =
            quantity.unit.isEmpty
            ? ("no unit", "không có đơn vị") : (quantity.unit, quantity.unit)
        let (foundEn, foundVi) = unit.isEmpty ? ("none", "không có") : (unit.quoted, unit.quoted)
        return (
            "unit", "wrong-unit",
            Text(
                en: "\(quantity.name) is published in one unit everywhere: expected "
                    + "\(expectedEn), found \(foundEn); let scale convert",
                vi: "\(quantity.name) chỉ dùng một đơn vị thống nhất: cần \(expectedVi), "
                    + "đang ghi là \(foundVi); dùng scale để quy đổi")
        )
    }

    private func addressProblem() -> Wrong? {
        guard addresses.upperBound > 0x1_0000 else { return nil }
        return (
            "address", "out-of-range",
            Text(
                en: "its \(count) registers end beyond address 65535",
                vi: "\(count) thanh ghi của điểm đo vượt quá địa chỉ 65535")
        )
    }

    private func encodingProblem() -> Wrong? {
        guard table.isBits, encoding != .bool else { return nil }
        return (
            "as", "bad-value",
            Text(
                en: "table \(table.rawValue) holds single bits: expected bool, "
                    + "found \(encoding.rawValue)",
                vi: "bảng \(table.rawValue) chỉ chứa từng bit: cần bool, "
                    + "đang ghi là \(encoding.rawValue)")
        )
    }

    private func orderProblem() -> Wrong? {
        // Texts are told how the bytes lie in each register.
        let bytes = orderBytes
        guard order.count != bytes else { return nil }
        return (
            "order", "bad-value",
            Text(
                en: "\(encoding.rawValue) has \(bytes) bytes: expected as many letters, "
                    + "such as \(ByteOrder.big(bytes).letters), found \(order.letters)",
                vi: "\(encoding.rawValue) có \(bytes) byte: cần đủ bấy nhiêu chữ cái, "
                    + "ví dụ \(ByteOrder.big(bytes).letters), "
                    + "đang ghi là \(order.letters)")
        )
    }

    private func scaleProblem() -> Wrong? {
        if scale.isZero {
            return (
                "scale", "out-of-range",
                Text(
                    en: "a scale of 0 makes every value the same",
                    vi: "scale bằng 0 khiến mọi giá trị đều như nhau")
            )
        }
        guard encoding == .bool, isScaled else { return nil }
        return (
            scale.isOne ? "offset" : "scale", "bad-value",
            Text(en: "a bool is not scaled", vi: "giá trị bool không có hệ số quy đổi")
        )
    }

    private func rangeProblem() -> Wrong? {
        guard let range, let span,
            range.low.double < span.low.double || range.high.double > span.high.double
        else { return nil }
        return (
            "range", "out-of-range",
            Text(
                en: "what is plausible (range) must lie within what the instrument can show (span)",
                vi: "khoảng hợp lý (range) phải nằm trong khoảng đo của thiết bị (span)")
        )
    }

    private func deadbandProblem() -> Wrong? {
        guard deadband.mantissa < 0 else { return nil }
        return (
            "deadband", "out-of-range",
            Text(
                en: "a change has no sign: expected 0 or more",
                vi: "ngưỡng thay đổi (deadband) không được âm")
        )
    }
}
