// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// Why a device is not added or taken away.
    static let ofDevices: [Article] = [
        Article(
            "bus-differs",
            en: "the bus is there already, with another place or speed",
            vi: "bus đã có, nhưng khác vị trí hoặc tốc độ",
            causes: [
                .slip,
                Hint(
                    en: "one bus was added under a wrong speed before",
                    vi: "trước đó bus được thêm với tốc độ sai"),
            ],
            checks: [
                Hint(
                    en: "take the id of the bus that is there, and no other flag",
                    vi: "dùng mã của bus hiện có, không thêm tham số khác"),
                Hint(
                    en: "all devices of one line have one baud and one parity",
                    vi: "mọi thiết bị trên một đường có cùng baud và parity"),
            ],
            next: "tram device list"),
        Article(
            "file-exists",
            en: "a file of this name is in conf.d already",
            vi: "trong conf.d đã có tệp tên này",
            causes: [
                Hint(
                    en: "somebody wrote it, with another device in it",
                    vi: "có người viết tệp đó, chứa thiết bị khác")
            ],
            checks: [
                Hint(
                    en: "look into it, then choose another id for the new device",
                    vi: "xem nội dung tệp, rồi chọn mã khác cho thiết bị mới")
            ],
            next: "tram device list"),
        Article(
            "missing-flags",
            en: "nobody is there to ask, and the flags do not say all",
            vi: "không có ai để hỏi, mà tham số còn thiếu",
            causes: [
                Hint(
                    en: "the command runs in a script or a pipe, or with --yes",
                    vi: "lệnh chạy trong script hoặc qua pipe, hoặc có --yes")
            ],
            checks: [
                Hint(
                    en: "add the flags that the message names",
                    vi: "thêm các tham số nêu trong thông báo"),
                Hint(
                    en: "or run it on a terminal without --yes: it asks",
                    vi: "hoặc chạy trên terminal, không có --yes: lệnh sẽ hỏi"),
            ],
            next: "tram device add"),
        Article(
            "not-reloaded",
            en: "the service goes by other files than this command",
            vi: "dịch vụ chạy theo tệp khác với lệnh này",
            causes: [
                .notReloaded,
                Hint(
                    en: "the service was started with another --config or --profiles",
                    vi: "dịch vụ được khởi động với --config hoặc --profiles khác"),
            ],
            checks: [
                Hint(
                    en: "check the file first; a reload puts all its changes in force",
                    vi: "kiểm tra tệp trước; nạp lại sẽ áp dụng mọi thay đổi trong tệp"),
                .lookService,
            ],
            next: "tram reload"),
        Article(
            "not-saved",
            en: "the files in conf.d could not be changed",
            vi: "không ghi được các tệp trong conf.d",
            causes: [.notInGroup, .fullDisk, .mountedReadOnly],
            checks: [.lookRights, .lookDisk, .kernelLog],
            next: "tram device list"),
        Article(
            "written-by-hand",
            en: "the device stands in a file that a person wrote",
            vi: "thiết bị nằm trong tệp do người viết",
            causes: [
                Hint(
                    en: "it was not added by tram device add",
                    vi: "không phải do tram device add thêm vào"),
                Hint(
                    en: "more was written into its file afterwards",
                    vi: "tệp của nó được viết thêm nội dung khác"),
            ],
            checks: [.editLine, .reload],
            next: "tram check"),
    ]
}
