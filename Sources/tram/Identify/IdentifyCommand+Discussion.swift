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

            $ tram identify 192.168.1.20:7
            …
            sure: kippzonen-smp (Kipp & Zonen (OTT HydroMet) SMP3, SMP11, SMP21, SMP22,
                  SHP1, SGR, SUV5)
              + input 0 is 601: a code of this model
              + 6 of 16 points look right
              - 10 points read like nothing: 0, or what stands everywhere
            to add it:
              tram device add --host 192.168.1.20 --unit 7 --profile kippzonen-smp \\
                --id device-7

            It is sure only where codes, words or models of one profile fit and of no other, and \
            the unit's registers look like the profile's. Many devices have no such mark, and \
            devices of different makers have one map: then it says so. Devices whose registers \
            have four bytes (register-bytes: 4) are not recognised.

            $ tram identify 192.168.1.20:3
            …
            not sure: xy-md02, or another
            xy-md02 (XY XY-MD02)
              + holding 257 is 3, its unit id
              + 2 of 2 points look right
            …

            Exit code 0: sure. 1: not sure, no profile can be told, or nobody answers. 2: there \
            is no such bus. 3: the service, port or host cannot be reached. 5: the service does \
            not answer in time.
            """,
        vi: """
            Hỏi trạm tự giới thiệu (hàm 17 và 43/14), đọc các thanh ghi mà hồ sơ thiết bị ghi là \
            dấu hiệu nhận biết, đi theo các khối SunSpec, rồi đọc các điểm đo của những hồ sơ \
            phù hợp nhất. Bus của dịch vụ đang chạy được hỏi xen giữa các lần đọc; cổng hoặc máy \
            khác do chính lệnh này mở.

            $ tram identify 192.168.1.20:7 --lang vi
            …
            chắc chắn: kippzonen-smp (Kipp & Zonen (OTT HydroMet) SMP3, SMP11, …
                  SHP1, SGR, SUV5)
              + input 0 là 601: mã của kiểu máy này
              + 6 trong 16 điểm đo trông hợp lý
            …

            Chỉ chắc chắn khi mã, chữ hoặc mô hình của đúng một hồ sơ khớp, không hồ sơ nào khác \
            khớp, và các thanh ghi giống hồ sơ đó. Nhiều thiết bị không có dấu hiệu như vậy, và \
            thiết bị của các hãng khác nhau có chung một bảng thanh ghi: khi đó lệnh nói rõ là \
            không chắc. Thiết bị có thanh ghi 4 byte (register-bytes: 4) không nhận ra được.

            Mã thoát 0: chắc chắn. 1: không chắc, chưa nhận ra hồ sơ nào, hoặc không trạm nào \
            trả lời. 2: không có bus đó. 3: không kết nối được dịch vụ, cổng hoặc máy. 5: dịch \
            vụ không trả lời kịp.
            """)
}
