// SPDX-License-Identifier: Apache-2.0
internal import Field

extension DeviceList {
    /// The manual of the command.
    static let discussion = Text(
        en: """
            What tram.yaml and the files in conf.d have, in their order. The state is what the \
            running service says; where none runs, it is not known.

            $ tram device list
            DEVICE  PROFILE        BUS:UNIT  STATE  NAME
            air-7   xy-md02        rs485-1:7 online Hall
            meter-5 eastron-sdm120 rs485-1:5 online Pump meter

            Exit code 1: the configuration has errors.
            """,
        vi: """
            Các thiết bị trong tram.yaml và các tệp ở conf.d, theo thứ tự. Trạng thái do dịch vụ \
            đang chạy cho biết; nếu không có dịch vụ thì không rõ.

            $ tram device list --lang vi
            THIẾT BỊ HỒ SƠ          BUS:TRẠM  TRẠNG THÁI TÊN
            air-7    xy-md02        rs485-1:7 online     Cảm biến nhiệt độ và độ ẩm
            meter-5  eastron-sdm120 rs485-1:5 online     Pump meter

            Mã thoát 1: cấu hình có lỗi.
            """)
}

extension DeviceShow {
    /// The manual of the command.
    static let discussion = Text(
        en: """
            How the device is configured and in which file, what the running service says of it, \
            and its points with their latest values. No request is sent on the bus for it; tram \
            read asks the device now.

            $ tram device show air-7
            air-7: XY XY-MD02
            Hall
              profile   xy-md02
              place     unit 7 on rs485-1 (/dev/ttyUSB0 9600 8N1)
              domain    env
              poll      10s (fast 10s, slow 100s)
              timeout   1000ms, retries 1
              publish   live change, heartbeat 15m, window 1m
              file      /etc/tram/conf.d/device-air-7.yaml:5
              service   online, 2 of 2 points good
            POINT              FROM            VALUE    QUALITY
            air_temperature    input 1 int16   31.8 °C  good
            relative_humidity  input 2 uint16  66.2 %   good

            Exit code 1: the configuration has errors. 2: there is no such device.
            """,
        vi: """
            Thiết lập của thiết bị và tệp chứa nó, những gì dịch vụ đang chạy cho biết, và các \
            điểm đo với giá trị mới nhất. Không gửi yêu cầu nào lên bus; tram read mới hỏi thiết \
            bị ngay.

            $ tram device show air-7 --lang vi
            air-7: XY XY-MD02
            Cảm biến nhiệt độ và độ ẩm
              hồ sơ     xy-md02
              vị trí    trạm (unit) 7 trên rs485-1 (/dev/ttyUSB0 9600 8N1)
              …
              tệp       /etc/tram/conf.d/device-air-7.yaml:5
              dịch vụ   online, 2/2 điểm đo tốt
            ĐIỂM ĐO            TỪ              GIÁ TRỊ  CHẤT LƯỢNG
            air_temperature    input 1 int16   31,8 °C  good
            …

            Mã thoát 1: cấu hình có lỗi. 2: không có thiết bị này.
            """)
}

extension DeviceRemove {
    /// The manual of the command.
    static let discussion = Text(
        en: """
            Only what stands in a file of its own in conf.d is taken away, with the file of its \
            bus where no other device is on it; then the service takes the change, and nothing \
            else is touched. What a person wrote is named with file and line, and stays. If the \
            service refuses the change, the files are put back.

            $ tram device remove air-7 --dry-run
            would remove: /etc/tram/conf.d/device-air-7.yaml
            $ tram device remove air-7 --yes
            ✓ removed: /etc/tram/conf.d/device-air-7.yaml
            ✓ the configuration is in force
              devices  1 removed (air-7), 1 kept
              buses    1 changed (rs485-1)

            Exit code 1: refused. 2: there is no such device. 3: files or service cannot be \
            reached. 4: not confirmed, or written by hand. 5: the service is late.
            """,
        vi: """
            Chỉ bỏ thiết bị nằm trong tệp riêng ở conf.d, kèm tệp của bus nếu bus không còn thiết \
            bị nào; sau đó dịch vụ áp dụng thay đổi, không ảnh hưởng phần khác. Phần do người \
            viết thì được nêu rõ tệp và dòng, và được giữ nguyên. Nếu dịch vụ không chấp nhận, \
            các tệp được trả lại như cũ.

            $ tram device remove air-7 --yes --lang vi
            ✓ đã bỏ: /etc/tram/conf.d/device-air-7.yaml
            ✓ cấu hình đã có hiệu lực
              thiết bị  bỏ 1 (air-7), giữ nguyên 1
              bus       sửa 1 (rs485-1)

            Mã thoát 1: bị từ chối. 2: không có thiết bị này. 3: không kết nối được tệp hoặc dịch \
            vụ. 4: chưa xác nhận, hoặc do người viết. 5: dịch vụ không trả lời kịp.
            """)
}

extension DeviceTry {
    /// The manual of the command.
    static let discussion = Text(
        en: """
            Reads all points of the profile once, as a device of the configuration is read: \
            through the running service, or on a line that the command opens itself. It fails \
            where half of the points do not come or cannot be right, and says what to try then.

            $ tram device try xy-md02 rs485-1:7
            xy-md02: XY XY-MD02, unit 7 on rs485-1; 1 request, 24 ms
            POINT             RAW  QUALITY VALUE
            air_temperature   013E good    31.8 °C
            relative_humidity 0296 good    66.2 %
            to add it:
              tram device add --bus rs485-1 --unit 7 --profile xy-md02 --id device-7

            Exit code 1: the trial failed. 2: there is no such profile or bus. 3: service, port \
            or host cannot be reached. 5: no answer in time.
            """,
        vi: """
            Đọc một lần mọi điểm đo của hồ sơ, như khi thiết bị đã có trong cấu hình: qua dịch vụ \
            đang chạy, hoặc trên đường truyền do lệnh này tự mở. Không đạt nếu một nửa số điểm đo \
            không đọc được hoặc không thể đúng; khi đó lệnh cho biết nên thử gì.

            $ tram device try xy-md02 rs485-1:7 --lang vi
            xy-md02: XY XY-MD02, trạm (unit) 7 trên rs485-1; 1 yêu cầu, 24 ms
            ĐIỂM ĐO           RAW  CHẤT LƯỢNG GIÁ TRỊ
            air_temperature   013E good       31,8 °C
            …

            Mã thoát 1: đọc thử không đạt. 2: không có hồ sơ hoặc bus này. 3: không kết nối được \
            dịch vụ, cổng hoặc máy. 5: không trả lời kịp.
            """)
}
