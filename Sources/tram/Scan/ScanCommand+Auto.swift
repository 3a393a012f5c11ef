// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Bus
internal import Field
internal import Host

/// `--auto` on a bus of the running service: what is looked for depends on what it has, and the
/// port's settings are changed only when somebody has agreed.
extension ScanCommand {
    func begin(bus id: String, _ status: StatusReport, _ scan: ScanRun) throws -> ScanRun {
        let devices = status.devices.filter { $0.text("bus") == id }
        let known = BusWay.served(status).units(of: id)
        guard scan.isWired else {
            return scan.planned(plan(Array(units?.units ?? 0...255), [nil]))
        }
        let online = devices.count { $0.text("state") == "online" }
        guard online == 0 else {
            throw DeviceMistake(
                "settings-right", Self.right(id, online, of: devices.count),
                next: [["tram", "scan", id]], exit: .refused)
        }
        let wanted = units.map { Array($0.units) } ?? known.sorted()
        guard !wanted.isEmpty else {
            throw DeviceMistake("no-units", Self.noUnits, exit: .usage)
        }
        let all = plan(wanted, ScanPlan.usualSpeeds)
        guard all.timeout <= GuestRead.longestProbe else {
            throw DeviceMistake("bad-probe", Self.tooLong, exit: .usage)
        }
        try confirm(all, id, scan.screen)
        return scan.planned(all)
    }

    private func confirm(_ plan: ScanPlan, _ bus: String, _ screen: Screen) throws {
        let estimate = plan.estimate(on: bus)
        guard !yes else {
            if output == .table { screen.say(estimate) }
            return
        }
        guard Environment.isTerminal(0), output == .table else {
            throw DeviceMistake(
                "not-confirmed",
                Text(
                    en: "nobody is there to confirm; add --yes\n\(estimate.en)",
                    vi: "không có ai để xác nhận; hãy thêm --yes\n\(estimate.vi)"),
                next: [DeviceMistake.agreed], exit: .refused)
        }
        screen.say(estimate)
        let question = Text(en: "Try them? [y/N] ", vi: "Thử? [c/K] ")
        Environment.write(screen.shown(question(screen.language)))
        guard let answer = Prompt.line(), WriteView.isYes(answer) else {
            throw DeviceMistake(
                "not-confirmed",
                Text(
                    en: "not confirmed; nothing was sent", vi: "chưa xác nhận; không gửi gì"),
                exit: .refused)
        }
    }

    private static func right(_ bus: String, _ online: Int, of all: Int) -> Text {
        Text(
            en: "\(online) of \(all.of("device")) of \(bus) answer\(online == 1 ? "s" : ""): its "
                + "settings are right, and other ones would only disturb; for unit ids: tram scan "
                + "\(bus)",
            vi: "\(online) trong \(all) thiết bị của \(bus) đang trả lời: thiết lập đã đúng, thử "
                + "thiết lập khác chỉ gây nhiễu; để tìm địa chỉ trạm: tram scan \(bus)")
    }

    private static let noUnits = Text(
        en: "the bus has no devices in the configuration; name unit ids: --units 1..10",
        vi: "bus chưa có thiết bị trong cấu hình; hãy ghi địa chỉ trạm: --units 1..10")

    private static let tooLong = Text(
        en: "--timeout: at most 500ms on a bus that the service polls",
        vi: "--timeout: tối đa 500ms trên bus mà dịch vụ đang đọc")
}

extension ScanPlan {
    /// What trying other settings of a polled line costs.
    func estimate(on bus: String) -> Text {
        let seconds = Int((longest(isShared: true).count + 999_999_999) / 1_000_000_000)
        return Text(
            en: """
                \(units.count.of("unit")) × \(speeds.count) settings, \(seconds) s at most; \
                nothing is written.
                The port of \(bus) has other settings while a question is out; devices on it
                hear noise then, and a poll may wait for one question.
                """,
            vi: """
                \(units.count) trạm × \(speeds.count) thiết lập, tối đa \(seconds) giây; \
                không ghi gì.
                Cổng của \(bus) đổi thiết lập trong lúc chờ từng câu trả lời; các thiết bị khác
                khi đó nghe thấy nhiễu, và một lần đọc có thể phải chờ.
                """)
    }
}
