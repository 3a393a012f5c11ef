// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One point that names another.
struct Needer {
    var name: String
    /// The key that names it.
    var key: String
}

extension Profile {
    /// The points that name one, whether it is there or not.
    func needers(of name: String) -> [Needer] {
        points.compactMap { point in
            point.dependence.uses.first { $0.name == name }
                .map { Needer(name: point.name, key: $0.key) }
        }
    }
}

/// The sentences for points that are left out or changed.
extension Findings {
    /// How many points a sentence names.
    private static let named = 3

    mutating func needed(_ name: String, by needers: [Needer], at mark: Mark) {
        let list = needers.prefix(Self.named).map { "\($0.name) (\($0.key))" }
            .joined(separator: ", ")
        let more = needers.count - Self.named
        add(
            .conflictingKeys, at: mark,
            Text(
                en: "\(name) is needed by \(list)" + (more > 0 ? " and \(more) more" : "")
                    + "; leave out what needs it as well, or keep it",
                vi: "\(name) đang được dùng bởi \(list)" + (more > 0 ? " và \(more) điểm khác" : "")
                    + "; hãy bỏ cả các điểm cần nó, hoặc giữ lại nó"))
    }

    /// A point that `without` leaves out is changed.
    mutating func leftOut(_ name: String, at mark: Mark) {
        add(
            .conflictingKeys, at: mark,
            Text(
                en: "without leaves \(name) out, so nothing is left of it to change; take it out "
                    + "of one of the two",
                vi: "without đã bỏ \(name) nên không còn gì để sửa; hãy xóa nó ở một trong hai "
                    + "chỗ"))
    }

    /// A second element of one list changes a point.
    mutating func changedTwice(_ node: Node, first: Node) {
        let name = node["name"]?.text ?? ""
        add(
            .duplicateID, at: node.mark(of: "name"),
            Text(
                en: "\(name) is changed a second time; the first is in line \(first.mark.line): "
                    + "put both together",
                vi: "\(name) được sửa lần thứ hai; lần đầu ở dòng \(first.mark.line): hãy gộp lại "
                    + "làm một"))
    }

    /// What a site says of a point that it leaves out.
    mutating func idle(_ name: Node, because key: String) {
        add(
            .conflictingKeys, at: name.mark, severity: .warning,
            Text(
                en: "\(key) leaves \(name.text ?? "") out: what is said of it here has no effect",
                vi: "\(key) đã bỏ \(name.text ?? ""): những gì ghi về nó ở đây không có tác dụng"))
    }
}

extension Text {
    static let nothingLeft = Text(
        en: "no point of the device is left to read",
        vi: "không còn điểm đo nào của thiết bị để đọc")
}
