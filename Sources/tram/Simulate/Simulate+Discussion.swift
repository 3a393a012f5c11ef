// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Simulate {
    /// The manual of the command.
    static let discussion = Text(
        en: """
            A profile is a name of the library or a file; =UNIT gives it a unit id, the others \
            count from 1. Values follow the hour in Da Nang and hang together; the same seed \
            makes the same day. Prints how the devices are reached and what to write into \
            tram.yaml, then takes commands, one a line, from a terminal or a pipe:

              unplug DEVICE, plug DEVICE          no power, power again
              break LINE, mend LINE               the port goes away, and comes back
              fault DEVICE KIND [SHARE 0..1]      misbehaves: late, crc, noise, …
              well DEVICE                         behaves again
              list, help, quit

            $ tram simulate eastron-sdm120 xy-md02=5 --serial
            2 simulated devices, Modbus RTU: /tmp/tram-simulate-fGjHrQ/sim. In tram.yaml:

            buses:
              - id: sim
                serial: {port: /tmp/tram-simulate-fGjHrQ/sim, baud: 9600, mode: 8N1}
                devices:
                  - {id: eastron-sdm120, profile: eastron-sdm120, unit-id: 1,
                     domain: energy, poll: 1s}
                  - {id: xy-md02, profile: xy-md02, unit-id: 5, domain: env, poll: 1s}

            A serial line keeps its baud rate and its name while it is broken and mended. What a \
            client has not read when it closes the line is dropped, as on a real port.
            """,
        vi: """
            Hồ sơ (profile) là một tên trong thư viện hoặc một tệp; =TRẠM đặt địa chỉ trạm (unit \
            id) cho nó, các hồ sơ khác đếm từ 1. Giá trị theo giờ ở Đà Nẵng và khớp với nhau; \
            cùng --seed thì cùng một ngày như nhau. Lệnh in ra cách kết nối và những dòng cần \
            ghi vào tram.yaml, rồi nhận lệnh, mỗi dòng một lệnh, từ terminal hoặc pipe:

              unplug THIẾT-BỊ, plug THIẾT-BỊ      rút nguồn, cắm lại
              break ĐƯỜNG, mend ĐƯỜNG             ngắt cổng, nối lại
              fault THIẾT-BỊ LOẠI [TỶ-LỆ 0..1]    gây lỗi: late, crc, noise, …
              well THIẾT-BỊ                       hoạt động bình thường
              list, help, quit

            $ tram simulate eastron-sdm120 xy-md02=5 --serial --lang vi
            2 thiết bị mô phỏng, Modbus RTU: /tmp/tram-simulate-fGjHrQ/sim. Trong …
            …

            Đường nối tiếp (serial) giữ nguyên tốc độ baud và tên khi bị ngắt rồi nối lại. Khi \
            đóng đường, những byte mà chương trình chưa đọc bị bỏ đi, như ở cổng thật.
            """)
}
