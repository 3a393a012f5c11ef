// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Quality {
    /// What it says of a value, for a technician.
    var words: Text {
        switch self.class {
        case .good, .suspect, .calibrating: wordsOfDoubt
        case .fault: wordsOfFault
        case .comm, .stale: wordsOfSilence
        }
    }

    private var wordsOfDoubt: Text {
        switch self {
        case .suspectRange:
            Text(
                en: "outside the range that the profile believes",
                vi: "ngoài khoảng hợp lý của hồ sơ")
        case .suspectEnum:
            Text(
                en: "a number that the profile does not list",
                vi: "số không có trong danh sách của hồ sơ")
        case .suspectRate: Text(en: "it changed too fast", vi: "thay đổi quá nhanh")
        case .suspectFlatLine: Text(en: "it has not moved for too long", vi: "đứng yên quá lâu")
        case .calibratingMaintenance:
            Text(en: "the device is under maintenance", vi: "thiết bị đang bảo trì")
        default: Text(en: "good", vi: "tốt")
        }
    }

    private var wordsOfFault: Text {
        switch self {
        case .faultNotANumber:
            Text(en: "these bits are no number", vi: "các bit này không phải là số")
        case .faultSpan:
            Text(
                en: "beyond what the instrument can show",
                vi: "vượt quá khả năng hiển thị của thiết bị đo")
        case .faultInvalid: Text(en: "the device says: invalid", vi: "thiết bị báo: không hợp lệ")
        case .faultNotAvailable:
            Text(en: "the device says: not available", vi: "thiết bị báo: không có giá trị")
        case .faultNotSupported:
            Text(en: "the device says: not supported", vi: "thiết bị báo: không hỗ trợ")
        case .faultNotFitted:
            Text(en: "the device is not fitted with it", vi: "thiết bị không lắp phần này")
        case .faultNotReady:
            Text(en: "the device says: not ready yet", vi: "thiết bị báo: chưa sẵn sàng")
        case .faultNoSignal:
            Text(en: "the device says: no signal", vi: "thiết bị báo: không có tín hiệu")
        case .faultOverRange: Text(en: "above what it measures", vi: "trên giới hạn đo")
        case .faultUnderRange: Text(en: "below what it measures", vi: "dưới giới hạn đo")
        case .faultSensorFault: Text(en: "the sensor has failed", vi: "cảm biến hỏng")
        case .faultSensorBreak: Text(en: "the sensor's wire is broken", vi: "đứt dây cảm biến")
        case .faultShortCircuit: Text(en: "the sensor is short-circuited", vi: "cảm biến chập mạch")
        case .faultInactive:
            Text(en: "the device says: not active", vi: "thiết bị báo: không hoạt động")
        default:
            Text(
                en: "another point of the device does not call it good",
                vi: "một điểm đo khác của thiết bị báo giá trị này không tốt")
        }
    }

    private var wordsOfSilence: Text {
        switch self {
        case .commTimeout:
            Text(
                en: "no answer: is the unit id right, and the device powered?",
                vi: "không trả lời: địa chỉ trạm có đúng, thiết bị có điện không?")
        case .commGarbled:
            Text(
                en: "the answer was damaged: check wires, termination, parity",
                vi: "câu trả lời bị hỏng: kiểm tra dây, điện trở cuối, parity")
        case .commMismatch:
            Text(
                en: "an answer to something else came: two devices with one unit id?",
                vi: "nhận câu trả lời khác: hai thiết bị trùng địa chỉ trạm?")
        case .commDisconnected:
            Text(en: "the line or connection is not there", vi: "đường truyền không kết nối")
        case .commIllegalFunction:
            Text(en: "the device refuses to read this table", vi: "thiết bị từ chối đọc bảng này")
        case .commIllegalAddress:
            Text(en: "the device refuses this address", vi: "thiết bị từ chối địa chỉ này")
        case .commIllegalValue:
            Text(en: "the device refuses so many at a time", vi: "thiết bị từ chối số lượng này")
        case .commDeviceFailure: Text(en: "the device says that it failed", vi: "thiết bị báo hỏng")
        case .commBusy: Text(en: "the device is busy; try again", vi: "thiết bị bận; hãy thử lại")
        case .commGateway:
            Text(
                en: "the gateway gets no answer from the unit",
                vi: "gateway không nhận được câu trả lời của trạm")
        case .commException: Text(en: "the device refuses", vi: "thiết bị từ chối")
        default: Text(en: "it was not read", vi: "chưa được đọc")
        }
    }
}
