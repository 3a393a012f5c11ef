// SPDX-License-Identifier: Apache-2.0

/// What is wrong with what a device measures with.
extension Hint {
    static let deadSensor = Hint(
        en: "the sensor has failed or is worn out",
        vi: "cảm biến hỏng hoặc hết tuổi thọ")
    static let looseSensor = Hint(
        en: "the sensor's cable is loose, broken or wet",
        vi: "dây cảm biến lỏng, đứt hoặc ẩm")
    static let noSensor = Hint(
        en: "no sensor is connected to this input",
        vi: "ngõ vào này không gắn cảm biến")
    static let beyondSensor = Hint(
        en: "the quantity really is beyond the instrument's range",
        vi: "đại lượng thật sự vượt khoảng đo của thiết bị")
    static let setOtherwise = Hint(
        en: "the instrument is set to another sensor type or range",
        vi: "thiết bị cài loại cảm biến hoặc khoảng đo khác")
}
