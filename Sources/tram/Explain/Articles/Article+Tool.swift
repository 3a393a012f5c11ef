// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// Why a command of this tool ends without having done what it was asked, whatever it was.
    static let ofTool: [Article] = [
        Article(
            "not-confirmed",
            en: "nobody has said yes, so nothing was done",
            vi: "chưa có ai đồng ý nên không làm gì",
            causes: [
                Hint(
                    en: "the command runs in a script or a pipe, where nobody can be asked",
                    vi: "lệnh chạy trong script hoặc qua pipe, không hỏi ai được"),
                Hint(
                    en: "the question was answered with something else than yes",
                    vi: "câu hỏi được trả lời khác với đồng ý"),
            ],
            checks: [
                Hint(
                    en: "read what would be done, then give the command again with --yes",
                    vi: "đọc việc sẽ làm, rồi chạy lại lệnh kèm --yes")
            ],
            next: "tram explain not-confirmed"),
        Article(
            "output-failed",
            en: "the answer could not be written where it was to go",
            vi: "không ghi được câu trả lời ra nơi nhận",
            causes: [.fullDisk, .mountedReadOnly, .worn],
            checks: [.lookDisk, .makeRoom, .kernelLog],
            next: "tram doctor"),
        Article(
            "not-finished",
            en: "the command was ended before its end",
            vi: "lệnh bị dừng trước khi xong",
            causes: [
                Hint(
                    en: "Ctrl-C was pressed, or the terminal was closed",
                    vi: "đã bấm Ctrl-C hoặc đóng terminal")
            ],
            checks: [
                Hint(
                    en: "give it again, and let it run: tmux keeps it when the line breaks",
                    vi: "chạy lại và chờ đến hết: tmux giữ lệnh khi mất kết nối")
            ],
            next: "tram commission"),
        Article(
            "settings-right",
            en: "devices answer, so other settings are not tried",
            vi: "đã có thiết bị trả lời nên không thử thiết lập khác",
            causes: [
                Hint(
                    en: "baud and parity are right, and the missing device has another fault",
                    vi: "baud và parity đã đúng, thiết bị thiếu có lỗi khác")
            ],
            checks: [.readUnit, .measureSupply],
            next: "tram doctor BUS"),
        Article(
            "no-units",
            en: "nobody says which unit ids are to be asked",
            vi: "chưa biết phải hỏi địa chỉ trạm (unit id) nào",
            causes: [
                Hint(
                    en: "the bus has no devices in the configuration",
                    vi: "bus chưa có thiết bị trong cấu hình")
            ],
            checks: [
                Hint(en: "name them: --units 1..10", vi: "hãy ghi ra: --units 1..10"), .readUnit,
            ],
            next: "tram scan BUS"),
        Article(
            "no-broker",
            en: "the demonstration needs an MQTT broker, and finds none",
            vi: "phần trình diễn cần một MQTT broker nhưng không có",
            causes: [
                Hint(en: "mosquitto is not installed", vi: "chưa cài mosquitto")
            ],
            checks: [
                Hint(
                    en: "install it: sudo apt-get install mosquitto",
                    vi: "hãy cài: sudo apt-get install mosquitto")
            ],
            next: "tram demo"),
        Article(
            "child-ended",
            en: "a process of the demonstration did not start, or ended",
            vi: "một tiến trình trình diễn không chạy hoặc đã dừng",
            causes: [
                .fewMemory,
                Hint(
                    en: "something ended it: kill, a login that ended",
                    vi: "bị lệnh khác kết thúc: kill, hết phiên đăng nhập"),
            ],
            checks: [.lookMemory, .kernelLog],
            next: "tram demo"),
        Article(
            "bad-fault",
            en: "a fault for simulated devices that does not work so",
            vi: "lỗi cho thiết bị mô phỏng không dùng được như vậy",
            causes: [
                .slip,
                Hint(
                    en: "each device has one fault, and a later one takes its place",
                    vi: "mỗi thiết bị có một lỗi, lỗi ghi sau thay lỗi ghi trước"),
            ],
            checks: [
                Hint(
                    en: "try the command at the keyboard of tram simulate: help lists all",
                    vi: "gõ thử khi tram simulate đang chạy: help liệt kê tất cả")
            ],
            next: "tram help simulate"),
        Article(
            "no-capture", "capture-empty",
            en: "the file holds no requests that tram capture has kept",
            vi: "tệp không có yêu cầu nào do tram capture ghi",
            causes: [
                Hint(en: "it is another file, or was edited", vi: "là tệp khác hoặc đã bị sửa"),
                Hint(
                    en: "it was kept right after the service had started",
                    vi: "ghi ngay sau khi dịch vụ khởi động"),
            ],
            checks: [
                Hint(
                    en: "let the service run for a while, then capture again",
                    vi: "để dịch vụ chạy một lúc rồi ghi lại")
            ],
            next: "tram capture BUS"),
        Article(
            "too-many-lines",
            en: "more lines than one simulation serves",
            vi: "nhiều đường truyền hơn mức mô phỏng phục vụ",
            causes: [
                Hint(
                    en: "a capture of many buses was put together",
                    vi: "ghép bản ghi của nhiều bus")
            ],
            checks: [
                Hint(en: "simulate one bus after the other", vi: "mô phỏng lần lượt từng bus")
            ],
            next: "tram help simulate"),
        Article(
            "no-registers",
            en: "what was given is a frame, and has no registers in it",
            vi: "dữ liệu là một khung nhưng không có thanh ghi",
            causes: [
                Hint(
                    en: "it is the request, and not its answer",
                    vi: "đây là yêu cầu, không phải trả lời"),
                Hint(
                    en: "it answers a read of coils or discrete inputs",
                    vi: "đây là trả lời lệnh đọc coil hoặc discrete"),
            ],
            checks: [
                Hint(
                    en: "take the answer that follows the request in the capture",
                    vi: "lấy khung trả lời ngay sau yêu cầu trong bản ghi")
            ],
            next: "tram help decode"),
        Article(
            "bad-check",
            en: "the frame's check is wrong: a byte is not what was sent",
            vi: "khung sai CRC: có byte khác với lúc gửi",
            causes: [
                Hint(
                    en: "a byte is missing, or was copied wrongly",
                    vi: "thiếu byte hoặc chép sai"), .noise,
            ],
            checks: [
                Hint(
                    en: "copy the whole answer again, from the unit id to the CRC",
                    vi: "chép lại cả khung, từ địa chỉ trạm (unit id) đến CRC")
            ],
            next: "tram help decode"),
    ]
}
