// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// Why a site does not move to another box.
    static let ofMoves: [Article] = [
        Article(
            "no-export", "export-damaged", "export-names",
            en: "the file is not what tram export has written",
            vi: "tệp không đúng như tram export đã ghi",
            causes: [
                Hint(en: "it was cut off while it was copied", vi: "tệp bị cắt khi chép"),
                Hint(
                    en: "somebody edited it: its sum does not fit any more",
                    vi: "có người sửa tệp: mã kiểm không còn khớp"),
                Hint(en: "it is another file", vi: "đây là tệp khác"),
            ],
            checks: [
                Hint(
                    en: "compare sha256sum of the file on both boxes",
                    vi: "so sha256sum của tệp trên hai máy"),
                Hint(
                    en: "export again; change the configuration after the import",
                    vi: "xuất lại; sửa cấu hình sau khi nhập"),
            ],
            next: "tram export FILE"),
        Article(
            "export-version",
            en: "the file was written by another version of the program",
            vi: "tệp do phiên bản tram khác ghi",
            causes: [
                Hint(
                    en: "the new box has an older package than the old one",
                    vi: "máy mới cài gói cũ hơn máy cũ")
            ],
            checks: [
                Hint(en: "compare tram --version on both boxes", vi: "so tram --version hai máy")
            ],
            next: "tram import FILE --dry-run"),
        Article(
            "export-too-large",
            en: "the site is larger than one file takes",
            vi: "trạm lớn hơn mức một tệp chứa được",
            causes: [
                Hint(
                    en: "the profile folder holds the whole library, or other files",
                    vi: "thư mục hồ sơ chứa cả thư viện, hoặc tệp khác"),
                Hint(en: "the file is no export", vi: "tệp không phải tệp xuất"),
            ],
            checks: [
                Hint(
                    en: "keep only the site's own profiles in its folder",
                    vi: "chỉ giữ hồ sơ riêng của trạm trong thư mục")
            ],
            next: "tram check"),
        Article(
            "not-a-file",
            en: "something else stands where the file is to be written",
            vi: "chỗ ghi tệp đã có thứ khác",
            causes: [
                Hint(
                    en: "the name is that of a folder or a device",
                    vi: "tên đó là thư mục hoặc thiết bị"),
                Hint(
                    en: "a file of that name is there, and not from this command",
                    vi: "đã có tệp tên đó, không do lệnh này ghi"), .slip,
            ],
            checks: [
                Hint(
                    en: "name a file in a folder that you may write into",
                    vi: "ghi tên tệp trong thư mục ghi được")
            ],
            next: "tram export FILE"),
        Article(
            "site-exists",
            en: "this box is a site already",
            vi: "máy này đã có cấu hình trạm",
            causes: [
                Hint(en: "it was in use before", vi: "máy từng được sử dụng"),
                Hint(en: "the import was done already", vi: "đã nhập trước đó"),
            ],
            checks: [
                Hint(
                    en: "see what is there before you replace it",
                    vi: "xem cấu hình đang có trước khi thay")
            ],
            next: "tram import FILE --replace"),
        Article(
            "site-unfit",
            en: "the site in the file does not check on this box",
            vi: "cấu hình trong tệp có lỗi trên máy này",
            causes: [
                Hint(
                    en: "a file or folder outside of the site's is not here",
                    vi: "thiếu tệp hoặc thư mục nằm ngoài thư mục trạm"),
                Hint(
                    en: "the library of this box lacks a profile",
                    vi: "thư viện trên máy này thiếu một hồ sơ"),
                Hint(
                    en: "whole paths of another folder than --config names",
                    vi: "đường dẫn đầy đủ của thư mục khác với --config"),
            ],
            checks: [
                Hint(
                    en: "bring along what the export named, or install the library",
                    vi: "chép những gì lúc xuất đã nêu, hoặc cài thư viện")
            ],
            next: "tram import FILE --dry-run"),
        Article(
            "no-spool",
            en: "what stands in the spool's place is none",
            vi: "nơi đặt kho lưu tạm (spool) có thứ khác",
            causes: [
                Hint(
                    en: "spool.path in the file names another file of this box",
                    vi: "spool.path trong tệp chỉ vào tệp khác của máy này"),
                Hint(
                    en: "the spool that is there is damaged, or of another version",
                    vi: "kho lưu tạm đang có bị hỏng, hoặc thuộc phiên bản khác"),
            ],
            checks: [
                Hint(
                    en: "look what it is; move a spool that is damaged aside by hand",
                    vi: "xem đó là gì; tự chuyển kho lưu tạm bị hỏng đi nơi khác")
            ],
            next: "tram import FILE --dry-run"),
        Article(
            "service-runs",
            en: "the service has the spool open",
            vi: "dịch vụ đang giữ kho lưu tạm (spool)",
            causes: [
                Hint(en: "the service runs on this box", vi: "dịch vụ đang chạy trên máy này")
            ],
            checks: [
                Hint(en: "stop it: sudo systemctl stop tram", vi: "dừng: sudo systemctl stop tram")
            ],
            next: "tram import FILE"),
    ]
}
