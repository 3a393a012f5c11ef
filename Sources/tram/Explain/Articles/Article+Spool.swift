// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// What is wrong with the spool.
    static let ofSpool: [Article] = [
        Article(
            "spool-none",
            en: "there is no spool yet under this path",
            vi: "chưa có kho lưu tạm (spool) ở đường dẫn này",
            causes: [
                Hint(
                    en: "the service has never run with this file",
                    vi: "dịch vụ chưa từng chạy với tệp cấu hình này"),
                Hint(
                    en: "path of spool in tram.yaml names another place",
                    vi: "path của spool trong tram.yaml chỉ nơi khác"),
            ],
            checks: [.lookService],
            next: "tram status"),
        Article(
            "spool-full",
            en: "no room left on the disk for the spool",
            vi: "ổ đĩa không còn chỗ cho kho lưu tạm (spool)",
            causes: [
                Hint(
                    en: "other files fill the disk: logs, captures, images",
                    vi: "tệp khác làm đầy đĩa: nhật ký, bản ghi bus, ảnh"),
                Hint(
                    en: "size of spool in tram.yaml is larger than the disk",
                    vi: "size của spool lớn hơn ổ đĩa"),
                Hint(en: "the hub has been away for very long", vi: "hub mất liên lạc quá lâu"),
            ],
            checks: [
                .lookDisk, .makeRoom,
                Hint(
                    en: "see why the hub does not take it: tram status hub",
                    vi: "xem vì sao hub không nhận: tram status hub"),
            ],
            next: "tram spool"),
        Article(
            "spool-read-only",
            en: "the spool's disk can only be read",
            vi: "ổ đĩa của kho lưu tạm (spool) chỉ cho đọc",
            causes: [.mountedReadOnly, .worn],
            checks: [
                .kernelLog,
                Hint(en: "see how it is mounted: findmnt", vi: "xem nó được gắn thế nào: findmnt"),
                .swapDisk,
            ],
            next: "tram spool"),
        Article(
            "spool-damaged",
            en: "the bytes of the spool are not what was written",
            vi: "nội dung kho lưu tạm (spool) không còn như đã ghi",
            causes: [
                .lostPower, .worn,
                Hint(
                    en: "the file was copied or edited while it was in use",
                    vi: "tệp bị chép hoặc sửa trong lúc đang dùng"),
            ],
            checks: [
                Hint(
                    en: "restart: the file is set aside and declared, a new one begins",
                    vi: "khởi động lại: tệp được cất riêng, khai báo, và tạo kho mới"), .kernelLog,
                .swapDisk,
            ],
            next: "tram spool"),
        Article(
            "spool-denied",
            en: "the spool cannot be opened: no right, no folder",
            vi: "không mở được kho: thiếu quyền hoặc thư mục",
            causes: [
                .notInGroup, .stillOldLogin,
                Hint(
                    en: "the folder of path in tram.yaml does not exist",
                    vi: "thư mục của path trong tram.yaml không tồn tại"),
            ],
            checks: [.joinGroup, .lookRights],
            next: "tram spool"),
        Article(
            "spool-busy",
            en: "another process uses the spool",
            vi: "tiến trình khác đang dùng kho lưu tạm (spool)",
            causes: [
                Hint(
                    en: "a second service runs with the same path",
                    vi: "có dịch vụ thứ hai chạy cùng path"),
                Hint(
                    en: "the service writes faster than it can be looked at",
                    vi: "dịch vụ ghi nhanh hơn tốc độ xem"),
            ],
            checks: [.lookService, .tryAgain],
            next: "tram spool"),
        Article(
            "spool-io-*",
            en: "the spool's disk fails (number of SQLite's)",
            vi: "ổ đĩa của kho bị lỗi (mã của SQLite)",
            causes: [
                .worn,
                Hint(
                    en: "the disk was pulled, or its cable is loose",
                    vi: "ổ đĩa bị rút hoặc lỏng cáp"),
            ],
            checks: [.kernelLog, .swapDisk],
            next: "tram spool"),
        Article(
            "spool-no-memory",
            en: "no memory left for the spool",
            vi: "không đủ bộ nhớ cho kho lưu tạm (spool)",
            causes: [.fewMemory],
            checks: [.lookMemory],
            next: "tram status spool"),
        Article(
            "spool-interrupted",
            en: "the look at the spool took too long",
            vi: "xem kho lưu tạm (spool) mất quá lâu",
            causes: [
                Hint(en: "the disk is very slow or very busy", vi: "ổ đĩa quá chậm hoặc quá bận"),
                .worn,
            ],
            checks: [.tryAgain, .kernelLog],
            next: "tram spool"),
        Article(
            "spool-version",
            en: "the spool was written by another version",
            vi: "kho lưu tạm (spool) do phiên bản khác ghi",
            causes: [
                Hint(en: "an older version was installed again", vi: "đã cài lại phiên bản cũ hơn")
            ],
            checks: [
                Hint(
                    en: "install the newer one again, or let the start set the file aside",
                    vi: "cài lại bản mới hơn, hoặc để lần khởi động cất tệp riêng")
            ],
            next: "tram spool"),
        Article(
            "spool-misuse-*",
            en: "the spool has another layout (number of SQLite's)",
            vi: "kho có cấu trúc khác (mã của SQLite)",
            causes: [
                Hint(
                    en: "the file is no spool, or another program changed it",
                    vi: "tệp không phải kho lưu tạm, hoặc bị chương trình khác sửa"),
                .softwareFault,
            ],
            checks: [
                Hint(
                    en: "see that path of spool names a file of its own",
                    vi: "xem path của spool có phải tệp riêng không"), .readLog,
            ],
            next: "tram spool"),
    ]
}
