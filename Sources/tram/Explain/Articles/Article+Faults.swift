// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// What an instrument says of itself in place of a value.
    static let ofFaults: [Article] = [
        Article(
            "fault/not-a-number",
            en: "the bits of a float are no number",
            vi: "các bit số thực (float) không phải là số",
            causes: [
                Hint(
                    en: "the instrument has nothing measured yet, or failed",
                    vi: "thiết bị chưa đo được gì, hoặc hỏng"), .wrongScale, .otherModel,
            ],
            checks: [.compareDisplay, .readManual, .restartDevice],
            next: "tram read BUS:UNIT TABLE ADDRESS..LAST"),
        Article(
            "fault/span",
            en: "beyond what the instrument can show at all (span)",
            vi: "vượt quá khả năng hiển thị (span) của thiết bị đo",
            causes: [
                .wrongScale, .looseSensor,
                Hint(
                    en: "the device means a fault by this number, and the profile does not know it",
                    vi: "thiết bị dùng số này để báo lỗi mà hồ sơ chưa khai báo"),
            ],
            checks: [.compareDisplay, .readManual, .compareModel],
            next: "tram read BUS:UNIT TABLE ADDRESS..LAST"),
        Article(
            "fault/invalid",
            en: "the device says: this value is invalid",
            vi: "thiết bị báo: giá trị này không hợp lệ",
            causes: [.deadSensor, .looseSensor, .deviceStarts],
            checks: [.readStatus, .lookSensor, .restartDevice],
            next: "tram read DEVICE POINT"),
        Article(
            "fault/not-available",
            en: "the device says: not available",
            vi: "thiết bị báo: không có giá trị",
            causes: [
                .noSensor, .deviceStarts,
                Hint(
                    en: "the quantity does not exist now: power factor without current",
                    vi: "lúc này không có đại lượng đó: hệ số công suất khi không có dòng"),
            ],
            checks: [.compareDisplay, .readManual, .leavePoint],
            next: "tram read DEVICE POINT"),
        Article(
            "fault/not-supported",
            en: "the device says: not supported",
            vi: "thiết bị báo: không hỗ trợ",
            causes: [
                .otherModel,
                Hint(
                    en: "this model lacks the option that the point is of",
                    vi: "kiểu máy này không có tùy chọn của điểm đo"),
            ],
            checks: [.compareModel, .readManual, .leavePoint],
            next: "tram read DEVICE POINT"),
        Article(
            "fault/not-fitted",
            en: "the device is not fitted with this part",
            vi: "thiết bị không lắp phần này",
            causes: [
                .noSensor,
                Hint(
                    en: "the site's file does not say which options are fitted",
                    vi: "tệp cấu hình chưa ghi bộ phận nào được lắp (options)"),
            ],
            checks: [
                .lookSensor,
                Hint(
                    en: "list what is fitted under options of the device in tram.yaml",
                    vi: "ghi các bộ phận có lắp vào options của thiết bị ở tram.yaml"),
            ],
            next: "tram check"),
        Article(
            "fault/not-ready",
            en: "the device says: not ready yet",
            vi: "thiết bị báo: chưa sẵn sàng",
            causes: [
                .deviceStarts,
                Hint(
                    en: "it warms up, cleans itself or calibrates",
                    vi: "nó đang làm nóng, tự làm sạch hoặc hiệu chuẩn"), .deviceFailed,
            ],
            checks: [
                Hint(
                    en: "wait for as long as the manual says it warms up",
                    vi: "chờ đủ thời gian làm nóng ghi trong tài liệu"), .readStatus,
                .restartDevice,
            ],
            next: "tram read DEVICE POINT"),
        Article(
            "fault/no-signal",
            en: "the device says: no signal",
            vi: "thiết bị báo: không có tín hiệu",
            causes: [
                .looseSensor,
                Hint(
                    en: "nothing echoes or flows: an empty pipe, a tilted radar",
                    vi: "không có tín hiệu phản hồi: ống rỗng, radar bị nghiêng"), .deadSensor,
            ],
            checks: [.lookSensor, .measureSensor, .swapSensor],
            next: "tram read DEVICE POINT"),
        Article(
            "fault/over-range",
            en: "the device says: above what it measures",
            vi: "thiết bị báo: trên giới hạn đo",
            causes: [.beyondSensor, .looseSensor, .setOtherwise],
            checks: [
                .compareDisplay, .measureSensor,
                Hint(
                    en: "compare the device's range with what can occur here",
                    vi: "so khoảng đo của thiết bị với giá trị có thể xảy ra ở đây"),
            ],
            next: "tram read DEVICE POINT"),
        Article(
            "fault/under-range",
            en: "the device says: below what it measures",
            vi: "thiết bị báo: dưới giới hạn đo",
            causes: [.beyondSensor, .looseSensor, .setOtherwise],
            checks: [
                .compareDisplay, .measureSensor,
                Hint(
                    en: "of a 4–20 mA loop, measure whether at least 4 mA flow",
                    vi: "với vòng 4–20 mA, đo xem dòng có đủ 4 mA không"),
            ],
            next: "tram read DEVICE POINT"),
        Article(
            "fault/sensor-fault",
            en: "the device says: its sensor has failed",
            vi: "thiết bị báo: cảm biến hỏng",
            causes: [.deadSensor, .looseSensor],
            checks: [.lookSensor, .measureSensor, .swapSensor],
            next: "tram read DEVICE POINT"),
        Article(
            "fault/sensor-break",
            en: "the device says: the sensor's wire is broken",
            vi: "thiết bị báo: đứt dây cảm biến",
            causes: [.looseSensor, .noSensor, .setOtherwise],
            checks: [
                .lookSensor,
                Hint(
                    en: "measure the sensor's resistance or current at its terminals",
                    vi: "đo điện trở hoặc dòng của cảm biến tại cọc đấu"), .swapSensor,
            ],
            next: "tram read DEVICE POINT"),
        Article(
            "fault/short-circuit",
            en: "the device says: the sensor is short-circuited",
            vi: "thiết bị báo: cảm biến chập mạch",
            causes: [
                Hint(
                    en: "water in the plug, the cable or the housing",
                    vi: "nước vào phích cắm, cáp hoặc vỏ"),
                Hint(en: "two wires touch at a terminal", vi: "hai dây chạm nhau ở cọc đấu"),
                .setOtherwise,
            ],
            checks: [
                Hint(
                    en: "take the sensor off: the fault must turn into a break",
                    vi: "tháo cảm biến: lỗi phải chuyển thành đứt dây"), .lookSensor, .swapSensor,
            ],
            next: "tram read DEVICE POINT"),
        Article(
            "fault/inactive",
            en: "the device says: not active",
            vi: "thiết bị báo: không hoạt động",
            causes: [
                Hint(
                    en: "the channel is switched off in the device's settings",
                    vi: "kênh này bị tắt trong cài đặt của thiết bị"), .noSensor,
            ],
            checks: [
                Hint(
                    en: "switch the channel on in the device's menu",
                    vi: "bật kênh này trong menu của thiết bị"), .leavePoint,
            ],
            next: "tram read DEVICE POINT"),
        Article(
            "fault/reported",
            en: "another point of the device does not call it good",
            vi: "điểm đo khác của thiết bị không báo giá trị này tốt",
            causes: [
                Hint(
                    en: "the device's status tells of a fault or of maintenance",
                    vi: "trạng thái của thiết bị báo lỗi hoặc bảo trì"), .deviceStarts,
                Hint(
                    en: "the profile lists the good states wrongly (quality-from)",
                    vi: "hồ sơ liệt kê sai trạng thái tốt (quality-from)"),
            ],
            checks: [.readStatus, .readManual],
            next: "tram read DEVICE"),
    ]
}
