// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Profiles by class, a line each.
struct ProfileListView {
    let entries: [ProfileShelf.Entry]
    /// How many there are to choose from.
    let all: Int

    func lines(_ width: Int, _ language: Language) -> [String] {
        guard !entries.isEmpty else { return nothing(language).wrapped(columns: width) }
        let heads = Text(
            en: "PROFILE|POINTS|CONFIDENCE|DEVICE", vi: "HỒ SƠ|ĐIỂM ĐO|ĐỘ TIN CẬY|THIẾT BỊ")(
                language
            ).split(separator: "|").map(String.init)
        let name = entries.reduce(heads[0].columns) { max($0, $1.profile.id.columns + 2) }
        func row(_ cells: [String]) -> String {
            [
                TableColumns.left(cells[0], min(name, 36)),
                TableColumns.right(cells[1], heads[1].columns),
                TableColumns.left(cells[2], heads[2].columns), cells[3],
            ].joined(separator: "  ").printable(columns: width).withoutTail
        }
        let classes = Dictionary(grouping: entries, by: \.profile.class)
        let sections = classes.keys.sorted().flatMap { id in
            [Self.title(id, language).printable(columns: width)]
                + (classes[id] ?? []).map { row(Self.cells($0.profile)) }
        }
        let foot = Text(en: entries.count.of("profile"), vi: "\(entries.count) hồ sơ")(language)
        return [row(heads)] + sections + [foot]
    }

    /// A class as people call it.
    static func title(_ id: String, _ language: Language) -> String {
        DeviceClass.name(of: id).map { "\($0(language)) (\(id))" } ?? id
    }

    private static func cells(_ profile: Profile) -> [String] {
        [
            "  \(profile.id)", "\(profile.points.count)", profile.confidence.rawValue,
            "\(profile.vendor) \(profile.model)",
        ]
    }

    private func nothing(_ language: Language) -> String {
        guard all > 0 else {
            return Text(
                en: "there are no profiles; --profiles names a directory of them",
                vi: "không có hồ sơ nào; --profiles chỉ ra thư mục hồ sơ")(language)
        }
        return Text(
            en: "none of \(all.of("profile")) has all these words; try fewer, or tram profile list",
            vi: "không hồ sơ nào trong \(all) hồ sơ có đủ các từ này; hãy bớt từ, hoặc gõ tram "
                + "profile list")(language)
    }

    var json: String {
        var writer = JSONWriter()
        writer.beginArray()
        for entry in entries {
            writer.beginObject()
            writer.head(entry.profile, entry.path)
            writer.member("points", entry.profile.points.count)
            writer.key("quantities")
            writer.beginArray()
            for quantity in Set(entry.profile.points.map(\.quantity)).sorted() {
                writer.string(quantity)
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension JSONWriter {
    /// What a profile is of.
    mutating func head(_ profile: Profile, _ path: String) {
        member("profile", profile.id)
        member("vendor", profile.vendor)
        member("model", profile.model)
        member("class", profile.class)
        if let name = DeviceClass.name(of: profile.class) { texts("class-names", name) }
        if let names = profile.names { texts("names", names) }
        member("confidence", profile.confidence.rawValue)
        member("file", path)
    }
}
