// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host

/// `tram read DEVICE [POINT…]`: the requests go to the service or to the line, what they mean is
/// read from the configuration here.
extension ReadCommand {
    func readDevice(_ screen: Screen) throws {
        let configuration = try options.read()
        guard
            let line = configuration.lines.first(where: { $0.devices.contains { $0.id == place } }),
            let device = line.devices.first(where: { $0.id == place })
        else { throw ReadMistake.device(place, configuration) }
        var read = try DeviceRead(device, words)
        var access = try DeviceAccess(line, device, control: control.path)
        let began = Clock.now()
        var isTold = output == .json
        let asked = try read.ask { request in
            let outcome = try access.read(request)
            if access.isOwn, !isTold { screen.complain(Self.alone(line)(screen.language)) }
            isTold = isTold || access.isOwn
            return outcome
        }
        let report = DeviceReport(
            line: line, device: device, findings: read.findings, requests: asked,
            took: Clock.now() - began, isOwn: access.isOwn)
        switch output {
        case .json: Environment.write(report.json + "\n")
        case .table:
            for row in report.lines(Terminal.columns, screen) { screen.line(row) }
        }
        if let exit = report.exit { throw exit }
    }

    private static func alone(_ line: Line) -> Text {
        let address = line.link.address
        return Text(
            en: "no service runs: this command opens \(address) itself",
            vi: "không có dịch vụ nào chạy: lệnh này tự mở \(address)")
    }
}
