// SPDX-License-Identifier: Apache-2.0
internal import Field

extension CommissionCommand {
    /// The manual of the command.
    static let discussion = Text(
        en: """
            Looks at the running service for a while and writes what was seen into two files: \
            Markdown, and HTML that prints on A4 in black and white, with places to sign. In it: \
            who the gateway is, the machine and its clock, the hub and what it took, each bus \
            and device with its settings, how many requests were answered and how fast, every \
            point with its value, quality and trend, and the SHA-256 of program, files and \
            profiles. Nothing is sent on a bus for it. The hub is asked as tram hub check does.

            $ tram commission --minutes 10
            2 devices on 1 bus, measured for 10 min; nothing is written to a device
            ✓ the service ran through: 118 looks, each answered
            ✓ configuration: as in force; 0 warnings
            …
            ✓ air-7 (rs485-1:7): online, 2 points good
            ✓ meter-5 (rs485-1:5): online, 14 points good
            ✓ limits: none is passed
            passed: all 10 checks
            ./commission-gw-hc-0457-20261123-0842.md
              SHA-256 d0f93fd85298e86991c87b18b084d42738444eddeffec31fce59c0cc9b51c08c
            ./commission-gw-hc-0457-20261123-0842.html
            …

            One that does not pass says why, with its code: not online at 14 of 118 looks \
            (comm/timeout) [commission-device].

            A device passes that was online at each look, answered as many requests as --least \
            says, and has no point that is not good. The record is for people: in Vietnamese it \
            has decimal commas, as the screen has; --output json has points, and no rounding.

            Exit code 1: something does not pass; the record says what. 3: the service cannot \
            be reached. 5: it does not answer in time. Ctrl-C writes nothing.
            """,
        vi: """
            Theo dõi dịch vụ đang chạy một thời gian rồi ghi kết quả vào hai tệp: Markdown, và \
            HTML in được trên giấy A4 đen trắng, có chỗ ký tên. Trong đó: gateway nào, máy và \
            đồng hồ, hub và số bản ghi hub đã nhận, từng bus và thiết bị với thiết lập, bao \
            nhiêu yêu cầu được trả lời và nhanh chậm ra sao, từng điểm đo với giá trị, chất \
            lượng, diễn biến, và SHA-256 của chương trình, các tệp và hồ sơ. Lệnh này không gửi \
            gì lên bus. Hub được hỏi như lệnh tram hub check.

            $ tram commission --minutes 10 --lang vi
            2 thiết bị trên 1 bus, đo trong 10 phút; không ghi gì vào thiết bị
            ✓ dịch vụ chạy liên tục: 118 lần xem, lần nào cũng có trả lời
            …
            ✓ air-7 (rs485-1:7): online, 2 điểm đo tốt
            ✓ meter-5 (rs485-1:5): online, 14 điểm đo tốt
            ✓ ngưỡng cảnh báo: không ngưỡng nào bị vượt
            đạt: tất cả 10 mục
            ./commission-gw-hc-0457-20261123-0842.md
              SHA-256 9619705e4f526ad7b8e8af3ee3aa308d6323948a960ad5d888050fb3d657a3e2
            …

            Thiết bị đạt khi lần xem nào cũng online, trả lời đủ tỷ lệ --least, và không có điểm \
            đo nào chưa tốt. Biên bản dành cho người đọc: bản tiếng Việt dùng dấu phẩy thập phân \
            như trên màn hình; --output json dùng dấu chấm và không làm tròn.

            Mã thoát 1: có mục không đạt, biên bản nêu rõ. 3: không kết nối được dịch vụ. 5: \
            dịch vụ không trả lời kịp. Ctrl-C thì không ghi gì.
            """)
}
