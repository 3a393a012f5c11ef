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
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            let code = exitCode(for: error)
            let message = Screen(.spoken).shown(fullMessage(for: error))
            if !message.isEmpty { Environment.write(message + "\n", toError: !code.isSuccess) }
            Environment.exit(code == .validationFailure ? ExitCode.usage.rawValue : code.rawValue)
        }
    }
}
