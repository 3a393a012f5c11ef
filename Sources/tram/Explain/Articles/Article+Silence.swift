// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// Why a point was not read.
    static let ofSilence: [Article] = [
        Article(
            "comm/timeout",
            en: "no answer in time, nor when asked again",
            vi: "không trả lời kịp, kể cả khi hỏi lại",
            causes: [.noPower, .wrongUnit, .swappedPair, .wrongSpeed, .brokenPair, .slowDevice],
            checks: [
                .measureSupply, .readUnit, .pullWires, .swapPair, .compareSpeed,
                Hint(
                    en: "where all devices of the bus are silent, look at adapter and pair first",
                    vi: "nếu cả bus đều im lặng, xem bộ chuyển đổi và cặp dây trước"),
            ],
            next: "tram scan BUS"),
        Article(
            "comm/garbled",
            en: "bytes came, but no intact answer (CRC, length)",
            vi: "có byte trả về nhưng câu trả lời hỏng (CRC, độ dài)",
            causes: [.wrongSpeed, .noise, .noTermination, .sameUnit, .otherMaster],
            checks: [.compareSpeed, .measureTermination, .oneByOne, .moveCable],
            next: "tram capture BUS --last 1m"),
        Article(
            "comm/mismatch",
            en: "an intact answer came, but not to this request",
            vi: "câu trả lời đúng dạng nhưng không khớp yêu cầu",
            causes: [
                .sameUnit, .slowDevice, .otherMaster,
                Hint(
                    en: "the converter mixes up the answers of two clients",
                    vi: "bộ chuyển đổi (DTU) lẫn câu trả lời của hai máy hỏi"),
            ],
            checks: [
                .oneByOne, .readUnit, .longerTimeout,
                Hint(
                    en: "see that nothing else polls through the same converter",
                    vi: "xem còn máy nào khác hỏi qua cùng bộ chuyển đổi không"),
            ],
            next: "tram capture BUS --last 1m"),
        Article(
            "comm/disconnected",
            en: "the line, port or connection is not there",
            vi: "không có đường truyền, cổng hoặc kết nối",
            causes: [.adapterGone, .otherName, .noRoute, .fullConnections],
            checks: [
                .replug, .lookLights, .pingHost,
                Hint(
                    en: "tram status bus names the exact reason in brackets",
                    vi: "tram status bus nêu lý do chính xác trong ngoặc vuông"),
            ],
            next: "tram status bus"),
        Article(
            "comm/illegal-function",
            en: "the device refuses to read this table (exception 1)",
            vi: "thiết bị từ chối đọc bảng này (mã lỗi 1)",
            causes: [
                .otherTable, .otherModel,
                Hint(
                    en: "a write with a function that the device does not know",
                    vi: "lệnh ghi dùng hàm (function) mà thiết bị không có"),
            ],
            checks: [
                .compareModel, .readManual,
                Hint(
                    en: "try the other table: holding and input",
                    vi: "thử bảng còn lại: thanh ghi giữ (holding), thanh ghi vào (input)"),
            ],
            next: "tram read BUS:UNIT input 0"),
        Article(
            "comm/illegal-address",
            en: "the device does not have these registers (exception 2)",
            vi: "thiết bị không có các thanh ghi này (mã lỗi 2)",
            causes: [
                .otherModel,
                Hint(
                    en: "the manual counts from 1, the profile from 0 (address-offset)",
                    vi: "tài liệu đếm từ 1, hồ sơ đếm từ 0 (address-offset)"),
                Hint(
                    en: "the option that the point is of is not fitted",
                    vi: "bộ phận của điểm đo này không được lắp"),
            ],
            checks: [
                .compareModel, .readManual,
                Hint(
                    en: "read one address above and below",
                    vi: "đọc thử một địa chỉ trên và một địa chỉ dưới"), .leavePoint,
            ],
            next: "tram status device"),
        Article(
            "comm/illegal-value",
            en: "the device refuses so many at a time (exception 3)",
            vi: "thiết bị từ chối số lượng này (mã lỗi 3)",
            causes: [
                Hint(
                    en: "the device gives fewer registers at a time",
                    vi: "thiết bị cho ít thanh ghi hơn mỗi lần"),
                Hint(
                    en: "a value was written that it does not take",
                    vi: "ghi một giá trị mà thiết bị không nhận"),
            ],
            checks: [
                Hint(
                    en: "write max-registers into the device's entry of tram.yaml",
                    vi: "ghi max-registers vào mục của thiết bị ở tram.yaml"), .readManual,
            ],
            next: "tram plan BUS"),
        Article(
            "comm/device-failure",
            en: "the device says that it failed (exception 4)",
            vi: "thiết bị báo hỏng (mã lỗi 4)",
            causes: [
                .deviceFailed,
                Hint(
                    en: "it refuses this register in this state",
                    vi: "nó từ chối thanh ghi này ở trạng thái hiện tại"), .otherModel,
            ],
            checks: [.readStatus, .restartDevice, .compareModel],
            next: "tram read DEVICE"),
        Article(
            "comm/busy",
            en: "the device is busy (exceptions 5 and 6)",
            vi: "thiết bị đang bận (mã lỗi 5 và 6)",
            causes: [
                Hint(
                    en: "it is polled faster than it can",
                    vi: "bị hỏi nhanh hơn mức nó đáp ứng được"),
                Hint(
                    en: "it stores, calibrates or starts",
                    vi: "nó đang lưu, hiệu chuẩn hoặc khởi động"), .otherMaster,
            ],
            checks: [
                Hint(
                    en: "lengthen poll of the device, or write a gap",
                    vi: "tăng poll của thiết bị, hoặc ghi thêm gap"), .restartDevice,
            ],
            next: "tram plan BUS"),
        Article(
            "comm/gateway",
            en: "the converter gets no answer from the unit (10, 11)",
            vi: "bộ chuyển đổi không nhận được trả lời của trạm (10, 11)",
            causes: [
                .noPower, .wrongUnit, .wrongSpeed, .swappedPair,
                Hint(
                    en: "the converter's own timeout is too short",
                    vi: "timeout của chính bộ chuyển đổi quá ngắn"),
            ],
            checks: [
                .measureSupply, .readUnit,
                Hint(
                    en: "compare the line's settings in the converter with the device's",
                    vi: "so cài đặt đường truyền trong bộ chuyển đổi với thiết bị"),
            ],
            next: "tram scan BUS"),
        Article(
            "comm/exception",
            en: "the device refuses, for another reason",
            vi: "thiết bị từ chối vì lý do khác",
            causes: [
                Hint(en: "the maker uses a number of its own", vi: "nhà sản xuất dùng mã riêng"),
                .otherModel, .deviceFailed,
            ],
            checks: [
                Hint(
                    en: "see the number, and look it up in the manual",
                    vi: "xem số của mã lỗi rồi tra trong tài liệu"), .compareModel,
            ],
            next: "tram read BUS:UNIT TABLE ADDRESS"),
        Article(
            "stale",
            en: "it was not read for three periods",
            vi: "ba chu kỳ liền không được đọc",
            causes: [
                Hint(
                    en: "the bus has more to read than it has time",
                    vi: "bus phải đọc nhiều hơn thời gian nó có"),
                Hint(
                    en: "the line is closed, or dead units take its time",
                    vi: "đường truyền đóng, hoặc trạm im lặng chiếm thời gian"),
                Hint(en: "the service has just started", vi: "dịch vụ vừa khởi động"),
            ],
            checks: [
                Hint(
                    en: "see the load of the bus, and the units that do not answer",
                    vi: "xem tải của bus và các trạm không trả lời"),
                Hint(
                    en: "lengthen periods (poll), or raise the baud of the whole line",
                    vi: "tăng chu kỳ (poll), hoặc nâng baud của cả đường"),
            ],
            next: "tram plan BUS"),
    ]
}
