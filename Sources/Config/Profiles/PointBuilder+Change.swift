// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Points that are there already, with what is said of them otherwise.
extension PointBuilder {
    /// A point with what a profile says of it that extends its own.
    func point(_ base: Point, changedBy node: Node, _ findings: inout Findings) -> Point? {
        if node["array"] != nil {
            findings.add(
                .conflictingKeys, at: node.keyMark(of: "array"),
                Text(
                    en: "\(base.name) is one point of \(origin) and cannot become several; leave "
                        + "array out, or leave name out for points that are new",
                    vi: "\(base.name) là một điểm đo của \(origin), không thể thành nhiều điểm; "
                        + "hãy bỏ array, hoặc bỏ name nếu là các điểm đo mới"))
            return nil
        }
        var section = PointSection()
        section.written = base
        section.update(node.entries, &findings)
        return changed(section, base, node, &findings)
    }

    /// What the keys of an override make of a point.
    func changed(
        _ section: PointSection, _ base: Point, _ node: Node, _ findings: inout Findings
    ) -> Point? {
        var section = section
        checkFormulas(node, &findings)
        if let formula = Self.formulas.first(where: { node[$0] != nil }) {
            guard base.dependence.formula != nil || takes(formula, section.written, node, &findings)
            else { return nil }
            section.written.encoding = .float64
            section.written.table = .holding
        } else if !fitsPlace(base, node, &findings) {
            return nil
        }
        if section.order == nil, base.orderBytes == section.written.orderBytes,
            base.encoding.isText == section.written.encoding.isText
        {
            section.order = base.order
        }
        return finished(section, base, node, &findings)
    }

    /// Whether a point that was read can be made of others: what it has from its profile and only
    /// what is read can have must be gone.
    private func takes(
        _ formula: String, _ point: Point, _ node: Node, _ findings: inout Findings
    ) -> Bool {
        let inherited = ((point.kind == .text ? ["kind"] : []) + point.keysOfRead)
            .filter { node[$0] == nil }
        guard !inherited.isEmpty else { return true }
        let keys = inherited.joined(separator: ", ")
        findings.add(
            .conflictingKeys, at: node.keyMark(of: formula),
            Text(
                en: "\(formula) makes \(point.name) of other points, but \(origin) gives it what "
                    + "only a point that is read has: \(keys); " + Self.wayOut(inherited).en,
                vi: "\(formula) tính \(point.name) từ điểm khác, nhưng \(origin) cho nó khóa chỉ "
                    + "dành cho điểm được đọc: \(keys); " + Self.wayOut(inherited).vi))
        return false
    }

    private static func wayOut(_ keys: [String]) -> Text {
        let plain = ["scale": "scale: 1", "offset": "offset: 0"]
        let written = keys.compactMap { plain[$0] }
        guard written.count == keys.count else {
            return Text(
                en: "a profile that extends it can leave it out (without) and write it anew",
                vi: "một hồ sơ extends nó có thể bỏ điểm này (without) rồi viết lại")
        }
        let list = written.joined(separator: ", ")
        return Text(en: "write \(list) as well", vi: "hãy ghi thêm \(list)")
    }

    /// A point that is made of others lies nowhere: false where the override says where.
    private func fitsPlace(_ base: Point, _ node: Node, _ findings: inout Findings) -> Bool {
        guard base.dependence.formula != nil, let formula = base.dependence.uses.first?.key,
            let key = ["table", "address", "as", "order"].first(where: { node[$0] != nil })
        else { return true }
        findings.add(
            .conflictingKeys, at: node.keyMark(of: key),
            Text(
                en: "\(base.name) is made of other points (\(formula)) in \(origin): nothing is "
                    + "read for it; leave \(key) out",
                vi: "\(base.name) được tính từ điểm khác (\(formula)) trong \(origin), không đọc "
                    + "gì; hãy bỏ \(key)"))
        return false
    }
}
