// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host

struct PortsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ports",
        abstract: Text(
            en: "Show serial ports: stable names, who holds them, permissions.",
            vi: "Xem các cổng nối tiếp: tên ổn định, ai đang giữ, quyền truy cập."),
        usage: "tram ports [--output <output>] [--lang <lang>]",
        discussion: Text(
            en: """
                Write the stable name into tram.yaml: ttyUSB0 may be another adapter after the \
                next start. A name by-id stays with the adapter, one by-path with the socket. \
                Nothing is opened. What other users' programs hold only root sees.

                $ tram ports
                /dev/ttyUSB0  ch341-uart  group dialout  held by tram (812)
                  /dev/serial/by-id/usb-1a86_USB_Serial-if00-port0
                  /dev/serial/by-path/platform-fd500000.pcie-usb-0:1.2:1.0-port0

                Exit code 1: a port may not be opened by this user, or there is none.
                """,
            vi: """
                Hãy ghi tên ổn định vào tram.yaml: sau lần khởi động kế tiếp ttyUSB0 có thể là bộ \
                chuyển đổi khác. Tên by-id đi theo bộ chuyển đổi, tên by-path đi theo ổ cắm. Lệnh \
                này không mở cổng nào. Chỉ root thấy được cổng mà chương trình của người khác giữ.

                $ tram ports --lang vi
                /dev/ttyUSB0  ch341-uart  nhóm dialout  tram (812) đang giữ
                  /dev/serial/by-id/usb-1a86_USB_Serial-if00-port0
                  …

                Mã thoát 1: tài khoản này không mở được một cổng, hoặc không có cổng nào.
                """))

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var language: LanguageOptions

    func run() throws {
        let screen = Screen(language.language)
        let view = PortsView(ports: SerialPorts().all())
        switch output {
        case .json: Environment.write(view.json + "\n")
        case .table: for line in view.lines(screen.language) { screen.line(line) }
        }
        if view.isTrouble { throw ExitCode.problem }
    }
}

/// The ports as people and scripts read them.
struct PortsView {
    let ports: [SerialPortEntry]

    var isTrouble: Bool { ports.isEmpty || ports.contains { !$0.isPermitted } }

    func lines(_ language: Language) -> [String] {
        guard !ports.isEmpty else {
            return [
                Text(
                    en: "no serial port: plug an adapter in; dmesg tells whether the system sees "
                        + "it",
                    vi: "không có cổng nối tiếp nào: hãy cắm bộ chuyển đổi; dmesg cho biết hệ "
                        + "thống có thấy nó không")(language)
            ]
        }
        let rows = ports.flatMap { port in
            ["\(port.path)  \(facts(port).map { $0(language) }.joined(separator: "  "))"]
                + port.stableNames.map { "  \($0)" }
                + (port.isPermitted ? [] : [advice(port)(language)])
        }
        return rows + next(language)
    }

    /// Where nobody is known to be on a port that can be tried.
    private func next(_ language: Language) -> [String] {
        guard let free = ports.first(where: { $0.isPermitted && $0.holders.isEmpty }) else {
            return []
        }
        let name = free.stableNames.first ?? free.path
        let head = Text(
            en: "to see who answers on a port:", vi: "để xem trạm nào trả lời trên một cổng:")
        return [head(language)] + ShellLine(["tram", "scan", name, "--auto"]).lines()
    }

    private func facts(_ port: SerialPortEntry) -> [Text] {
        var facts: [Text] = []
        if let driver = port.driver { facts.append(Text(en: driver, vi: driver)) }
        if let group = port.group {
            facts.append(Text(en: "group \(group)", vi: "nhóm \(group)"))
        }
        if !port.holders.isEmpty {
            let names = port.holders.map { "\($0.name) (\($0.process))" }.joined(separator: ", ")
            facts.append(Text(en: "held by \(names)", vi: "\(names) đang giữ"))
        }
        return facts
    }

    private func advice(_ port: SerialPortEntry) -> Text {
        let group = port.group ?? "dialout"
        return Text(
            en: "  ✗ not permitted: sudo usermod -aG \(group) USER",
            vi: "  ✗ không có quyền: sudo usermod -aG \(group) USER")
    }

    var json: String {
        var writer = JSONWriter()
        writer.beginArray()
        for port in ports { write(port, &writer) }
        writer.endArray()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func write(_ port: SerialPortEntry, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("path", port.path)
        writer.key("stable")
        writer.beginArray()
        for name in port.stableNames { writer.string(name) }
        writer.endArray()
        if let driver = port.driver { writer.member("driver", driver) }
        if let group = port.group { writer.member("group", group) }
        writer.key("permitted")
        writer.bool(port.isPermitted)
        writer.key("holders")
        writer.beginArray()
        for holder in port.holders {
            writer.beginObject()
            writer.member("process", holder.process)
            writer.member("name", holder.name)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }
}
