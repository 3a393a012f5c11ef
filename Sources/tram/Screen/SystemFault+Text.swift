// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

extension SystemFault {
    /// What failed and, where it is plain, what to do about it.
    var text: Text {
        let advice = advice
        return Text(
            en: "\(self)" + (advice.map { "; \($0.en)" } ?? ""),
            vi: (subject.isEmpty ? call : subject) + ": \(reasonText.vi)"
                + (advice.map { "; \($0.vi)" } ?? ""))
    }

    private var advice: Text? {
        switch call {
        case "mkdtemp":
            Text(
                en: "set TMPDIR to a directory that you may write into",
                vi: "hãy đặt TMPDIR là một thư mục ghi được")
        case "bind" where isDenied:
            Text(
                en: "ports below 1024 are root's; take a --port from 1024 on, or none",
                vi: "cổng dưới 1024 chỉ dành cho root; hãy chọn --port từ 1024, hoặc bỏ --port")
        case "bind":
            Text(
                en: "take another --port, or none for any that is free",
                vi: "hãy chọn --port khác, hoặc bỏ --port để lấy cổng còn trống")
        default: nil
        }
    }
}
