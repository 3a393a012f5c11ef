// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Bus
internal import Field
internal import Host

/// Why a device is not added, tried, shown or taken away.
struct DeviceMistake: Error {
    let code: String
    let text: Text
    /// Likely causes, or what else is wrong.
    var details: [Text] = []
    /// What to type then, in this order.
    var next: [ShellLine] = []
    var exit = ExitCode.problem

    init(
        _ code: String, _ text: Text, details: [Text] = [], next: [[String]] = [],
        exit: ExitCode = .problem
    ) {
        (self.code, self.text, self.details) = (code, text, details)
        (self.next, self.exit) = (next.map(ShellLine.init), exit)
    }

    /// Whatever may come of asking the service, a line or the configuration.
    init(anyOf error: any Error) {
        switch error {
        case let mistake as Self: self = mistake
        case let fault as MoveFault: self = fault.mistake
        case let fault as ServiceFault: self.init(fault.code, fault.text, exit: fault.exit)
        case let fault as OwnBusFault:
            let next = fault.isOfPort ? ["tram", "ports"] : ["tram", "explain", fault.code]
            self.init(fault.code, fault.text, next: [next], exit: .unreachable)
        case let mistake as ReadMistake:
            self.init(mistake.code, mistake.text, next: [["tram", "device", "list"]], exit: .usage)
        default:
            let words = "\(error)"
            self.init("system", Text(en: words, vi: words))
        }
    }

    /// Nobody has said yes.
    static var unconfirmed: Self {
        Self(
            "unconfirmed",
            Text(en: "not confirmed; nothing was changed", vi: "chưa xác nhận; không thay đổi gì"),
            exit: .unconfirmed)
    }

    /// A script cannot be asked.
    static var nobodyThere: Self {
        Self(
            "unconfirmed",
            Text(
                en: "nobody is there to confirm; add --yes, or --dry-run to look only",
                vi: "không có ai để xác nhận; hãy thêm --yes, hoặc --dry-run để chỉ xem"),
            exit: .unconfirmed)
    }

    /// For which there is `--force`.
    var canBeForced: Self {
        var other = self
        other.details.append(
            Text(
                en: "nothing was written; to add it all the same: --force",
                vi: "chưa ghi gì; nếu vẫn muốn thêm: --force"))
        return other
    }

    /// Runs what may end so, and ends the command with it.
    static func telling(
        _ command: String, _ output: OutputForm, _ screen: Screen, _ body: () throws -> Void
    ) throws {
        do {
            try body()
        } catch let code as ExitCode {
            throw code
        } catch {
            let mistake = Self(anyOf: error)
            mistake.tell(command, output, screen)
            throw mistake.exit
        }
    }

    /// Why, and what to type, for people or for a script.
    func tell(_ command: String, _ output: OutputForm, _ screen: Screen) {
        guard output == .table else { return Environment.write(json + "\n") }
        let (language, width) = (screen.language, max(60, Terminal.columns))
        for line in "\(command): \(text(language)) [\(code)]".wrapped(columns: width)
            + details.flatMap({ "  \($0(language))".wrapped(columns: width) })
        {
            screen.complain(line)
        }
        guard !next.isEmpty else { return }
        screen.complain(Text(en: "next:", vi: "lệnh tiếp theo:")(language))
        for line in next.flatMap({ $0.lines() }) { screen.complain(line) }
    }

    private var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("code", code)
        writer.member("en", text.en)
        writer.member("vi", text.vi)
        writer.key("details")
        writer.beginArray()
        for detail in details {
            writer.beginObject()
            writer.member("en", detail.en)
            writer.member("vi", detail.vi)
            writer.endObject()
        }
        writer.endArray()
        writer.strings("next", next.map(\.text))
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension OwnBusFault {
    fileprivate var isOfPort: Bool {
        if case .bus(_, let address) = self { address.hasPrefix("/") } else { false }
    }
}
