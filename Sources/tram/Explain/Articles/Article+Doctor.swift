// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// What `tram doctor` finds beside lines.
    static let ofDoctor: [Article] = [
        Article(
            "spool-in-memory",
            en: "what waits for the hub is lost with the power",
            vi: "dữ liệu chờ gửi sẽ mất nếu mất điện",
            causes: [
                Hint(
                    en: "the spool's disk cannot be written to",
                    vi: "không ghi được vào ổ đĩa của kho lưu tạm (spool)"), .fullDisk,
                .mountedReadOnly, .worn,
            ],
            checks: [.lookDisk, .lookRights, .kernelLog],
            next: "tram spool"),
        Article(
            "disk-filling",
            en: "the disk will be full before the spool is",
            vi: "đĩa sẽ đầy trước khi kho lưu tạm (spool) đầy",
            causes: [
                Hint(
                    en: "other files fill the disk: logs, captures, images",
                    vi: "tệp khác làm đầy đĩa: nhật ký, bản ghi bus, ảnh"),
                Hint(
                    en: "size of spool in tram.yaml is larger than the disk",
                    vi: "size của spool lớn hơn ổ đĩa"),
            ],
            checks: [.lookDisk, .makeRoom],
            next: "tram spool"),
        Article(
            "spool-set-aside",
            en: "spools that could not be used are set aside",
            vi: "có kho cũ không dùng được nằm cạnh kho hiện tại",
            causes: [.lostPower, .worn, .otherVersion],
            checks: [
                .kernelLog,
                Hint(
                    en: "remove the files once nobody needs them any more",
                    vi: "xóa các tệp đó khi không còn ai cần"),
            ],
            next: "tram spool"),
        Article(
            "hub-not-connected",
            en: "the service has no session with the hub",
            vi: "dịch vụ chưa có phiên kết nối với hub",
            causes: [
                .hubDown, .weakLink,
                Hint(
                    en: "it has just started, or waits before its next attempt",
                    vi: "vừa khởi động, hoặc đang chờ lần thử kế tiếp"),
            ],
            checks: [.readReason, .waitSelf],
            next: "tram hub check"),
    ]
}
