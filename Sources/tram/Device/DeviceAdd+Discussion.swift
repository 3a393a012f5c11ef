// SPDX-License-Identifier: Apache-2.0
internal import Field

extension DeviceAdd {
    /// The manual of the command.
    static let discussion = Text(
        en: """
            On a terminal it asks for what the flags do not say: the bus (one that there is, a \
            port or a host), the unit id, the profile by words or by asking the unit itself, id \
            and name. The whole configuration is checked as it would be, then the device is read \
            once, and only then files are written: in conf.d, never in tram.yaml. The service \
            takes them and touches nothing else; if it refuses them, they are taken back.

            $ tram device add --port /dev/ttyUSB0 --baud 9600 --parity none --unit 7 \\
                --profile xy-md02 --id air-7 --name Hall --yes
            air-7: XY XY-MD02, unit 7 on rs485-1; 1 request, 26 ms
            POINT             RAW  QUALITY VALUE
            air_temperature   013E good    31.8 °C
            relative_humidity 0296 good    66.2 %
            ✓ written: /etc/tram/conf.d/bus-rs485-1.yaml,
              /etc/tram/conf.d/device-air-7.yaml
            ✓ the configuration is in force
              devices  1 added (air-7)
              buses    1 added (rs485-1)
            its values: tram watch air-7
            what the hub gets: tram hub tail
            all added? what is wrong: tram doctor; the record: tram commission

            A port or a host makes a bus where none has it; --bus then gives it its id. If the \
            trial fails, it says why and writes nothing, unless --force is there.

            $ tram device add --bus rs485-1 --unit 9 --profile xy-md02 --id air-9 --yes
            tram device add: the trial failed, 2 of 2 points: no answer: is the unit id
              right, and the device powered? [comm/timeout]
              1. the device has no power, or its cable is off
              2. the device has another unit id than the file says
              3. A and B are swapped
              nothing was written; to add it all the same: --force
            next:
              tram scan rs485-1

            Exit code 1: refused, or the trial failed. 2: wrong flags, or no such profile or \
            bus. 3: service, port or host cannot be reached. 4: not confirmed, or the service \
            goes by other files. 5: no answer in time.
            """,
        vi: """
            Trên terminal, lệnh hỏi những gì chưa ghi bằng tham số: bus (đã có, một cổng hoặc một \
            máy), địa chỉ trạm, hồ sơ (tìm theo từ hoặc hỏi chính thiết bị), mã và tên. Toàn bộ \
            cấu hình mới được kiểm tra, rồi thiết bị được đọc thử, sau đó mới ghi tệp: trong \
            conf.d, không bao giờ sửa tram.yaml. Dịch vụ áp dụng mà không ảnh hưởng phần khác; \
            nếu dịch vụ không chấp nhận, các tệp được bỏ đi.

            $ tram device add --port /dev/ttyUSB0 --unit 7 --profile xy-md02 \\
                --id air-7 --yes --lang vi
            air-7: XY XY-MD02, trạm (unit) 7 trên rs485-1; 1 yêu cầu, 26 ms
            ĐIỂM ĐO           RAW  CHẤT LƯỢNG GIÁ TRỊ
            air_temperature   013E good       31,8 °C
            relative_humidity 0296 good       66,2 %
            ✓ đã ghi: /etc/tram/conf.d/bus-rs485-1.yaml,
              /etc/tram/conf.d/device-air-7.yaml
            ✓ cấu hình đã có hiệu lực
            …

            Cổng hoặc máy chưa thuộc bus nào thì tạo bus mới; --bus đặt mã cho bus đó. Nếu đọc \
            thử không đạt, lệnh nói lý do và không ghi gì, trừ khi có --force.

            Mã thoát 1: bị từ chối, hoặc đọc thử không đạt. 2: sai tham số, hoặc không có hồ sơ \
            hay bus đó. 3: không kết nối được dịch vụ, cổng hoặc máy. 4: chưa xác nhận, hoặc dịch \
            vụ chạy theo tệp khác. 5: không trả lời kịp.
            """)
}
