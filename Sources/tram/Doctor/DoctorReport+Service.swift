// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Where the file cannot be read, the running service knows its lines, its hub and its spool all
/// the same: it goes on with what it has read before.
extension DoctorReport {
    mutating func askService(at control: String) {
        do throws(ServiceFault) {
            let answer = try ServiceClient.ask("status", at: control)
            scope.isServed = true
            take(StatusReport(answer["status"] ?? .null))
        } catch {
            add(DoctorFinding(.service, control, code: error.code, in: .service, found: error.text))
        }
    }

    private mutating func take(_ status: StatusReport) {
        (scope.buses, scope.devices) = (status.buses.count, status.devices.count)
        for bus in status.buses { take(bus: bus) }
        for device in status.devices { take(device: device) }
        if status.json["clock"]?["trusted"]?.bool == false { add(.clock()) }
        if let hub = status.json["hub"], hub["up"]?.bool == false {
            add(.hub(hub.text("id"), waiting: hub))
        }
        if let wait = status.unheard {
            add(.unheard(status.json["hub"]?.text("id") ?? "hub", wait))
        }
        guard let spool = status.json["spool"] else { return }
        if spool["durable"]?.bool == false {
            let code = DoctorTrouble.spoolInMemory.code
            add(DoctorFinding(.spool, "spool", code: code, in: .doctor))
        }
        if let hours = spool["disk-hours"]?.double { add(.disk("spool", fullIn: hours)) }
    }

    private mutating func take(bus: JSON) {
        guard bus["open"]?.bool == false, let fault = bus["fault"] else { return }
        let address = bus.text("address")
        add(
            DoctorFinding(
                .bus, bus.text("id"), code: fault.text("code"), in: .line,
                found: Text(
                    en: "\(address): \(fault.text("en"))", vi: "\(address): \(fault.text("vi"))"),
                names: [
                    "BUS": bus.text("id"), "PORT": address,
                    "HOST": address,
                ]))
    }

    /// Of those that somebody works on nobody has to hear.
    private mutating func take(device: JSON) {
        guard device.text("state") == "offline", device["maintenance"] == nil else { return }
        let place = "\(device.text("bus")):\(device["unit"]?.integer ?? 0)"
        add(
            DoctorFinding(
                .device, device.text("id"), code: device["code"]?.string ?? "comm/timeout",
                in: .quality,
                found: Text(
                    en: "the service has no answer of it (\(place))",
                    vi: "dịch vụ không nhận được trả lời của thiết bị (\(place))"),
                names: ["BUS": device.text("bus"), "DEVICE": device.text("id")]))
    }
}
