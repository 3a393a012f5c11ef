// SPDX-License-Identifier: Apache-2.0
internal import Field

extension CommissionWords {
    var files: [Page.Block] {
        let rows =
            record.files.map { [Page.Cell.code($0.name), .code($0.hash)] }
            + record.profiles.map {
                [.code("\($0.id) (\(say("profile", "hồ sơ")))"), .code($0.hash)]
            }
            + [
                [
                    .text(say("all of it, as in force", "toàn bộ, bản đang dùng")),
                    .code(status["gateway"]?.text("config") ?? ""),
                ]
            ]
        return [
            .heading(say("Files", "Các tệp")), .table([say("file", "tệp"), "SHA-256"], rows),
        ]
    }

    /// Only where there is something.
    var check: [Page.Block] {
        guard !record.problems.isEmpty else {
            return [
                .heading(say("Problems of the files", "Vấn đề trong các tệp")),
                .text(say("None (tram check).", "Không có (tram check).")),
            ]
        }
        let rows = record.problems.map { problem -> [Page.Cell] in
            [
                .text("\(problem.file):\(problem.line):\(problem.column)"), .text(problem.code),
                .text(problem.text(language)),
            ]
        }
        let head = [say("place", "vị trí"), say("error code", "mã lỗi"), say("problem", "vấn đề")]
        return [.heading(say("Problems of the files", "Vấn đề trong các tệp")), .table(head, rows)]
    }

    var signatures: [Page.Block] {
        [
            .heading(say("Signatures", "Chữ ký")),
            .signatures(
                [
                    say("Installer", "Đơn vị lắp đặt"),
                    say("City's representative", "Đại diện thành phố"),
                ],
                [
                    say("signature", "chữ ký"), say("name", "họ và tên"),
                    say("date", "ngày"),
                ]),
        ]
    }
}
