// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The service's state as Prometheus reads it (text exposition format 0.0.4).
struct StatusMetrics {
    private(set) var text = ""

    init(_ report: StatusReport) {
        let json = report.json
        if let gateway = json["gateway"] {
            add("tram_running_seconds", "gauge", [("", seconds(gateway["running"]))])
            for (name, key) in [
                ("tram_readings_total", "readings"), ("tram_records_total", "records"),
                ("tram_lost_readings_total", "lost"),
            ] {
                add(name, "counter", [("", gateway[key]?.number)])
            }
        }
        if let clock = json["clock"] {
            add("tram_clock_trusted", "gauge", [("", flag(clock["trusted"]))])
        }
        if let hub = json["hub"] { add(hub: hub) }
        if let spool = json["spool"] { add(spool: spool) }
        add(buses: report.buses)
        add(devices: report.devices)
        if json["alarms"] != nil {
            add("tram_alarms", "gauge", [("", "\(report.alarms.count)")])
        }
    }

    private mutating func add(hub: JSON) {
        let label = "{hub=\(hub.text("id").quotedLabel)}"
        add("tram_hub_up", "gauge", [(label, flag(hub["up"]))])
        for key in ["delivered", "recovered", "unheard", "refused"] {
            add("tram_hub_\(key)_total", "counter", [(label, hub[key]?.number)])
        }
    }

    private mutating func add(spool: JSON) {
        add("tram_spool_durable", "gauge", [("", flag(spool["durable"]))])
        for (name, key) in [
            ("used_bytes", "used"), ("size_bytes", "size"), ("waiting_records", "waiting"),
            ("gaps", "gaps"), ("autonomy_hours", "hours"), ("disk_free_bytes", "disk-free"),
            ("disk_full_hours", "disk-hours"),
        ] {
            add("tram_spool_\(name)", "gauge", [("", spool[key]?.number)])
        }
    }

    private mutating func add(buses: [JSON]) {
        func each(_ value: (JSON) -> String?) -> [(String, String?)] {
            buses.map { ("{bus=\($0.text("id").quotedLabel)}", value($0)) }
        }
        add("tram_bus_open", "gauge", each { flag($0["open"]) })
        for (name, key) in [
            ("requests", "requests"), ("answers", "answers"), ("exceptions", "exceptions"),
            ("timeouts", "timeouts"), ("garbled", "garbled"), ("mismatched", "mismatched"),
            ("foreign_frames", "foreign"), ("stray_bytes", "strays"),
        ] {
            add("tram_bus_\(name)_total", "counter", each { $0[key]?.number })
        }
    }

    private mutating func add(devices: [JSON]) {
        func each(_ value: (JSON) -> String?) -> [(String, String?)] {
            devices.map { device in
                let labels = [("device", "id"), ("bus", "bus")].map { name, key in
                    "\(name)=\(device.text(key).quotedLabel)"
                }
                return ("{\(labels.joined(separator: ","))}", value(device))
            }
        }
        add("tram_device_online", "gauge", each { $0["state"]?.string == "online" ? "1" : "0" })
        add("tram_device_points", "gauge", each { $0["points"]?.number })
        add("tram_device_good_points", "gauge", each { $0["good"]?.number })
        add("tram_device_value_age_seconds", "gauge", each { seconds($0["age"]) })
        for name in ["usual", "slowest"] {
            add(
                "tram_device_\(name)_round_trip_seconds", "gauge",
                each { fraction($0["round-trip"]?[name], of: 1_000_000) })
        }
    }

    /// One metric with its samples; those without a value are left out.
    private mutating func add(_ name: String, _ kind: String, _ samples: [(String, String?)]) {
        let known = samples.compactMap { labels, value in value.map { "\(name)\(labels) \($0)\n" } }
        guard !known.isEmpty else { return }
        text += "# TYPE \(name) \(kind)\n" + known.joined()
    }

    private func flag(_ json: JSON?) -> String? { json?.bool.map { $0 ? "1" : "0" } }

    /// Of milliseconds.
    private func seconds(_ json: JSON?) -> String? { fraction(json, of: 1_000) }

    private func fraction(_ json: JSON?, of whole: Int64) -> String? {
        json?.integer.map { parts in "\(parts / whole).\("\(whole + parts % whole)".dropFirst())" }
    }
}

extension String {
    /// In quotation marks, as the values of labels are.
    fileprivate var quotedLabel: String {
        let escaped = replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped.replacing("\n", with: "\\n"))\""
    }
}
