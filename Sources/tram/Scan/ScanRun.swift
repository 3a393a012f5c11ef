// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host

/// A scan under way: unit after unit, what answers is told at once.
struct ScanRun {
    let plan: ScanPlan
    let screen: Screen
    /// Nothing is said while it goes on.
    let isQuiet: Bool
    /// Units hang on a pair of wires.
    let isWired: Bool
    private(set) var found: [ScanFinding] = []
    private var asked = 0
    private var hasHead = false
    private let showsProgress: Bool
    /// A bus of the service, which has an entry in the configuration.
    private var isBus = false
    /// A person has ended it before its end.
    private(set) var isStopped = false

    init(plan: ScanPlan, screen: Screen, isQuiet: Bool, isWired: Bool) {
        (self.plan, self.screen, self.isQuiet, self.isWired) = (plan, screen, isQuiet, isWired)
        showsProgress = !isQuiet && Environment.isTerminal(1)
    }

    /// With another plan.
    func planned(_ plan: ScanPlan) -> Self {
        Self(plan: plan, screen: screen, isQuiet: isQuiet, isWired: isWired)
    }

    /// A bus of the running service, between its polls, with each of the plan's settings until
    /// somebody answers.
    /// `stop`: what becomes readable when a person wants the end.
    mutating func ask(bus: String, at path: String, stop: CInt) throws(ServiceFault) {
        isBus = true
        introduce(isShared: true)
        defer { clearProgress() }
        for speed in plan.speeds where !isSettled {
            for unit in plan.units where !mustStop(stop) {
                progress(unit, speed)
                take(unit, speed, try answer(bus, unit, speed, at: path))
            }
        }
        conclude()
    }

    /// Nothing else is tried any more.
    private var isSettled: Bool { isStopped || found.contains(where: \.isIntact) }

    private mutating func mustStop(_ stop: CInt) -> Bool {
        isStopped = isStopped || PollSet.isReadable(stop)
        return isStopped
    }

    private func answer(
        _ bus: String, _ unit: UInt8, _ speed: SerialSpeed?, at path: String
    ) throws(ServiceFault) -> ScanFinding.Answer? {
        let answer: JSON
        do throws(ServiceFault) {
            answer = try ServiceClient.ask("read", at: path, within: .seconds(30)) { writer in
                writer.member("bus", bus)
                writer.member("unit", unit)
                writer.member("table", Table.holding.rawValue)
                writer.member("address", 0)
                writer.member("count", 1)
                writer.member("timeout", plan.timeout.count / 1_000_000)
                guard let speed else { return }
                writer.member("baud", speed.baud)
                writer.member("mode", speed.mode.text)
            }
        } catch {
            guard case .refused(let code, _, let exception) = error else { throw error }
            if let exception { return .exception(exception) }
            switch code {
            case Quality.commTimeout.code, Quality.commGateway.code: return nil
            // Of a bus that has not got to anything yet nothing is known.
            case "late" where asked > 0: return nil
            case Quality.commGarbled.code, Quality.commMismatch.code: return .damaged
            // Of a range some may be none that can be asked there.
            case "no-unit" where plan.units.count > 1: return nil
            // The port has no such settings.
            case "bus-busy" where speed != nil: return nil
            default: throw error
            }
        }
        return .data(ReadCommand.bytes(answer.text("data")))
    }

    /// A line of our own, with each of the plan's settings until somebody answers. `isBus`: the
    /// configuration has an entry for it; `stop`: as `ask` has it. What was found is told also
    /// where the line is lost meanwhile.
    mutating func open(_ line: Line, isBus: Bool, stop: CInt) throws(OwnBusFault) {
        self.isBus = isBus
        introduce(isShared: false)
        defer { clearProgress() }
        do throws(OwnBusFault) {
            for speed in plan.speeds where !isSettled { try ask(line, speed, stop) }
        } catch {
            isStopped = true
            if !found.isEmpty { conclude() }
            throw error
        }
        conclude()
    }

    private mutating func ask(
        _ line: Line, _ speed: SerialSpeed?, _ stop: CInt
    ) throws(OwnBusFault) {
        var tuned = line
        tuned.link = line.link.at(speed)
        var bus = try OwnBus(tuned)
        for unit in plan.units where !mustStop(stop) {
            progress(unit, speed)
            let outcome = try bus.read(unit: unit, .holding, 0, count: 1, timeout: plan.timeout)
            take(unit, speed, Self.answer(outcome))
        }
    }

    private static func answer(_ outcome: GuestResult.Outcome) -> ScanFinding.Answer? {
        switch outcome {
        case .data(let bytes): .data(bytes)
        case .exception(let code): .exception(code)
        case .failed(.commGarbled), .failed(.commMismatch): .damaged
        case .failed, .closed, .late, .refused: nil
        }
    }

