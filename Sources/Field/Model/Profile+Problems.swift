// SPDX-License-Identifier: Apache-2.0

extension Profile {
    /// Something that cannot be as it stands, and which part of the profile says it.
    package struct Flaw: Hashable, Sendable {
        package enum Place: Hashable, Sendable {
            /// A key of the profile itself; `link.max-registers` lies one level down.
            case profile(key: String)
            /// A key of the point with this index.
            case point(Int, key: String)
            /// A key of the mark with this index.
            case mark(Int, key: String)
            /// The vector with this index, and the value that it names, if one is to blame.
            case vector(Int, value: String?)
        }
        package var place: Place
        /// Stable, the same in every language.
        package var code: String
        package var text: Text

        package init(_ place: Place, _ code: String, _ text: Text) {
            self.place = place
            self.code = code
            self.text = text
        }
    }

    /// Everything that its rules refuse. Vectors are judged only when the points are fine:
    /// what a wrong point decodes to says nothing new.
    package func problems() -> [Flaw] {
        var flaws = points.indices.flatMap { index in
            points[index].problems().map { Flaw(.point(index, key: $0.key), $0.code, $0.text) }
        }
        flaws += markProblems() + repeatedNames() + linkProblems() + optionProblems()
        flaws += dependenceProblems()
        if points.isEmpty {
            flaws.append(
                Flaw(
                    .profile(key: "points"), "out-of-range",
                    Text(
                        en: "a profile needs at least one point",
                        vi: "hồ sơ thiết bị phải có ít nhất một điểm đo (point)")))
        }
        return flaws.isEmpty ? vectorProblems() : flaws
    }

    private func repeatedNames() -> [Flaw] {
        var seen: Set<String> = []
        return points.indices.compactMap { index in
            let name = points[index].name
            guard !seen.insert(name).inserted else { return nil }
            return Flaw(
                .point(index, key: "name"), "duplicate-id",
                Text(
                    en: "another point is named \(name) already",
                    vi: "đã có điểm đo khác tên là \(name)"))
        }
    }

    /// The registers of the widest read that cannot be split: a point, or a block.
    package var widestRead: Int {
        points.filter { $0.isRead && !$0.table.isBits }
            .map { max($0.count, $0.block?.count ?? 0) }.max() ?? 1
    }

    /// A point needs a part that the profile says can be fitted.
    private func optionProblems() -> [Flaw] {
        points.indices.compactMap { index in
            guard let option = points[index].option, !options.contains(option) else { return nil }
            let near = nearest(option, of: options)
            return Flaw(
                .point(index, key: "requires"), "unknown-option",
                Text(
                    en: "options: fitted-with does not list \(option.quoted)"
                        + (near.map { "; did you mean \($0)?" } ?? ""),
                    vi: "options: fitted-with không có \(option.quoted)"
                        + (near.map { "; có phải ý bạn là \($0)?" } ?? "")))
        }
    }

    private func linkProblems() -> [Flaw] {
        let widest = widestRead
        guard let largest = link.largestRead, largest < widest else { return [] }
        return [
            Flaw(
                .profile(key: "link.max-registers"), "out-of-range",
                Text(
                    en: "a point of \(widest) registers must fit one request, found \(largest)",
                    vi: "một điểm đo \(widest) thanh ghi phải nằm trọn trong một yêu cầu, "
                        + "đang ghi là \(largest)"))
        ]
    }
}
