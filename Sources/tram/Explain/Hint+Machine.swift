// SPDX-License-Identifier: Apache-2.0

/// What is wrong with this machine, its users and its files.
extension Hint {
    static let notInGroup = Hint(
        en: "this user is not in the group that may",
        vi: "tài khoản này không ở trong nhóm được phép")
    static let stillOldLogin = Hint(
        en: "the group was given, and not logged in again since",
        vi: "đã thêm vào nhóm nhưng chưa đăng nhập lại")
    static let otherVersion = Hint(
        en: "the service is older or newer than this command",
        vi: "dịch vụ cũ hoặc mới hơn lệnh này")
    static let fullDisk = Hint(
        en: "the disk is full",
        vi: "ổ đĩa đã đầy")
    static let worn = Hint(
        en: "the card or disk is worn out",
        vi: "thẻ nhớ hoặc ổ đĩa đã mòn, hỏng")
    static let mountedReadOnly = Hint(
        en: "the file system was mounted read-only after an error",
        vi: "hệ thống tệp bị gắn chỉ đọc sau một lỗi")
    static let lostPower = Hint(
        en: "the power failed while it was written",
        vi: "mất điện trong lúc đang ghi")
    static let fewMemory = Hint(
        en: "the machine has too little memory for all that runs",
        vi: "máy không đủ bộ nhớ cho mọi thứ đang chạy")
    static let wrongClock = Hint(
        en: "this machine's clock is wrong",
        vi: "đồng hồ của máy này sai")
    static let slip = Hint(
        en: "a slip while typing",
        vi: "gõ nhầm")
    static let otherKey = Hint(
        en: "the key belongs into another section",
        vi: "khóa này thuộc về mục khác")
    static let handCopied = Hint(
        en: "lines were copied from another site's file",
        vi: "các dòng được chép từ tệp của trạm khác")
    static let softwareFault = Hint(
        en: "a fault of the program; please report it",
        vi: "lỗi của chương trình; xin hãy báo lại")
    static let asked = Hint(
        en: "it was asked for: --fault, or a line of a fault file",
        vi: "do yêu cầu: --fault hoặc một dòng trong tệp lỗi")
    static let oldImage = Hint(
        en: "an old image of the disk was put back",
        vi: "ảnh đĩa cũ được khôi phục")
    static let notReloaded = Hint(
        en: "the file was changed, and the service not told yet",
        vi: "tệp đã sửa nhưng dịch vụ chưa được báo")
    static let endlessLine = Hint(
        en: "a program of your own sends no ends of lines",
        vi: "chương trình tự viết không gửi ký tự xuống dòng")
    static let unfinished = Hint(
        en: "the profile is still being written",
        vi: "hồ sơ đang được soạn dở")
    static let nothing = Hint(
        en: "nothing is wrong",
        vi: "không có gì sai")
}