    private mutating func take(
        _ unit: UInt8, _ speed: SerialSpeed?, _ answer: ScanFinding.Answer?
    ) {
        asked += 1
        guard let answer else { return }
        let finding = ScanFinding(unit: unit, speed: speed, answer: answer)
        found.append(finding)
        guard !isQuiet else { return }
        clearProgress()
        if !hasHead {
            screen.say(Text(en: "UNIT ANSWER", vi: "TRẠM TRẢ LỜI"))
            hasHead = true
        }
        let setting = speed.map { "\($0.baud) \($0.mode.text): " } ?? ""
        let text = finding.text(screen.language)
        screen.line("\(TableColumns.right("\(unit)", 4)) \(setting)\(text)")
    }

    private func introduce(isShared: Bool) {
        guard !isQuiet else { return }
        let seconds = Int((plan.longest(isShared: isShared).count + 999_999_999) / 1_000_000_000)
        let settings = plan.speeds.count > 1 ? plan.speeds.count : 0
        let count = plan.units.count
        guard !isShared || settings == 0 else { return }
        screen.say(
            Text(
                en: """
                    \(count.of("unit"))\(settings > 0 ? " × \(settings) settings" : ""), \
                    \(seconds) s at most; nothing is written
                    """,
                vi: """
                    \(count) trạm\(settings > 0 ? " × \(settings) thiết lập" : ""), tối đa \
                    \(seconds) giây; không ghi gì
                    """))
    }

    private func progress(_ unit: UInt8, _ speed: SerialSpeed?) {
        guard showsProgress else { return }
        let all = plan.units.count * plan.speeds.count
        let setting = speed.map { ", \($0.baud) \($0.mode.text)" } ?? ""
        let word = Text(en: "unit", vi: "trạm")(screen.language)
        Environment.write("\r\u{1B}[K\(asked)/\(all)  \(screen.shown(word)) \(unit)\(setting)")
    }

    private func clearProgress() {
        if showsProgress { Environment.write("\r\u{1B}[K") }
    }

    private func conclude() {
        guard !isQuiet else { return }
        clearProgress()
        for text in conclusion { screen.say(text) }
    }

    /// What it comes to, or has come to when it was ended.
    private var conclusion: [Text] {
        let units = Set(found.map(\.unit)).count
        let asked = isStopped ? min(asked, plan.units.count) : plan.units.count
        guard units == 0 else {
            let count = Text(
                en: "\(units) of \(asked.of("unit")) answer\(units == 1 ? "s" : "")",
                vi: "\(units) trong \(asked) trạm trả lời")
            return [isStopped ? Self.ended(count) : count] + settings
        }
        if isStopped {
            return [Self.ended(Text(en: "nobody has answered", vi: "chưa trạm nào trả lời"))]
        }
        return [isWired ? silentWires : Self.silentHost]
    }

    private static func ended(_ text: Text) -> Text {
        Text(en: "ended before its end: \(text.en)", vi: "đã dừng giữa chừng: \(text.vi)")
    }

    /// Those that were found by trying, where they are to be written by hand: of a port that is no
    /// bus yet the commands below have them.
    private var settings: [Text] {
        guard isBus, let speed = right else { return [] }
        let line = "baud: \(speed.baud), mode: \(speed.mode.text)"
        return [
            Text(
                en: "in the bus's entry of tram.yaml: \(line)",
                vi: "trong mục của bus ở tram.yaml: \(line)")
        ]
    }

    private var silentWires: Text {
        let isOne = plan.speeds.count == 1 && plan.speeds[0] != nil
        return Text(
            en: "nobody answers: check A/B, power and termination" + (isOne ? "; try --auto" : ""),
            vi: "không trạm nào trả lời: hãy kiểm tra dây A/B, nguồn và điện trở cuối"
                + (isOne ? "; thử --auto" : ""))
    }

    /// It takes the connection, so it is there.
    private static let silentHost = Text(
        en: "nobody answers: check the unit ids; a converter (DTU) needs rtu-over-tcp",
        vi: "không trạm nào trả lời: kiểm tra địa chỉ trạm; bộ chuyển đổi (DTU) cần rtu-over-tcp")

    /// Settings that were found by trying.
    private var right: SerialSpeed? {
        plan.speeds.count > 1 ? found.first(where: \.isIntact)?.speed : nil
    }

    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("asked", asked)
        writer.key("stopped")
        writer.bool(isStopped)
        writer.key("units")
        writer.beginArray()
        for finding in found { write(finding, &writer) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func write(_ finding: ScanFinding, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("unit", finding.unit)
        if let speed = finding.speed {
            writer.member("baud", speed.baud)
            writer.member("mode", speed.mode.text)
        }
        switch finding.answer {
        case .data(let bytes): writer.member("data", Digest.hex(bytes))
        case .exception(let code): writer.member("exception", code)
        case .damaged: writer.member("code", Quality.commGarbled.code)
        }
        writer.endObject()
    }
}
