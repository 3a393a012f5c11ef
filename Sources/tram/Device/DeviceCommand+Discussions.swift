// SPDX-License-Identifier: Apache-2.0
internal import Field

extension DeviceList {
    /// The manual of the command.
    static let discussion = Text(
        en: """
            What the configuration has, with its drop-ins; the state is the running service's.

            $ tram device list
            …

            Exit code 1: the configuration has errors.
            """,
        vi: """
            Các thiết bị trong cấu hình và các tệp ở conf.d; trạng thái do dịch vụ đang chạy cho \
            biết.

            Mã thoát 1: cấu hình có lỗi.
            """)
}

extension DeviceShow {
    /// The manual of the command.
    static let discussion = Text(en: "…", vi: "…")
}

extension DeviceAdd {
    /// The manual of the command.
    static let discussion = Text(en: "…", vi: "…")
}

extension DeviceRemove {
    /// The manual of the command.
    static let discussion = Text(en: "…", vi: "…")
}

extension DeviceTry {
    /// The manual of the command.
    static let discussion = Text(en: "…", vi: "…")
}
