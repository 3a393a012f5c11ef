// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A page for man(1) about a file's keys.
struct Page {
    /// As the page is asked for: `man 5 tram.yaml`.
    var name: String
    var title: Text
    /// Where such files lie.
    var files: [String]
    var paragraphs: [Text]
    var rows: [Row]
    /// What is laid down of each, where the keys speak of quantities.
    var quantities: [Quantity] = []
    /// The other page.
    var other: String

    static func gateway(_ rows: [Row]) -> Self {
        Self(
            name: "tram.yaml",
            title: Text(
                en: "what a gateway reads, and where it sends it",
                vi: "gateway đọc những gì và gửi đi đâu"),
            files: ["/etc/tram/tram.yaml", "/etc/tram/conf.d/*.yaml"],
            paragraphs: [strictness, notation, dropIns], rows: rows, other: "tram-profile")
    }

    static func profile(_ rows: [Row]) -> Self {
        Self(
            name: "tram-profile",
            title: Text(
                en: "what can be read from a kind of device",
                vi: "đọc được những gì từ một loại thiết bị"),
            files: ["/usr/share/tram/devices/CLASS/VENDOR-MODEL.yaml"],
            paragraphs: [strictness, notation], rows: rows, quantities: Quantity.all,
            other: "tram.yaml")
    }

    private static let strictness = Text(
        en: """
            The file is YAML in UTF-8, at most 1 MB. Anchors, aliases, tags, merge keys and \
            several documents in one file are refused. It is read strictly: an unknown key, a \
            wrong type or an impossible value is an error, told with line and column by \
            tram check, and nothing starts with one.
            """,
        vi: """
            Tệp YAML, bảng mã UTF-8, nhiều nhất 1 MB. Không dùng neo (&), bí danh (*), thẻ (!), \
            khóa trộn (<<) hay nhiều tài liệu trong một tệp. Tệp được đọc chặt chẽ: khóa lạ, \
            sai kiểu hoặc giá trị không hợp lệ đều là lỗi, tram check báo dòng và cột, và dịch \
            vụ không khởi động khi còn lỗi.
            """)

    private static let notation = Text(
        en: """
            Durations are digits and one unit: 500ms, 10s, 5m, 1h, 60d. Sizes are 64MB or 2GB, \
            in powers of ten. Whole numbers may be written 0x10. File names that are not \
            absolute are taken from the directory of the file itself.
            """,
        vi: """
            Khoảng thời gian gồm chữ số và một đơn vị: 500ms, 10s, 5m, 1h, 60d. Dung lượng: \
            64MB hoặc 2GB, theo lũy thừa của 10. Số nguyên có thể ghi 0x10. Tên tệp không bắt \
            đầu bằng / được tính từ thư mục chứa chính tệp này.
            """)

    private static let dropIns = Text(
        en: """
            Files in conf.d beside it, whose names end with .yaml, are read in the order of \
            their names, at most \(DropIns.limit) and 1 MB together. They hold the key buses \
            only. A bus there is a new one, or has only id and devices and adds these to the \
            bus of that id.
            """,
        vi: """
            Các tệp .yaml trong thư mục conf.d bên cạnh được đọc theo thứ tự tên, nhiều nhất \
            \(DropIns.limit) tệp và tổng cộng 1 MB. Chúng chỉ chứa khóa buses. Mỗi bus ở đó là \
            bus mới, hoặc chỉ có id và devices để thêm thiết bị vào bus cùng id.
            """)
}
