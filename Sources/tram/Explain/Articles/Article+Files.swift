// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// What is wrong with a file or one of its keys.
    static let ofFiles: [Article] = [
        Article(
            "cannot-read",
            en: "a file or folder cannot be read",
            vi: "không đọc được tệp hoặc thư mục",
            causes: [
                Hint(
                    en: "it is not there, or called otherwise", vi: "không có, hoặc mang tên khác"),
                Hint(en: "this user may not read it", vi: "tài khoản này không có quyền đọc"),
                Hint(
                    en: "a new gateway has no tram.yaml yet; how to write it: man tram.yaml",
                    vi: "gateway mới chưa có tram.yaml; cách viết: man tram.yaml"),
            ],
            checks: [.lookRights, Hint(en: "name the right file", vi: "ghi đúng tệp")],
            next: "tram check FILE"),
        Article(
            "too-large",
            en: "the file is larger than any of ours",
            vi: "tệp lớn hơn mức cho phép",
            causes: [Hint(en: "it is another file than meant", vi: "nhầm tệp khác")],
            checks: [Hint(en: "see what it is: head FILE", vi: "xem nó là gì: head TỆP")],
            next: "tram check FILE"),
        Article(
            "not-utf8",
            en: "the file is not UTF-8, or has invisible characters",
            vi: "tệp không phải UTF-8, hoặc có ký tự ẩn",
            causes: [
                Hint(
                    en: "it was written with an editor set to another encoding",
                    vi: "được soạn bằng trình soạn thảo dùng bảng mã khác"),
                Hint(
                    en: "text was copied from a web page or a document",
                    vi: "văn bản chép từ trang web hoặc tài liệu"),
            ],
            checks: [
                Hint(
                    en: "save it as UTF-8 without BOM; type the line anew",
                    vi: "lưu dạng UTF-8 không BOM; gõ lại dòng đó")
            ],
            next: "tram check"),
        Article(
            "too-deep",
            en: "lists and groups are nested too deep",
            vi: "danh sách và nhóm lồng nhau quá sâu",
            causes: [
                Hint(
                    en: "indentation went wrong: each line is below the last",
                    vi: "thụt lề sai: dòng sau nằm trong dòng trước")
            ],
            checks: [.editLine, .lookUpKey],
            next: "tram check"),
        Article(
            "too-many",
            en: "more of these than are allowed",
            vi: "nhiều hơn số lượng cho phép",
            causes: [
                Hint(
                    en: "one gateway has too much to do: divide it among two",
                    vi: "một gateway quá nhiều việc: hãy chia cho hai máy"), .handCopied,
            ],
            checks: [.editLine],
            next: "tram check"),
        Article(
            "syntax",
            en: "this is no YAML",
            vi: "đây không phải YAML hợp lệ",
            causes: [
                Hint(
                    en: "a missing space behind a colon, or a tab",
                    vi: "thiếu dấu cách sau dấu hai chấm, hoặc có ký tự tab"),
                Hint(
                    en: "a bracket or quote that is not closed", vi: "ngoặc hoặc dấu nháy chưa đóng"
                ),
                Hint(
                    en: "lines of one group that do not begin in one column",
                    vi: "các dòng cùng nhóm không thẳng cột"),
            ],
            checks: [.editLine, Hint(en: "look one line above, too", vi: "xem cả dòng phía trên")],
            next: "tram check"),
        Article(
            "not-supported",
            en: "a part of YAML that is not taken here",
            vi: "phần YAML không được dùng ở đây",
            causes: [
                Hint(
                    en: "anchors, tags or several documents, from another program's file",
                    vi: "neo, thẻ hoặc nhiều tài liệu, lấy từ tệp của chương trình khác")
            ],
            checks: [
                Hint(
                    en: "write it out, without the short form",
                    vi: "ghi đầy đủ, không dùng dạng viết tắt")
            ],
            next: "tram check"),
        Article(
            "unknown-key",
            en: "no such key is known at this place",
            vi: "không có khóa này ở vị trí này",
            causes: [.slip, .otherKey, .otherVersion],
            checks: [.editLine, .lookUpKey],
            next: "tram check"),
        Article(
            "missing-key",
            en: "a key that must be there is not",
            vi: "thiếu một khóa bắt buộc",
            causes: [
                Hint(
                    en: "it was forgotten, or stands one level too deep or too high",
                    vi: "quên ghi, hoặc đặt sai tầng thụt lề")
            ],
            checks: [.editLine, .lookUpKey],
            next: "tram check"),
        Article(
            "duplicate-key",
            en: "a key stands twice",
            vi: "một khóa được ghi hai lần",
            causes: [.handCopied],
            checks: [.editLine, Hint(en: "keep one of the two", vi: "chỉ giữ lại một")],
            next: "tram check"),
        Article(
            "wrong-type",
            en: "a value of another kind was expected",
            vi: "cần một giá trị thuộc loại khác",
            causes: [
                Hint(
                    en: "a list without its dashes, or one value where a list belongs",
                    vi: "danh sách thiếu gạch đầu dòng, hoặc một giá trị thay cho danh sách"),
                Hint(en: "quotes around a number", vi: "số bị đặt trong dấu nháy"),
            ],
            checks: [.editLine, .lookUpKey],
            next: "tram check"),
        Article(
            "bad-value",
            en: "the value cannot be used",
            vi: "không dùng được giá trị này",
            causes: [
                .slip,
                Hint(
                    en: "a unit is missing, or another one than expected: 5s, 500ms",
                    vi: "thiếu đơn vị, hoặc đơn vị khác: 5s, 500ms"),
            ],
            checks: [
                .editLine,
                Hint(en: "the message says what was expected", vi: "thông báo cho biết cần gì"),
            ],
            next: "tram check"),
        Article(
            "out-of-range",
            en: "the value is too small or too large",
            vi: "giá trị quá nhỏ hoặc quá lớn",
            causes: [
                Hint(
                    en: "another unit was meant: 500 is not 500ms",
                    vi: "nhầm đơn vị: 500 không phải 500ms"), .slip,
            ],
            checks: [.editLine, .lookUpKey],
            next: "tram check"),
        Article(
            "misplaced-key",
            en: "the key belongs into another file or section",
            vi: "khóa này thuộc về tệp hoặc mục khác",
            causes: [
                .otherKey,
                Hint(
                    en: "a drop-in holds more than buses and devices",
                    vi: "tệp bổ sung (drop-in) chứa nhiều hơn bus và thiết bị"),
            ],
            checks: [
                Hint(en: "move it to where the message says", vi: "chuyển nó đến nơi thông báo nêu")
            ],
            next: "tram check"),
    ]
}
