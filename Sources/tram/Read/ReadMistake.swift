// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Why there is nothing of this name to be read.
enum ReadMistake: Error {
    case device(String, Configuration)
    case point(String, Device)
    /// A point that can only be written.
    case writeOnly(String, Device)

    var code: String {
        switch self {
        case .device: "unknown-device"
        case .point: "unknown-point"
        case .writeOnly: "write-only"
        }
    }

    var text: Text {
        switch self {
        case .device(let word, let configuration):
            if let line = configuration.lines.first(where: { $0.id == word }) {
                let names = Self.hint(word, line.devices.map(\.id))
                return Text(
                    en: "\(word) is a bus; name a device of it, or a unit and registers: tram read "
                        + "\(word):1 holding 0..9; \(names.en)",
                    vi: "\(word) là một bus; hãy ghi tên một thiết bị của bus, hoặc địa chỉ trạm "
                        + "và thanh ghi: tram read \(word):1 holding 0..9; \(names.vi)")
            }
            let names = Self.hint(word, configuration.devices.map(\.id))
            return Text(
                en: "no device is called \(word.quoted); \(names.en)",
                vi: "không có thiết bị nào tên \(word.quoted); \(names.vi)")
        case .point(let word, let device):
            let names = Self.hint(word, device.profile.points.map(\.name))
            return Text(
                en: "\(device.id) has no point called \(word.quoted); \(names.en)",
                vi: "\(device.id) không có điểm đo nào tên \(word.quoted); \(names.vi)")
        case .writeOnly(let word, let device):
            return Text(
                en: "\(word) of \(device.id) can only be written: tram write \(device.id) \(word) "
                    + "VALUE",
                vi: "\(word) của \(device.id) chỉ ghi được: tram write \(device.id) \(word) GIÁ_TRỊ"
            )
        }
    }

    /// Names that a sentence lists.
    private static let mostNames = 8

    /// The name that was probably meant, else what there is.
    private static func hint(_ word: String, _ names: [String]) -> Text {
        if let near = nearest(word, of: names) {
            return Text(en: "did you mean \(near)?", vi: "có phải \(near) không?")
        }
        guard !names.isEmpty else { return Text(en: "there is none", vi: "không có cái nào") }
        let more = names.count > mostNames ? ", …" : ""
        let list = names.prefix(mostNames).joined(separator: ", ") + more
        return Text(en: "there are: \(list)", vi: "hiện có: \(list)")
    }
}
