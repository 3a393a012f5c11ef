// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host

@main
struct Tram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tram",
        abstract: Text(
            en: "Reads a city's sensors over Modbus and publishes them to its hub over MQTT.",
            vi: "Đọc cảm biến của thành phố qua Modbus và gửi số liệu lên hub qua MQTT."),
        discussion: Text(
            en: """
                `tram run` is the service; everything else is a tool for the person at the \
                cabinet. `tram demo` shows all of it on this machine, without a sensor and \
                without a hub. `tram explain CODE` tells what is behind a code in brackets.
                """,
            vi: """
                `tram run` là dịch vụ; các lệnh khác là công cụ cho người làm việc tại tủ thiết \
                bị. `tram demo` trình diễn toàn bộ ngay trên máy này, không cần cảm biến và \
                không cần hub. `tram explain MÃ` giải thích mã trong ngoặc vuông.
                """),
        version: Product.version,
        subcommands: [
            Run.self,
            Check.self,
            PlanCommand.self,
            StatusCommand.self,
            WatchCommand.self,
            ReadCommand.self,
            WriteCommand.self,
            ReloadCommand.self,
            CaptureCommand.self,
            PortsCommand.self,
            ScanCommand.self,
            IdentifyCommand.self,
            DeviceCommand.self,
            HubCommand.self,
            SpoolCommand.self,
            DoctorCommand.self,
            MaintenanceCommand.self,
            ExportCommand.self,
            ImportCommand.self,
            CommissionCommand.self,
            BundleCommand.self,
            ExplainCommand.self,
            Demo.self,
            Simulate.self,
            DecodeCommand.self,
            ProfileCommand.self,
            HelpCommand.self,
            SimulateSite.self,
            WriteManual.self,
        ])

    /// As ArgumentParser's, with the exit codes of the tool's contract: 2 for wrong usage.
    static func main() {
        var code = ExitCode.success
        do {
            var command = try parseAsRoot()
            try run(&command)
        } catch {
            code = exitCode(for: error)
            let message = Screen(.spoken).shown(fullMessage(for: error))
            if !message.isEmpty { Environment.write(message + "\n", toError: !code.isSuccess) }
            if code == .validationFailure { code = .usage }
        }
        if let fault = Environment.outputFault {
            DeviceMistake(
                "output-failed",
                Text(
                    en: "the answer was not written whole: \(fault.text.en)",
                    vi: "chưa ghi hết câu trả lời: \(fault.text.vi)")
            ).tell("tram", .table, Screen(.spoken))
            if code.isSuccess { code = .problem }
        }
        Environment.exit(code.rawValue)
    }

    /// The one place where a command's errors are told.
    private static func run(_ command: inout any ParsableCommand) throws {
        do {
            try command.run()
        } catch let told as any Told {
            let mistake = told.mistake
            mistake.tell(name(of: type(of: command)), .spoken, Screen(.spoken))
            throw mistake.exit
        }
    }

    /// As it is typed: `tram device add`.
    private static func name(of command: any ParsableCommand.Type) -> String {
        for group in configuration.subcommands {
            if group == command { return "tram \(command._commandName)" }
            let isOfGroup = group.configuration.subcommands.contains { $0 == command }
            if isOfGroup { return "tram \(group._commandName) \(command._commandName)" }
        }
        return "tram"
    }
}
