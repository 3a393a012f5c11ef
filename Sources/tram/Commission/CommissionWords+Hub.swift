// SPDX-License-Identifier: Apache-2.0
internal import Field

extension CommissionWords {
    var hub: [Page.Block] {
        let settings = configuration.hub
        let growth = { record.measure.growth("hub", $0) }
        let hub = status["hub"] ?? .null
        let state =
            hub["up"]?.bool == true
            ? say(
                "up, session \(hub["session"]?.integer ?? 0)",
                "đã kết nối, phiên \(hub["session"]?.integer ?? 0)")
            : say("not connected", "chưa kết nối") + " \(hub["fault"]?.text("code") ?? "")"
        let waiting = status["spool"]?["waiting"]?.integer ?? 0
        let login =
            settings.username != nil
            ? say("user name and password", "tên và mật khẩu")
            : settings.certificate != nil
                ? say("certificate", "chứng chỉ") : say("none", "không có")
        return [
            .heading(say("Hub", "Hub")),
            .facts([
                (say("addresses", "địa chỉ"), .text(settings.urls.joined(separator: ", "))),
                (say("topics below", "gốc topic"), .text(settings.root)),
                (
                    say("protocol", "giao thức"),
                    .text("MQTT \(settings.version.rawValue)")
                ),
                (say("login", "đăng nhập"), .text(login)),
                (say("connection", "kết nối"), .text(state)),
                (
                    say("records in the run", "bản ghi trong thời gian đo"),
                    .text(
                        say(
                            "delivered \(growth("delivered")), sent late \(growth("recovered")), "
                                + "without a reader \(growth("unheard")), "
                                + "refused \(growth("refused"))",
                            "hub đã nhận \(growth("delivered")), gửi bù \(growth("recovered")), "
                                + "không có bên đọc \(growth("unheard")), "
                                + "bị từ chối \(growth("refused"))"))
                ),
                (
                    say("waiting on the disk", "đang chờ trên đĩa"),
                    .text(say("\(waiting) records", "\(waiting) bản ghi"))
                ),
            ]),
        ] + steps
    }

    /// What a session beside the service's has found.
    private var steps: [Page.Block] {
        switch record.hub {
        case .none(let code, let text):
            let why = text(language)
            return [
                .text(
                    say(
                        "The hub was not asked from here: \(why) [\(code)]",
                        "Chưa hỏi hub từ máy này: \(why) [\(code)]"))
            ]
        case .steps(let report):
            let isOne = configuration.hub.urls.count == 1
            let rows = report.entries.map { entry -> [Page.Cell] in
                let code = entry.step.trouble.map { " [\($0.code)]" } ?? ""
                let place = isOne ? "" : entry.address.map { "\($0): " } ?? ""
                return [
                    .mark(entry.step.trouble == nil), .word(entry.step.label(language)),
                    .text(place + entry.step.found(language) + code),
                ]
            }
            return [.table(["", say("step", "bước"), say("found", "kết quả")], rows)]
        }
    }
}
