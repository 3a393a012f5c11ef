// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Marked<IdentifySection> {
    /// What it says together, nil where that is nothing or too much.
    func mark(_ builder: PointBuilder, _ findings: inout Findings) -> IdentityMark? {
        guard clean else { return nil }
        let signs = ["values", "text", "range", "own-unit", "server-id", "models"]
        let found = signs.filter { node[$0] != nil }
        guard found.count == 1 else {
            conflict(found.count < 2 ? nil : found[1], signs, &findings)
            return nil
        }
        if node["table"] == nil, node["address"] == nil, node["as"] == nil {
            if let mark = self.described { return mark }
        } else if node["object"] == nil, value.serverID == nil, value.models == nil {
            return register(builder, &findings)
        }
        conflict(nil, signs, &findings)
        return nil
    }

    private var described: IdentityMark? {
        if let text = value.text, let object = value.object { return .object(object, text) }
        guard value.object == nil else { return nil }
        if let text = value.serverID { return .serverID(text) }
        return value.models.map { .models($0) }
    }

    private func register(
        _ builder: PointBuilder, _ findings: inout Findings
    ) -> IdentityMark? {
        let missing = ["table", "address", "as"].filter { node[$0] == nil }
        for key in findings.keys(of: IdentifySection.self) where missing.contains(key.row.name) {
            findings.missingKey(key.row.name, in: node, help: key.row.help)
        }
        guard missing.isEmpty,
            var point = builder.finished(value.place, PointBuilder.blank, node, &findings)
        else { return nil }
        if point.encoding.isText { point.kind = .text }
        if let sign { return .register(point, sign) }
        findings.badValue(node["own-unit"] ?? node, expected: Text(en: "true", vi: "true"))
        return nil
    }

    private var sign: IdentityMark.Sign? {
        if let values = value.values { return .codes(values) }
        if let text = value.text { return .text(text) }
        if let range = value.range { return .range(range) }
        return value.isOwnUnit == true ? .ownUnit : nil
    }

    private func conflict(_ key: String?, _ signs: [String], _ findings: inout Findings) {
        let list = signs.joined(separator: ", ")
        findings.add(
            .conflictingKeys, at: key.map { node.keyMark(of: $0) } ?? node.mark,
            Text(
                en: "a mark has one of \(list): server-id and models alone, text with object, or "
                    + "with table, address and as like the others",
                vi: "mỗi dấu hiệu có đúng một trong \(list): server-id và models đứng riêng, text "
                    + "đi với object, hoặc với table, address và as như các khóa còn lại"))
    }
}
