// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field
internal import Host

extension CommissionRecord {
    /// What is printed.
    func page(_ language: Language) -> Page {
        let words = CommissionWords(record: self, language: language)
        var page = Page(
            language: language.rawValue,
            title: Text(
                en: "Acceptance record: \(configuration.gateway.id)",
                vi: "Biên bản nghiệm thu: \(configuration.gateway.id)")(language),
            foot: words.foot)
        page.blocks = words.summary + words.identity + words.hub + words.buses + words.devices
        page.blocks += words.points + words.files + words.check + words.signatures
        return page
    }
}

/// The parts of the record in one language.
struct CommissionWords {
    let record: CommissionRecord
    let language: Language

    var figures: CommissionFigures { CommissionFigures(language: language) }
    var status: JSON { record.measure.last.json }
    var configuration: Configuration { record.configuration }

    func say(_ en: String, _ vi: String) -> String { Text(en: en, vi: vi)(language) }

    var foot: String {
        say(
            "Written by tram commission \(Product.version). Nothing was written to a device.",
            "Do tram commission \(Product.version) lập. Không ghi gì vào thiết bị.")
    }

    var summary: [Page.Block] {
        let all = record.verdicts
        let failed = all.count { !$0.isPassed }
        let verdict =
            failed == 0
            ? say("Passed: all \(all.count) checks", "Đạt: tất cả \(all.count) mục")
            : say(
                "Not passed: \(failed) of \(all.count) checks",
                "Không đạt: \(failed)/\(all.count) mục")
        let (began, ended) = (record.measure.began, record.measure.ended)
        let length = figures.duration(record.measure.length)
        let looks = record.measure.samples
        let bar = figures.percent(record.bar)
        let rows = all.map { one -> [Page.Cell] in
            [.mark(one.isPassed), .word(one.what(language)), .text(one.found(language))]
        }
        return [
            .verdict(failed == 0, verdict),
            .facts([
                (
                    say("measured", "thời gian đo"),
                    .text("\(figures.time(began)) – \(figures.time(ended)), \(length)")
                ),
                (
                    say("looked at", "số lần xem"),
                    .text(say("\(looks) times", "\(looks) lần"))
                ),
                (
                    say("to pass", "mức đạt"),
                    .text(
                        say(
                            "each device answers at least \(bar) of its requests",
                            "mỗi thiết bị trả lời ít nhất \(bar) số yêu cầu"
                        ))
                ),
            ]),
            .table(["", say("check", "mục"), say("found", "kết quả")], rows),
        ]
    }

    var identity: [Page.Block] {
        let gateway = configuration.gateway
        let machine = record.machine
        let place = "\(gateway.area), \(gateway.site)"
        let service = status["gateway"]?.text("version") ?? ""
        let running = Figures(language: language).hours(
            Double(status["gateway"]?["running"]?.integer ?? 0) / 3_600_000)
        let source = configuration.gateway.clock.rawValue
        let trusted = status["clock"]?["trusted"]?.bool == true
        let error = Clock.error.map(figures.error)
        return [
            .heading(say("Gateway", "Gateway")),
            .facts(
                [
                    (say("gateway id", "mã gateway"), .text(gateway.id)),
                    (say("location (area, site)", "vị trí (khu vực, trạm)"), .text(place)),
                ] + gateway.attributes.map { ($0.name, .text(fact($0.fact))) } + [
                    (
                        say("service", "dịch vụ"),
                        .text(
                            say(
                                "tram \(service), running for \(running)",
                                "tram \(service), đã chạy \(running)"))
                    ),
                    (say("machine", "máy"), .text(joined([machine.board, machine.architecture]))),
                    (
                        say("system", "hệ điều hành"),
                        .text(joined([machine.system, machine.kernel]))
                    ),
                    (
                        say("clock", "đồng hồ"),
                        .text(
                            (trusted
                                ? say("trusted", "tin được") : say("not trusted", "chưa tin được"))
                                + say(" (source: \(source))", " (nguồn: \(source))")
                                + (error.map { say("; kernel: \($0)", "; kernel: \($0)") } ?? ""))
                    ),
                    (say("program", "chương trình"), .code(machine.program)),
                    ("SHA-256", .code(machine.hash)),
                ]),
        ]
    }

    func joined(_ parts: [String]) -> String {
        parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func fact(_ fact: Attribute.Fact) -> String {
        switch fact {
        case .text(let text): text
        case .number(let number): PointText.exact(.number(Value.decimal(number).printed), language)
        case .bool(let on): "\(on)"
        }
    }
}
