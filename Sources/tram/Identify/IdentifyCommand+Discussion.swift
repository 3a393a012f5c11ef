// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field

extension IdentifyCommand {
    /// The manual of the command.
    static let discussion = Text(
        en: """
            Asks the unit what it says of itself (functions 17 and 43/14), reads the registers \
            that profiles name as marks of their device, follows SunSpec's blocks, and reads the \
            maps of the profiles that fit best. A bus of the running service is asked between \
            its polls; any other port or host is opened by this command itself.

            $ tram identify rs485-1:7
            at most 160 questions, about 10 s if the unit answers; nothing is written
            sure: acme-am3 (Acme AM-3)
              + input 11 is 1649: a code of this model
              + 20 of 21 points look right
              - 1 point is refused: voltage_l3
            in tram.yaml, among the devices of rs485-1:
                  - {id: device-7, profile: acme-am3, unit-id: 7, domain: energy, poll: 10s}

            It is sure only where codes, words or models of one profile fit and of no other, and \
            the unit's registers look like the profile's. Many devices have no such mark, and \
            devices of different makers have one map: then it says so.

            $ tram identify rs485-1:3
            at most 160 questions, about 10 s if the unit answers; nothing is written
            not sure: xy-md02 or another; compare with its label
            …

            Exit code 0: sure. 1: not sure, none of the library, or nobody answers. 3: the \
            service, port or host cannot be reached.
            """,
        vi: """
            Hỏi trạm tự giới thiệu (hàm 17 và 43/14), đọc các thanh ghi mà hồ sơ thiết bị ghi là \
            dấu hiệu nhận biết, đi theo các khối SunSpec, rồi đọc các điểm đo của những hồ sơ \
            phù hợp nhất. Bus của dịch vụ đang chạy được hỏi xen giữa các lần đọc; cổng hoặc máy \
            khác do chính lệnh này mở.

            $ tram identify rs485-1:7 --lang vi
            tối đa 160 câu hỏi, khoảng 10 giây nếu trạm trả lời; không ghi gì
            chắc chắn: acme-am3 (Acme AM-3)
              + input 11 là 1649: mã của kiểu máy này
            …

            Chỉ chắc chắn khi mã, chữ hoặc mô hình của đúng một hồ sơ khớp, không hồ sơ nào khác \
            khớp, và các thanh ghi giống hồ sơ đó. Nhiều thiết bị không có dấu hiệu như vậy, và \
            thiết bị của các hãng khác nhau có chung một bảng thanh ghi: khi đó lệnh nói rõ là \
            không chắc.

            Mã thoát 0: chắc chắn. 1: không chắc, không có trong thư viện, hoặc không trạm nào \
            trả lời. 3: không kết nối được dịch vụ, cổng hoặc máy.
            """)
}
