// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Why a program of this machine gets no answer.
enum ControlRefusal: String, Error, CaseIterable {
    case notJSON = "not-json"
    case version
    case unknownAsk = "unknown-ask"
    case badRead = "bad-read"
    case badProbe = "bad-probe"
    case badIdentify = "bad-identify"
    case badWrite = "bad-write"
    case badCapture = "bad-capture"
    case badValues = "bad-values"
    case badMaintenance = "bad-maintenance"
    case noMaintenance = "no-maintenance"
    case unknownDevice = "unknown-device"
    case unknownPoint = "unknown-point"
    case unknownBus = "unknown-bus"
    /// A unit id that its bus does not ask: broadcasts, and what the specification reserves.
    case noUnit = "no-unit"
    /// Settings of a serial port for a bus that is none.
    case notSerial = "not-serial"
    /// As many reads wait for the bus as it takes.
    case busy = "bus-busy"
    /// What was under way has ended with everything else.
    case begunAnew = "begun-anew"
    /// They may ask, but not this.
    case notAllowed = "not-allowed"
    /// They may not ask at all.
    case notPermitted = "not-permitted"
    case tooMany = "too-many-clients"
    case tooLong = "line-too-long"
    case tooLate = "line-too-late"

    var text: Text {
        switch self {
        case .notJSON:
            Text(
                en: "this is no line of JSON; tram status asks the service as it wants it",
                vi: "đây không phải một dòng JSON; lệnh tram status hỏi dịch vụ đúng cách")
        case .version:
            Text(
                en: "the service speaks version \(ControlRequest.version); use the tram command "
                    + "of the same package, or restart the service after an upgrade",
                vi: "dịch vụ dùng phiên bản \(ControlRequest.version); hãy dùng lệnh tram cùng gói "
                    + "cài đặt, hoặc khởi động lại dịch vụ sau khi nâng cấp")
        case .unknownAsk:
            Text(
                en: "the service does not know this question; restart it after an upgrade: "
                    + "systemctl restart tram",
                vi: "dịch vụ không biết câu hỏi này; hãy khởi động lại sau khi nâng cấp: "
                    + "systemctl restart tram")
        case .badRead:
            Text(
                en: "a read names bus, unit (0 to 255), table (holding, input, coil, discrete), "
                    + "address (0 to 65535) and count (1 to 125 registers or 2000 bits)",
                vi: "lệnh đọc cần bus, unit (0 đến 255), table (holding, input, coil, discrete), "
                    + "address (0 đến 65535) và count (1 đến 125 thanh ghi hoặc 2000 bit)")
        case .badProbe:
            Text(
                en: "a read at other settings names baud, mode (8N1, 8E1, …), a timeout of at most "
                    + "500 ms, and count 1",
                vi: "đọc với thiết lập khác cần baud, mode (8N1, 8E1, …), timeout tối đa 500 ms và "
                    + "count 1")
        case .badIdentify:
            Text(
                en: "an identification names bus, unit (0 to 255) and function: 17, or 43 with "
                    + "from or object (0 to 255)",
                vi: "lệnh identify cần bus, unit (0 đến 255) và function: 17, hoặc 43 kèm from "
                    + "hoặc object (0 đến 255)")
        case .badWrite:
            Text(
                en: "a write names device, point and value, each as a text; a value has 64 bytes "
                    + "at most",
                vi: "lệnh ghi cần device, point và value, đều là chuỗi văn bản; value tối đa 64 "
                    + "byte")
        case .badCapture:
            Text(
                en: "a capture names bus, and from: the number of the first record, 0 for all",
                vi: "lệnh capture cần bus, và from: số của bản ghi đầu tiên, 0 là tất cả")
        case .badValues:
            Text(
                en: "values may name devices: a list of ids; and from: the number of the first "
                    + "point, 0 for all",
                vi: "lệnh values có thể kèm devices: danh sách mã thiết bị; và from: số của điểm "
                    + "đo đầu tiên, 0 là tất cả")
        case .badMaintenance:
            Text(
                en: "maintenance names a device, and how long: 1 s to 7 days; the note is one line "
                    + "of at most 200 bytes",
                vi: "lệnh bảo trì cần mã thiết bị và thời gian: 1 giây đến 7 ngày; ghi chú là một "
                    + "dòng, tối đa 200 byte")
        case .noMaintenance:
            Text(
                en: "the device is not under maintenance; tram maintenance shows which are",
                vi: "thiết bị không trong thời gian bảo trì; xem bằng: tram maintenance")
        case .unknownDevice:
            Text(
                en: "the service has no device of this id; tram status device shows them",
                vi: "dịch vụ không có thiết bị mang mã này; xem bằng: tram status device")
        case .unknownPoint:
            Text(
                en: "the device's profile has no point of this name",
                vi: "hồ sơ của thiết bị không có điểm đo mang tên này")
        case .unknownBus:
            Text(
                en: "the service has no bus of this id; tram status bus shows them",
                vi: "dịch vụ không có bus mang mã này; xem bằng: tram status bus")
        case .noUnit:
            Text(
                en: "no device can have this unit id there: 1 to 247 on a serial line, where 0 "
                    + "speaks to all",
                vi: "không thiết bị nào có địa chỉ trạm này ở đó: 1 đến 247 trên đường nối tiếp, "
                    + "0 là gửi cho tất cả")
        case .notSerial:
            Text(
                en: "only a serial port has other settings to try",
                vi: "chỉ cổng nối tiếp mới có thiết lập khác để thử")
        case .busy:
            Text(
                en: "as many reads wait for this bus as it takes; try again in a moment",
                vi: "bus này đang có đủ số lệnh đọc chờ; hãy thử lại sau giây lát")
        case .begunAnew:
            Text(
                en: "the service begins anew, or ends; ask again in a moment",
                vi: "dịch vụ đang bắt đầu lại hoặc kết thúc; hãy hỏi lại sau giây lát")
        case .notAllowed:
            Text(
                en: "only members of the group tram-admin may change something; "
                    + "sudo usermod -aG tram-admin USER, then log in again",
                vi: "chỉ thành viên nhóm tram-admin được thay đổi; "
                    + "sudo usermod -aG tram-admin USER rồi đăng nhập lại")
        case .notPermitted:
            Text(
                en: "only members of the group tram may ask the service; "
                    + "sudo usermod -aG tram USER, then log in again",
                vi: "chỉ thành viên nhóm tram được hỏi dịch vụ; sudo usermod -aG tram USER rồi "
                    + "đăng nhập lại")
        case .tooMany:
            Text(
                en: "the service has as many clients as it takes; close some and try again",
                vi: "dịch vụ đang có đủ số chương trình kết nối; hãy đóng bớt rồi thử lại")
        case .tooLong:
            Text(
                en: "the line is longer than the service reads",
                vi: "dòng gửi tới dài hơn mức dịch vụ nhận")
        case .tooLate:
            Text(
                en: "the line did not come to its end in time",
                vi: "dòng gửi tới không kết thúc kịp thời gian")
        }
    }

    /// As a client is told it, without the line's end.
    var line: [UInt8] {
        var writer = JSONWriter()
        writer.beginAnswer(isOK: false)
        writer.member("code", rawValue)
        writer.member("en", text.en)
        writer.member("vi", text.vi)
        writer.endObject()
        return writer.bytes
    }
}

extension JSONWriter {
    /// The last line of an answer.
    mutating func beginAnswer(isOK: Bool) {
        beginObject()
        key("v")
        integer(ControlRequest.version)
        key("ok")
        bool(isOK)
    }
}
