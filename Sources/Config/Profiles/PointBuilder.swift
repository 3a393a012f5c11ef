// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Makes points of one element of `points`: puts together what several of its keys say.
struct PointBuilder {
    let numbering: Numbering
    /// Of values whose point does not say.
    let order: WordOrder
    /// Whether registers have four bytes.
    let isWide: Bool
    /// The profile that points come from which are changed.
    let origin: String

    static let formulas = ["sum", "difference", "product", "quotient", "parts", "first-of"]

    /// A point from nothing, or several where it is an array; nil where a key is missing.
    func points(_ node: Node, _ findings: inout Findings) -> [Point]? {
        var section = PointSection()
        let meant = section.update(node.entries, &findings)
        checkFormulas(node, &findings)
        let made = Self.formulas.contains { node[$0] != nil }
        let needed =
            [section.array == nil ? "name" : nil, "quantity"].compactMap(\.self)
            + (made ? [] : ["table", "address", "as"])
        var isWhole = true
        for key in findings.keys(of: PointSection.self)
        where needed.contains(key.row.name) && node[key.row.name] == nil {
            isWhole = false
            // A slip in a key's name is one mistake, not two.
            if meant.contains(key.row.name) { continue }
            findings.missingKey(key.row.name, in: node, help: key.row.help)
        }
        guard isWhole else { return nil }
        if made { section.written.encoding = .float64 }
        return finished(section, Self.blank, node, &findings)
            .flatMap { expanded($0, section, node, &findings) }
    }

    /// What a point is before anything is said of it.
    static let blank = PointSection().written

    /// With address, block, order, the writes before a write, and what is usual for its quantity.
    func finished(
        _ section: PointSection, _ base: Point, _ node: Node, _ findings: inout Findings
    ) -> Point? {
        var point = section.written
        point.isWide = isWide
        if let number = section.number {
            guard let address = address(number, point.table, node, "address", &findings) else {
                return nil
            }
            point.address = address
        }
        if let block = section.block, let node = node["block"] {
            guard let number = block.address,
                let address = address(number, point.table, node, "address", &findings)
            else { return nil }
            point.block = .init(address: address, count: block.count)
        }
        if let write = section.write {
            guard let rule = rule(write, &findings) else { return nil }
            point.write = rule
        }
        point.order = section.order ?? Self.order(of: point, order)
        point.takeUsual(after: base) { node[$0] != nil }
        return point
    }

    /// How a point is written, with the addresses that the numbers around it stand for.
    private func rule(_ section: WriteSection, _ findings: inout Findings) -> WriteRule? {
        var rule = section.rule
        guard let before = writes(section.unlock, &findings),
            let after = writes(section.lock, &findings)
        else { return nil }
        (rule.unlock, rule.lock) = (before, after)
        guard let entry = section.result else { return rule }
        guard let number = entry.address,
            let address = address(number, entry.table, entry.node, "address", &findings)
        else { return nil }
        if entry.table.isBits {
            findings.add(
                .badValue, at: entry.node.mark(of: "table"),
                Text(
                    en: "a result stands in a register: expected holding or input",
                    vi: "kết quả nằm trong thanh ghi: cần holding hoặc input"))
            return nil
        }
        rule.result = .init(table: entry.table, address: address, good: entry.good)
        return rule
    }

    private func writes(
        _ entries: [Marked<UnlockSection>], _ findings: inout Findings
    ) -> [WriteRule.Unlock]? {
        var writes: [WriteRule.Unlock] = []
        for entry in entries {
            guard let number = entry.address,
                let address = address(number, entry.table, entry.node, "address", &findings)
            else { return nil }
            writes.append(.init(table: entry.table, address: address, words: entry.words))
        }
        return writes
    }

    /// Texts have an order in each register, halves and bits have none.
    static func order(of point: Point, _ order: WordOrder) -> ByteOrder {
        if point.encoding.isHalf || point.table.isBits || !point.isRead { return .big(point.bytes) }
        return order.order(point.orderBytes)
    }

    private func address(
        _ number: Int, _ table: Table, _ node: Node, _ key: String, _ findings: inout Findings
    ) -> UInt16? {
        if let address = numbering.address(number, table) { return address }
        findings.outOfRange(node[key] ?? node, expected: numbering.expected(table))
        return nil
    }

    /// A formula stands alone: with another, or with a place to read from, one of the two is wrong.
    func checkFormulas(_ node: Node, _ findings: inout Findings) {
        let found = Self.formulas.filter { node[$0] != nil }
        guard let first = found.first else { return }
        let others =
            found.dropFirst() + ["table", "address", "as", "order"].filter { node[$0] != nil }
        guard let other = others.first else { return }
        findings.add(
            .conflictingKeys, at: node.keyMark(of: other),
            Text(
                en: "\(first) makes the point of others: nothing else says its value; leave "
                    + "\(other) out",
                vi: "\(first) đã tính điểm đo từ điểm khác: hãy bỏ \(other)"))
    }

    /// The points of an array, or the one.
    private func expanded(
        _ point: Point, _ section: PointSection, _ node: Node, _ findings: inout Findings
    ) -> [Point]? {
        guard let array = section.array else { return [point] }
        guard node["name"] == nil, array.name.contains(ArraySection.placeholder) else {
            nameless(array, node, &findings)
            return nil
        }
        let last = Int(point.address) + array.stride * (array.count - 1)
        guard last <= 0xFFFF else {
            findings.add(
                .outOfRange, at: node.mark(of: "array"),
                Text(
                    en: "its last point begins at \(last), beyond address 65535",
                    vi: "điểm đo cuối bắt đầu ở \(last), vượt quá địa chỉ 65535"))
            return nil
        }
        return (0..<array.count).map { place in
            var copy = point
            copy.address += UInt16(array.stride * place)
            copy.number(array.first + place, name: array.name)
            return copy
        }
    }

    private func nameless(_ array: ArraySection, _ node: Node, _ findings: inout Findings) {
        if node["name"] != nil {
            findings.add(
                .conflictingKeys, at: node.keyMark(of: "name"),
                Text(
                    en: "the points of an array are named by its own name; leave this one out",
                    vi: "tên các điểm đo trong array lấy từ name của array; hãy bỏ khóa này"))
        } else if !array.name.isEmpty {
            findings.add(
                .badValue, at: (node["array"] ?? node).mark(of: "name"),
                Text(
                    en: "expected \(ArraySection.placeholder) in the name, or all would be called "
                        + "\(array.name)",
                    vi: "tên cần chứa \(ArraySection.placeholder), nếu không tất cả cùng tên "
                        + "\(array.name)"))
        }
    }
}

extension Point {
    /// Puts a number for `{n}` into its names and into what it names.
    fileprivate mutating func number(_ number: Int, name: String) {
        let put: (String) -> String = {
            $0.replacing(ArraySection.placeholder, with: "\(number)")
        }
        self.name = put(name)
        names = names.map { Text(en: put($0.en), vi: put($0.vi)) }
        dependence.rename(put)
    }
}
