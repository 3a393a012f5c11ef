// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Simulator

/// The devices and lines of a simulated site for people, in 80 columns.
struct FaultTable {
    private let control: SiteControl

    init(_ control: SiteControl) { self.control = control }

    func lines(_ language: Language) -> [String] {
        let heading = Self.row(
            "#", Text(en: "device", vi: "thiết bị")(language),
            Text(en: "unit", vi: "trạm")(language), Text(en: "line", vi: "đường")(language),
            Text(en: "state", vi: "tình trạng")(language),
            Text(en: "requests", vi: "yêu cầu")(language),
            Text(en: "replies", vi: "trả lời")(language))
        let devices = control.devices.enumerated().map { index, device in
            let (requests, replies) = device.device.with { ($0.requests, $0.replies) }
            return Self.row(
                "\(index + 1)", device.id, "\(device.device.unit)", device.line,
                FaultMenu.condition(device), "\(requests)", "\(replies)")
        }
        let lines = control.lines.enumerated().map { index, line in
            let state =
                line.line.isOpen
                ? Text(en: "open", vi: "đang mở") : Text(en: "broken", vi: "đã ngắt")
            let place =
                line.line.wire == .serial
                ? Text(en: line.line.path, vi: line.line.path)
                : Text(en: "port \(line.line.port)", vi: "cổng \(line.line.port)")
            return Text(
                en: "line \(index + 1)  \(line.id): \(state.en), \(place.en)",
                vi: "đường \(index + 1)  \(line.id): \(state.vi), \(place.vi)")(language)
        }
        return [heading] + devices + lines + [Self.hint(language)]
    }

    private static func row(
        _ number: String, _ id: String, _ unit: String, _ line: String, _ state: String,
        _ requests: String, _ replies: String
    ) -> String {
        [
            number.right(3), id.left(24), unit.right(4), line.left(8), state.left(16),
            requests.right(9), replies.right(8),
        ].joined(separator: " ")
    }

    private static func hint(_ language: Language) -> String {
        Text(
            en: "x N unplug  p N plug  f N KIND [SHARE]  w N well  b N break  m N mend  h help",
            vi: "x N rút  p N cắm  f N LOẠI [TỶ-LỆ]  w N hết lỗi  b N ngắt  m N nối  h trợ giúp"
        )(language)
    }

    /// Every command and every fault, a line each.
    static func help(_ language: Language) -> [String] {
        let commands = [
            Text(en: "x, unplug DEVICE   no power", vi: "x, unplug THIẾT-BỊ  rút nguồn"),
            Text(en: "p, plug DEVICE     power again", vi: "p, plug THIẾT-BỊ    cắm lại"),
            Text(
                en: "f, fault DEVICE KIND [SHARE 0..1]",
                vi: "f, fault THIẾT-BỊ LOẠI [TỶ-LỆ 0..1]  gây lỗi"),
            Text(
                en: "w, well DEVICE     behaves again",
                vi: "w, well THIẾT-BỊ    hoạt động bình thường"),
            Text(
                en: "b, break LINE      the port goes away",
                vi: "b, break ĐƯỜNG      ngắt đường truyền"),
            Text(
                en: "m, mend LINE       it comes back", vi: "m, mend ĐƯỜNG       nối lại"),
            Text(
                en: "l, list            the devices again; q, quit ends",
                vi: "l, list             xem lại thiết bị; q, quit để dừng"),
        ]
        let faults = InjectedFault.allCases.map { fault in
            Text(
                en: "  \(fault.rawValue.left(10)) \(fault.text.en)",
                vi: "  \(fault.rawValue.left(10)) \(fault.text.vi)")
        }
        return (commands + faults).map { $0(language) }
    }
}

extension String {
    /// Exactly so many columns, cut or filled up behind.
    fileprivate func left(_ columns: Int) -> String { printable(columns: columns).padded(columns) }

    /// The same, filled up in front.
    fileprivate func right(_ columns: Int) -> String {
        let text = printable(columns: columns)
        return String(repeating: " ", count: columns - text.columns) + text
    }
}
