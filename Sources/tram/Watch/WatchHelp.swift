// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What `?` shows in place of the table.
enum WatchHelp {
    static func lines(_ language: Language) -> [String] {
        words(language).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private static let words = Text(
        en: """

              ↑ ↓ PgUp PgDn    scroll; Home and End: the first and the last point
              Tab  Shift-Tab   the next device, the one before
              n                names, or what commands and topics call the points
              ?  Esc           back to the values
              q  Ctrl-C        quit; Ctrl-Z leaves for the shell, fg comes back

              load      share of a bus's time that its exchanges take, of 10 s
              ✓ ✗ ~ ·   the device is online, is offline, is under maintenance,
                        was not asked yet
              AGE       since the device said so: s, m, h, d
              QUALITY   good; suspect: measured, hard to believe; fault: the
                        instrument says so; comm: no usable answer; stale: not
                        asked for three periods; limit: beyond an alarm's limit;
                        calibrating: somebody works on the device
              TREND     the last readings that were seen here, between the lowest
                        and the highest of them
            """,
        vi: """

              ↑ ↓ PgUp PgDn    cuộn; Home và End: điểm đo đầu và cuối
              Tab  Shift-Tab   thiết bị kế tiếp, thiết bị trước
              n                tên gọi, hoặc tên dùng trong lệnh và topic
              ?  Esc           trở lại bảng giá trị
              q  Ctrl-C        thoát; Ctrl-Z về shell, fg quay lại

              tải          phần thời gian của bus dành cho hỏi đáp, tính trong 10 s
              ✓ ✗ ~ ·      thiết bị online, offline, đang bảo trì, chưa được hỏi
              TUỔI         từ lúc thiết bị trả lời: s, m, h, d
              CHẤT LƯỢNG   good: tốt; suspect: đo được nhưng khó tin; fault: thiết
                           bị tự báo lỗi; comm: không có câu trả lời dùng được;
                           stale: ba chu kỳ chưa hỏi; limit: vượt ngưỡng cảnh báo;
                           calibrating: thiết bị đang được bảo trì
              XU HƯỚNG     các lần đọc gần nhất thấy được ở đây, giữa giá trị thấp
                           nhất và cao nhất của chúng
            """)
}
