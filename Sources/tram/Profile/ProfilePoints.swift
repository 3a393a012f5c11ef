// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A profile's points, a row each.
struct ProfilePoints {
    private let rows: [[String]]
    private let width: Int
    /// Nothing is wider than these, however long its words are.
    private static let widest = [26, 6, 6, 24]

    init(_ profile: Profile, _ width: Int, _ language: Language) {
        self.width = width
        let heads = Text(
            en: "POINT|UNIT|GROUP|FROM|NAME", vi: "ĐIỂM ĐO|ĐƠN VỊ|NHÓM|TỪ|TÊN")(language)
            .split(separator: "|").map(String.init)
        let all = [heads] + profile.points.map { Self.cells($0, language) }
        // What is the same for all says nothing.
        let isGrouped = profile.points.contains { $0.group != .normal }
        rows = isGrouped ? all : all.map { row in [row[0], row[1], "", row[3], row[4]] }
    }

    var lines: [String] {
        let columns = Self.widest.indices.map { column in
            min(Self.widest[column], rows.reduce(0) { max($0, $1[column].columns) })
        }
        let name = max(8, width - columns.reduce(0) { $0 + ($1 > 0 ? $1 + 2 : 0) })
        return rows.map { row in
            zip(row, columns + [name]).filter { $0.1 > 0 }
                .map { TableColumns.left($0.0, $0.1) }.joined(separator: "  ").withoutTail
        }
    }

    private static func cells(_ point: Point, _ language: Language) -> [String] {
        [
            point.name, point.unit, point.group.rawValue, place(point, language),
            point.names?(language) ?? "",
        ]
    }

    /// Where it is read from, and as what.
    static func place(_ point: Point, _ language: Language) -> String {
        guard !point.isMade else {
            return Text(en: "made of others", vi: "tính từ điểm khác")(language)
        }
        let bits = point.bits.map { " bit \($0.text)" } ?? ""
        let order = point.order == .big(point.order.count) ? "" : " \(point.order.letters)"
        return
            "\(point.readTable.rawValue) \(point.address) \(point.encoding.rawValue)\(order)\(bits)"
    }
}
