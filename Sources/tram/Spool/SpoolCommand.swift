// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host
internal import Spool

struct SpoolCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spool",
        abstract: Text(
            en: "Show what waits on this gateway's disk, and for how long there is room.",
            vi: "Xem bản ghi đang chờ trên đĩa của gateway, và còn chỗ trong bao lâu."),
        usage: """
            tram spool [--config <config>] [--profiles <profiles> ...]
                   [--output <output>] [--lang <lang>]
            """,
        discussion: Text(
            en: """
                Reads the spool that the gateway's file names, whether the service runs or not: \
                nothing is locked or changed, and a running service does not notice. Of each \
                stream of a device: records that wait for the hub, all that are kept, their \
                numbers, the oldest and the newest one's time.

                $ tram spool
                DEVICE         STREAM WAITING     KEPT           NUMBERS OLDEST      NEWEST
                air-1          live         6       63              1–63 11-21 19:14 …
                air-1          window       1       11              1–11 11-21 19:14 …
                cabinet        live        51      530             1–530 11-21 19:14 …
                …
                /var/lib/tram/spool.db: in use by the service, epoch ba1588dc
                uses 1.1 MB of 64.0 MB (1 %); records take 27.8 MB a day
                at most 385 records waiting for the hub (less than a minute to send): what it
                  received lately is noted later; without the hub there is room for 2 days
                the disk has 77.6 GB free: enough for all that the spool may take

                Hours and days follow from how much has come a day so far; sending is at most \
                256 KiB a second, so that a city's hub can take it. Gaps wait to be \
                declared to the hub. Set aside are files that could not be used; nothing \
                deletes them but you.

                Exit code 1: files are set aside, the disk is full before the spool is, or it \
                cannot be read.
                """,
            vi: """
                Đọc kho lưu tạm (spool) ghi trong tệp cấu hình, dù dịch vụ đang chạy hay không: \
                không khóa, không sửa gì, dịch vụ đang chạy không bị ảnh hưởng. Với mỗi luồng \
                của từng thiết bị: số bản ghi chờ gửi lên hub, tổng số đang giữ, số thứ tự, thời \
                điểm cũ nhất và mới nhất.

                $ tram spool --lang vi
                THIẾT BỊ       LUỒNG  CHỜ GỬI ĐANG GIỮ         SỐ THỨ TỰ CŨ NHẤT     MỚI NHẤT
                air-1          live         6       63              1–63 11-21 19:14 …
                air-1          window       1       11              1–11 11-21 19:14 …
                cabinet        live        51      530             1–530 11-21 19:14 …
                …
                /var/lib/tram/spool.db: dịch vụ đang dùng, epoch ba1588dc
                dùng 1,1 MB trong 64,0 MB (1 %); bản ghi chiếm 27,8 MB mỗi ngày
                nhiều nhất 385 bản ghi chờ gửi lên hub (gửi hết chưa tới một phút): bản hub vừa
                  nhận được ghi sổ sau; nếu mất hub thì còn chỗ cho 2 ngày
                ổ đĩa còn trống 77,6 GB: đủ cho mức tối đa của kho

                Số giờ, số ngày tính theo lượng ghi trung bình mỗi ngày; gửi bù nhiều nhất 256 \
                KiB mỗi giây để hub của thành phố nhận kịp. Khoảng thiếu (gap) sẽ \
                được khai báo với hub. Tệp cất riêng là tệp không dùng được; chỉ có bạn xóa \
                chúng.

                Mã thoát 1: có tệp cất riêng, đĩa sẽ đầy trước khi kho đầy, hoặc không đọc được.
                """))

    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var language: LanguageOptions

    func run() throws {
        let screen = Screen(language.language)
        let storage = try options.read().storage
        let sight = SpoolSight(storage.path, size: storage.size.bytes)
        let relics = Spool.relics(of: storage.path)
        guard case .seen(let look) = sight else { return try tell(sight, storage.path, screen) }
        switch output {
        case .json:
            var writer = JSONWriter()
            writer.spool(storage.path, look, relics)
            Environment.write(String(decoding: writer.bytes, as: UTF8.self) + "\n")
        case .table:
            let view = SpoolView(
                storage.path, width: Terminal.columns, language: screen.language)
            for line in view.lines(look, relics) { screen.line(line) }
        }
        if SpoolView.isTrouble(look, relics) { throw ExitCode.problem }
    }

    private func tell(_ sight: SpoolSight, _ path: String, _ screen: Screen) throws {
        switch output {
        case .json:
            var writer = JSONWriter()
            writer.spool(path, sight)
            Environment.write(String(decoding: writer.bytes, as: UTF8.self) + "\n")
        case .table:
            for row in Screen.rows(sight.text(path)(screen.language), on: 1) { screen.line(row) }
        }
        if case .none = sight { return }
        throw ExitCode.problem
    }
}
