// SPDX-License-Identifier: Apache-2.0
internal import Field

extension DoctorCommand {
    /// The manual of the command.
    static let discussion = Text(
        en: """
            The file, the service, the spool, every line and device, the clock and the hub, the \
            worst first; below each what is likely, in order, and the next command. A device \
            that does not answer is asked six short questions, between the polls of the running \
            service, or on a line that this command opens itself where none runs. What it says \
            of a line it has from bytes and times alone. Nothing is written to a device or a \
            file; where the hub is not connected, empty messages are published below …/check.

            $ tram doctor rs485-1
            ✗ air-7        probably: this unit says nothing (unit 7 of rs485-1, 11 requests)
                           [unit-silent]
                           1. the device has no power, or its cable is off
                           2. the device has another unit id than the file says
                           3. A and B are swapped
                           4. the pair is broken, or a terminal is loose
                           next: tram scan rs485-1
            ✗ 1 problem (1 line, 2 devices, 1 asked): unit-silent

            It says surely where bytes leave nothing else. A dead device, a wrong unit id and a \
            swapped pair look the same: no byte. Behind "or" stands what fits nearly as well; \
            tram explain CODE has all causes. A dot is a note: nobody has to act.

            Exit code 0: nobody has to act. 1: somebody has to. 2: no such bus or device.
            """,
        vi: """
            Tệp cấu hình, dịch vụ, kho lưu tạm (spool), từng đường truyền và thiết bị, đồng hồ, \
            hub; nặng nhất đứng trước; dưới mỗi mục là nguyên nhân dễ gặp theo thứ tự và lệnh \
            nên gõ tiếp. Thiết bị không trả lời được hỏi sáu câu ngắn, xen giữa các lượt đọc của \
            dịch vụ, hoặc trên đường do chính lệnh này mở nếu dịch vụ không chạy. Kết luận về \
            đường truyền chỉ dựa vào các byte và thời gian. Không ghi vào thiết bị hay tệp nào; \
            khi hub chưa kết nối, lệnh gửi vài bản tin rỗng dưới …/check.

            $ tram doctor rs485-1 --lang vi
            ✗ air-7        nhiều khả năng: trạm này không trả lời gì (trạm 7 của rs485-1, 11
                           yêu cầu) [unit-silent]
                           1. thiết bị mất nguồn hoặc tuột cáp
                           2. địa chỉ trạm (unit id) khác với tệp cấu hình
                           3. đảo cực A/B
                           4. đứt dây hoặc lỏng cọc đấu
                           tiếp theo: tram scan rs485-1
            ✗ 1 vấn đề (1 bus, 2 thiết bị, đã hỏi 1): unit-silent

            "chắc chắn" là khi các byte không cho khả năng nào khác. Thiết bị chết, sai địa chỉ \
            trạm và đảo cực A/B trông như nhau: không có byte nào. Sau "hoặc" là khả năng gần \
            như vậy; tram explain MÃ có đủ nguyên nhân. Dấu chấm là ghi chú: không cần xử lý.

            Mã thoát 0: không cần ai xử lý. 1: cần xử lý. 2: không có bus hoặc thiết bị này.
            """)
}
