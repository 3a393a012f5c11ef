// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What a reload has changed, as the service tells it.
struct ReloadView {
    private let answer: JSON

    init(_ answer: JSON) { self.answer = answer }

    var lines: [Text] {
        if answer["everything"]?.bool == true {
            return [
                Text(
                    en: "✓ gateway, hub or storage have changed: the service begins anew; "
                        + "tram status tells how it does",
                    vi: "✓ gateway, hub hoặc nơi lưu trữ đã đổi: dịch vụ bắt đầu lại; xem bằng: "
                        + "tram status")
            ]
        }
        let (devices, buses) = (changes(of: "devices"), changes(of: "buses"))
        if devices.isSame, buses.isSame {
            return [
                Text(
                    en: "✓ no bus and no device has changed",
                    vi: "✓ không có bus hay thiết bị nào thay đổi")
            ]
        }
        return [
            Text(en: "✓ the configuration is in force", vi: "✓ cấu hình đã có hiệu lực"),
            Text(en: "  devices  \(devices.text.en)", vi: "  thiết bị  \(devices.text.vi)"),
            Text(en: "  buses    \(buses.text.en)", vi: "  bus       \(buses.text.vi)"),
        ]
    }

    private func changes(of key: String) -> (text: Text, isSame: Bool) {
        let all = answer[key]
        var parts: [Text] = []
        for (name, vi) in [("added", "thêm"), ("changed", "sửa"), ("removed", "bỏ")] {
            let names = (all?[name]?.array ?? []).compactMap(\.string)
            guard !names.isEmpty else { continue }
            let list = Self.list(names)
            parts.append(
                Text(en: "\(names.count) \(name) (\(list))", vi: "\(vi) \(names.count) (\(list))"))
        }
        let isSame = parts.isEmpty
        if let kept = all?["kept"]?.integer, kept > 0 || isSame {
            parts.append(Text(en: "\(kept) kept", vi: "giữ nguyên \(kept)"))
        }
        let text = Text(
            en: parts.map(\.en).joined(separator: ", "),
            vi: parts.map(\.vi).joined(separator: ", "))
        return (text, isSame)
    }

    /// As many names as a line of a terminal takes.
    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(3).joined(separator: ", ")
        return names.count > 3 ? "\(shown), …" : shown
    }
}
