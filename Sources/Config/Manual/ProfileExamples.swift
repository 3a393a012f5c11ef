// SPDX-License-Identifier: Apache-2.0
package import Field

/// The examples of Devices/README.md, which is compiled in: its tests are theirs.
struct ProfileExamples {
    /// Each under the heading that it stands under.
    private(set) var all: [(title: String, lines: [String])] = []

    /// A line of a terminal, less what it is set in by.
    static let columns = 76

    init(_ markdown: String) {
        var title = ""
        var open: [String]?
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            if let lines = open {
                open = line == "```" ? nil : lines + Self.folded(line)
                if line == "```" { all.append((title, lines)) }
            } else if line == "```yaml" {
                open = []
            } else if line.hasPrefix("##") {
                title = String(line.drop { $0 == "#" }.dropFirst())
            }
        }
    }

    /// A line as several that say the same: broken behind a comma, or between words.
    private static func folded(_ line: Substring) -> [String] {
        let blanks = line.prefix { $0 == " " }
        let isRemark = line.dropFirst(blanks.count).first == "#"
        let indent = blanks + (isRemark ? "# " : "    ")
        var lines: [String] = []
        var rest = line
        while rest.count > columns {
            let start = rest.prefix(columns)
            let comma = start.ranges(of: ", ").last.map { start.index(before: $0.upperBound) }
            guard let end = comma ?? start.lastIndex(of: " "),
                rest[..<end].contains(where: { $0 != " " })
            else { break }
            lines.append(String(rest[..<end]))
            rest = indent + rest[rest.index(after: end)...]
        }
        return lines + [String(rest)]
    }

    /// What the headings are in Vietnamese.
    static let titles = [
        "A whole profile": "Một hồ sơ đầy đủ",
        "Where a value lies": "Giá trị nằm ở đâu",
        "How devices are recognised": "Cách nhận dạng thiết bị",
        "How it is asked": "Cách đọc",
        "What the number means": "Ý nghĩa của con số",
        "Counters": "Bộ đếm",
        "Words and dates": "Chuỗi chữ và ngày tháng",
        "What is believed": "Giá trị nào đáng tin",
        "Points that depend on others": "Điểm đo phụ thuộc điểm khác",
        "Arrays, parts, families": "Dãy, bộ phận, họ thiết bị",
        "What can be written": "Giá trị ghi được",
        "What is told at once": "Điều được báo ngay",
        "What a site says otherwise": "Điều chỉnh tại từng trạm",
    ]
}

extension Manual {
    /// The language of profiles: what every key means, and the manual's examples.
    package static func profileLanguage(_ language: Language) -> [ManualPart] {
        let manual = String(decoding: PackageResources.ProfileLanguage_md, as: UTF8.self)
        let examples = ProfileExamples(manual).all.flatMap { title, lines in
            [
                ManualPart.part(
                    language == .english ? title : ProfileExamples.titles[title] ?? title),
                .code(lines),
            ]
        }
        return Page.profile(ProfileSection.keys.map(\.row)).parts(language)
            + [.heading(Text(en: "EXAMPLES", vi: "VÍ DỤ")(language))] + examples
    }
}
