// SPDX-License-Identifier: Apache-2.0
internal import Field

/// How a place is reached.
enum BusWay {
    /// Through the running service, which says this of itself.
    case served(StatusReport)
    /// On a line that the command opens itself: a port or host, or a bus of the configuration where
    /// no service runs.
    case own(Line)

    /// `speed`: of a port. A bus that there is none of is told before anything else is.
    init(
        _ place: ScanPlace, _ speed: SerialSpeed, _ control: String,
        _ options: ConfigurationOptions, _ screen: Screen
    ) throws(ServiceFault) {
        if let link = place.link(speed) {
            self = .own(Line(id: place.name, link: link, devices: []))
            return
        }
        let id = place.name
        let status: StatusReport
        do throws(ServiceFault) {
            status = StatusReport(try ServiceClient.ask("status", at: control)["status"] ?? .null)
        } catch {
            self = .own(try options.line(id, after: error, screen))
            return
        }
        let names = status.buses.map { $0.text("id") }
        guard names.contains(id) else { throw .unknownBus(id, names) }
        self = .served(status)
    }

    /// nil where the service has it.
    var line: Line? {
        if case .own(let line) = self { line } else { nil }
    }

    var link: Link? { line?.link }

    /// Unit ids that are polled there.
    func units(of bus: String) -> Set<UInt8> {
        switch self {
        case .own(let line): Set(line.devices.map(\.unit))
        case .served(let status):
            Set(
                status.devices.filter { $0.text("bus") == bus }
                    .compactMap { $0["unit"]?.integer.flatMap(UInt8.init(exactly:)) })
        }
    }

    /// Whether units hang on a pair of wires here, as far as that is known.
    func isWired(_ bus: String) -> Bool {
        switch self {
        case .own(let line): line.link.speed != nil
        case .served(let status):
            status.buses.first { $0.text("id") == bus }?.text("address").hasPrefix("/") == true
        }
    }
}

extension ConfigurationOptions {
    /// A bus as the file has it, for a command that is about to open it itself, and says so; the
    /// service's fault where it runs after all, or where the file cannot be read.
    func line(
        _ id: String, after fault: ServiceFault, _ screen: Screen
    ) throws(ServiceFault) -> Line {
        guard case .notRunning = fault, let lines = known else { throw fault }
        guard let line = lines.first(where: { $0.id == id }) else {
            throw .unknownBus(id, lines.map(\.id))
        }
        let address = line.link.address
        screen.complain(
            Text(
                en: "no service runs: this command opens \(address) itself",
                vi: "không có dịch vụ nào chạy: lệnh này tự mở \(address)")(screen.language))
        return line
    }
}

extension ServiceFault {
    fileprivate static func unknownBus(_ id: String, _ names: [String]) -> Self {
        let near = nearest(id, of: names)
        let list = names.isEmpty ? "–" : names.prefix(8).joined(separator: ", ")
        return .refused(
            code: "unknown-bus",
            Text(
                en: "no bus is called \(id.quoted); "
                    + (near.map { "did you mean \($0)?" } ?? "there are: \(list)"),
                vi: "không có bus nào tên \(id.quoted); "
                    + (near.map { "có phải \($0) không?" } ?? "hiện có: \(list)")))
    }
}
