// SPDX-License-Identifier: Apache-2.0

/// What somebody at the cabinet can do.
extension Hint {
    static let measureSupply = Hint(
        en: "measure the supply at the device's own terminals",
        vi: "đo điện áp nguồn ngay tại cọc đấu của thiết bị")
    static let readUnit = Hint(
        en: "read the unit id on the device's display or switches",
        vi: "xem địa chỉ trạm (unit id) trên màn hình hoặc công tắc thiết bị")
    static let swapPair = Hint(
        en: "swap A and B at this device, and wait a minute",
        vi: "đổi chéo hai dây A/B tại thiết bị này, chờ một phút")
    static let compareSpeed = Hint(
        en: "compare baud and mode of the bus with the device's menu",
        vi: "so baud và mode của bus với cài đặt trong thiết bị")
    static let pullWires = Hint(
        en: "pull gently at each wire of the pair and of the common",
        vi: "giật nhẹ từng dây của cặp A/B và dây chung")
    static let oneByOne = Hint(
        en: "take the other devices off one by one, and look again",
        vi: "tháo lần lượt từng thiết bị khác rồi xem lại")
    static let measureTermination = Hint(
        en: "with power off, A to B: about 60 ohm with both terminators",
        vi: "tắt nguồn, đo A–B: khoảng 60 ohm khi đủ hai điện trở cuối")
    static let moveCable = Hint(
        en: "lead the cable away from motors; ground the shield at one end",
        vi: "đi cáp xa động cơ; nối đất vỏ chống nhiễu ở một đầu")
    static let longerTimeout = Hint(
        en: "write the timeout that tram status device suggests",
        vi: "ghi timeout mà tram status device gợi ý")
    static let replug = Hint(
        en: "plug the adapter in again, into another socket too",
        vi: "cắm lại bộ chuyển đổi, thử cả ổ cắm khác")
    static let stableName = Hint(
        en: "write the stable name of the port into tram.yaml",
        vi: "ghi tên ổn định của cổng vào tram.yaml")
    static let compareModel = Hint(
        en: "compare model and firmware on the label with the profile",
        vi: "so kiểu máy và firmware trên nhãn với hồ sơ")
    static let readManual = Hint(
        en: "look the register up in the device's manual",
        vi: "tra thanh ghi này trong tài liệu của thiết bị")
    static let compareDisplay = Hint(
        en: "compare with what the device shows itself",
        vi: "so với số trên màn hình của thiết bị")
    static let lookSensor = Hint(
        en: "look at the sensor: seated, dry, clean, undamaged",
        vi: "xem cảm biến: gắn chặt, khô, sạch, không hư hại")
    static let measureSensor = Hint(
        en: "measure the sensor's wires at the device's terminals",
        vi: "đo dây cảm biến tại cọc đấu của thiết bị")
    static let swapSensor = Hint(
        en: "try a sensor that is known to be good",
        vi: "thử bằng một cảm biến chắc chắn còn tốt")
    static let readStatus = Hint(
        en: "read the device's own status or error code",
        vi: "xem mã trạng thái hoặc mã lỗi của chính thiết bị")
    static let restartDevice = Hint(
        en: "switch the device off and on, and wait for its start",
        vi: "tắt rồi bật lại thiết bị, chờ nó khởi động xong")
    static let changePoint = Hint(
        en: "change the point in the device's entry of tram.yaml",
        vi: "sửa điểm đo trong mục của thiết bị ở tram.yaml")
    static let leavePoint = Hint(
        en: "leave the point out in the device's entry of tram.yaml",
        vi: "bỏ điểm đo trong mục của thiết bị ở tram.yaml")
    static let pingHost = Hint(
        en: "ping the address from this machine",
        vi: "ping địa chỉ đó từ máy này")
    static let lookLights = Hint(
        en: "look at the lights of cable, switch and modem",
        vi: "xem đèn báo ở cáp, switch và modem")
    static let checkURL = Hint(
        en: "compare urls in tram.yaml with what the hub's people gave",
        vi: "so urls trong tram.yaml với thông tin bên quản lý hub đã cấp")
    static let askHub = Hint(
        en: "ask the hub's people with this code and the gateway's id",
        vi: "báo bên quản lý hub mã này và mã gateway")
    static let waitSelf = Hint(
        en: "wait: it tries again by itself, nothing is lost meanwhile",
        vi: "chờ: nó tự thử lại, trong lúc đó không mất gì")
    static let checkClock = Hint(
        en: "compare the clock with a phone: timedatectl",
        vi: "so giờ máy với điện thoại: timedatectl")
    static let sameIDs = Hint(
        en: "look for a copy of this box or of its tram.yaml elsewhere",
        vi: "tìm bản sao của máy này hoặc của tram.yaml ở nơi khác")
    static let joinGroup = Hint(
        en: "sudo usermod -aG tram USER, then log in again",
        vi: "sudo usermod -aG tram USER, rồi đăng nhập lại")
    static let joinAdmins = Hint(
        en: "sudo usermod -aG tram-admin USER, then log in again",
        vi: "sudo usermod -aG tram-admin USER, rồi đăng nhập lại")
    static let lookService = Hint(
        en: "see whether it runs: systemctl status tram",
        vi: "xem dịch vụ có chạy không: systemctl status tram")
    static let readLog = Hint(
        en: "read its log: journalctl -u tram",
        vi: "đọc nhật ký: journalctl -u tram")
    static let restartService = Hint(
        en: "after an upgrade: sudo systemctl restart tram",
        vi: "sau khi nâng cấp: sudo systemctl restart tram")
    static let tryAgain = Hint(
        en: "try again in a moment",
        vi: "thử lại sau giây lát")
    static let lookDisk = Hint(
        en: "see how full the disk is: df -h",
        vi: "xem ổ đĩa đầy đến đâu: df -h")
    static let makeRoom = Hint(
        en: "make room, or lower size of spool in tram.yaml",
        vi: "dọn chỗ, hoặc giảm size của spool trong tram.yaml")
    static let kernelLog = Hint(
        en: "look for disk errors: sudo dmesg",
        vi: "tìm lỗi ổ đĩa: sudo dmesg")
    static let swapDisk = Hint(
        en: "swap the card or disk if errors come back",
        vi: "thay thẻ nhớ hoặc ổ đĩa nếu lỗi lặp lại")
    static let lookRights = Hint(
        en: "see owner and rights of file and folder: ls -l",
        vi: "xem chủ và quyền của tệp và thư mục: ls -l")
    static let editLine = Hint(
        en: "go to the file, line and column that the message names",
        vi: "đến đúng tệp, dòng và cột nêu trong thông báo")
    static let lookUpKey = Hint(
        en: "look the key up: man 5 tram.yaml",
        vi: "tra khóa này: man 5 tram.yaml")
    static let lookUpProfile = Hint(
        en: "look the key up: man 5 tram-profile",
        vi: "tra khóa này: man 5 tram-profile")
    static let listNames = Hint(
        en: "see which names there are: tram status device",
        vi: "xem có những tên nào: tram status device")
    static let seeGroups = Hint(
        en: "see your groups: id",
        vi: "xem nhóm của mình: id")
    static let seeWriters = Hint(
        en: "see who may write there",
        vi: "xem ai được quyền gửi vào đó")
    static let oneObject = Hint(
        en: "one object a line, with v, ask and what belongs to it",
        vi: "mỗi dòng một object, có v, ask và các phần đi kèm")
    static let encrypt = Hint(
        en: "write mqtts:// and the hub's ca",
        vi: "ghi mqtts:// và ca của hub")
    static let allowPlaintext = Hint(
        en: "behind a VPN of your own: plaintext: allowed",
        vi: "nếu có VPN riêng: plaintext: allowed")
    static let lookTLS = Hint(
        en: "look at it: openssl s_client -connect HOST:8883",
        vi: "xem thử: openssl s_client -connect HOST:8883")
    static let ownMenu = Hint(
        en: "set it in the device's own menu",
        vi: "cài đặt trong menu của thiết bị")
    static let lookMemory = Hint(
        en: "see what takes it: free -m, then top",
        vi: "xem chương trình nào chiếm: free -m, rồi top")
    static let readReason = Hint(
        en: "look at the words behind the code: tram status hub",
        vi: "xem lời giải thích cạnh mã: tram status hub")
    static let expectGarbled = Hint(
        en: "expect comm/garbled",
        vi: "sẽ thấy comm/garbled")
    static let followRules = Hint(
        en: "do as the site's rules say for this alarm",
        vi: "làm theo quy định của trạm cho cảnh báo này")
    static let dividePoints = Hint(
        en: "divide the points among several profiles",
        vi: "chia các điểm đo thành nhiều hồ sơ")
    static let addVectors = Hint(
        en: "add vectors: raw registers, and the values they must decode to",
        vi: "thêm vectors: thanh ghi thô và giá trị phải giải mã ra")
    static let reload = Hint(
        en: "after a change of the file: tram reload",
        vi: "sau khi sửa tệp: tram reload")
}
