// SPDX-License-Identifier: Apache-2.0
internal import Field

extension BundleCommand {
    /// The manual of the command.
    static let discussion = Text(
        en: """
            Configuration, check, plan, status, spool, ports, the last frames of each bus, the \
            profiles that are used, facts of the machine and the last lines of the service's \
            log, as one file for support. It works without the service too, and then has less. \
            Nothing is sent anywhere.

            Of the configuration only keys that there are, with values that fit them, are in it: \
            no comments, no values of attributes, nothing of how to log in. Then every secret \
            that this machine knows (password and key files, systemd's credentials, addresses \
            with passwords, the environment) is looked for in every part, as it is, in hex, base64 \
            and escapes, and taken out. A word that is a secret nowhere on this machine cannot \
            be known: look into it before you send it.

            $ tram bundle
            PART                             BYTES  REMOVED
            config/tram.yaml                   341        2
            config/conf.d/1.yaml               149        0
            …
            capture/1.capture               822012        0
            log.txt                            484        0
            secrets looked for in every part: 1
            tram-bundle-202611230852.tar.gz: 162 kB
              SHA-256 41ad0b0596b7f7edab6b094893953f5744670d2d1b660869c0c594f58729405d
            Nothing was sent. Look into it first:
              tar -xzOf tram-bundle-202611230852.tar.gz | less

            Run it with sudo where this user may not read the files with passwords: what cannot \
            be read cannot be looked for.

            Exit code 0: written, with or without what is told as missing. 1: not written.
            """,
        vi: """
            Tệp cấu hình, kết quả check, plan, status, spool, cổng, các khung gần nhất của mỗi \
            bus, hồ sơ đang dùng, thông tin máy và những dòng nhật ký cuối của dịch vụ, gộp \
            thành một tệp cho bộ phận hỗ trợ. Dịch vụ không chạy vẫn dùng được, khi đó có ít \
            phần hơn. Không gửi gì đi đâu.

            Từ tệp cấu hình chỉ lấy các khóa hợp lệ với giá trị hợp lệ: không ghi chú, không \
            giá trị thuộc tính, không thông tin đăng nhập. Sau đó mọi bí mật mà máy này biết (tệp \
            mật khẩu và khóa, credential của systemd, địa chỉ có mật khẩu, biến môi trường) được \
            tìm trong mọi phần, ở dạng nguyên văn, hex, base64 và mã hóa ký tự, rồi bỏ đi. Từ nào \
            không ghi ở đâu là bí mật thì không thể biết: hãy xem lại trước khi gửi.

            $ tram bundle --lang vi
            PHẦN                              BYTE    ĐÃ BỎ
            config/tram.yaml                   341        2
            …
            số bí mật đã tìm trong mọi phần: 1
            tram-bundle-202611230852.tar.gz: 162 kB
            …

            Hãy dùng sudo nếu tài khoản này không đọc được tệp mật khẩu: không đọc được thì \
            không tìm được.

            Mã thoát 0: đã ghi, kể cả khi thiếu phần nào đó (có nêu ra). 1: chưa ghi được.
            """)
}
