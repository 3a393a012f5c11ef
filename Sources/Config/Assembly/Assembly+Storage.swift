// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Assembly {
    /// Tells where the disk's share does not hold what is to be kept of these lines.
    mutating func checkStorage(_ lines: [Line]) {
        let (size, keep) = (file.storage.size, file.storage.keep)
        let need = StorageNeed(of: lines)
        guard let days = need.reach(within: size, keep) else { return }
        let count = Int(days)
        let reach = Text(
            en: count < 1 ? "less than a day" : "about \(count) day\(count == 1 ? "" : "s")",
            vi: count < 1 ? "chưa tới một ngày" : "khoảng \(count) ngày")
        findings.add(
            .tooSmall, at: root["spool"]?.mark(of: "size") ?? root.mark, severity: .warning,
            Text(
                en: "size \(size.text) holds \(reach.en) of what the hub has; windows of "
                    + "\(keep.window.text) and live values of \(keep.live.text) take about "
                    + "\(need.size(keep).text); raise size, shorten keep, or lengthen window",
                vi: "size \(size.text) chỉ giữ được \(reach.vi) dữ liệu mà hub đã nhận; giữ window "
                    + "\(keep.window.text) và live \(keep.live.text) cần khoảng "
                    + "\(need.size(keep).text); hãy tăng size, giảm keep, hoặc tăng window"))
    }
}
