// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The service's state as Prometheus reads it (text exposition format 0.0.4): base units, and names
/// that stay, listed in `Metrics.md`.
struct StatusMetrics {
    private(set) var text = ""

    init(_ report: StatusReport) {
        let json = report.json
        if report.isWhole { addUp(true) }
        if let gateway = json["gateway"] { add(gateway: gateway) }
        if let clock = json["clock"] {
            add(
                "tram_clock_trusted", "gauge", "Whether the clock of the day is believed.",
                [("", flag(clock["trusted"]))])
        }
        if let hub = json["hub"] { add(hub: hub) }
        if let spool = json["spool"] { add(spool: spool, at: json["clock"]?["utc"]?.integer) }
        for (name, key, help) in [
            ("used", "used", "What the month has cost so far over the SIM card."),
            ("limit", "limit", "What it may cost."),
        ] {
            add(
                "tram_budget_\(name)_bytes", "gauge", help, [("", json["budget"]?[key]?.number)])
        }
        add(buses: report.buses)
        add(devices: report.devices)
        if json["alarms"] != nil {
            add(
                "tram_alarms", "gauge", "Limits that are passed now.",
                [("", "\(report.alarms.count)")])
        }
    }

    /// Of a service that gives no answer.
    init(isUp: Bool) { addUp(isUp) }

    private mutating func addUp(_ isUp: Bool) {
        add(
            "tram_up", "gauge", "Whether the service answers at its control socket.",
            [("", isUp ? "1" : "0")])
    }

    private mutating func add(gateway: JSON) {
        let labels = [
            ("gateway", "id"), ("area", "area"), ("site", "site"), ("version", "version"),
            ("epoch", "epoch"),
        ].map { "\($0)=\(gateway.text($1).quotedLabel)" }
        add(
            "tram_info", "gauge", "Which gateway this is; always 1.",
            [("{\(labels.joined(separator: ","))}", "1")])
        add(
            "tram_running_seconds", "gauge", "Since the service was started.",
            [("", seconds(gateway["running"]))])
        for (name, key, help) in [
            ("readings", "readings", "Values read from devices, failed reads among them."),
            ("records", "records", "Records made of them, of all streams."),
            ("lost_readings", "lost", "Readings and records that were lost, and declared."),
        ] {
            add("tram_\(name)_total", "counter", help, [("", gateway[key]?.number)])
        }
    }

    private mutating func add(hub: JSON) {
        let label = "{hub=\(hub.text("id").quotedLabel)}"
        add("tram_hub_up", "gauge", "Whether a session is up.", [(label, flag(hub["up"]))])
        add(
            "tram_hub_fault", "gauge", "Why no session is up, by its code; always 1.",
            faults([hub], [("hub", "id")]) { $0["fault"]?["code"]?.string })
        for (key, help) in [
            ("delivered", "Records that the hub acknowledged when they were new."),
            ("recovered", "Records that it acknowledged later, as history."),
            ("unheard", "Records that it acknowledged, with nobody subscribed."),
            ("refused", "Records that it refused."),
        ] {
            add("tram_hub_\(key)_total", "counter", help, [(label, hub[key]?.number)])
        }
        add(
            "tram_hub_unheard_devices", "gauge",
            "Devices with records that wait, as nobody has subscribed to them.",
            [(label, hub["wait"]?["devices"]?.number ?? "0")])
    }

    /// `now`: UTC in milliseconds.
    private mutating func add(spool: JSON, at now: Int64?) {
        add(
            "tram_spool_durable", "gauge", "Whether records survive a loss of power.",
            [("", flag(spool["durable"]))])
        for (name, key, help) in [
            ("used_bytes", "used", "What the spool takes on the disk."),
            ("size_bytes", "size", "The most that it may take."),
            ("waiting_records", "waiting", "Records that the hub does not have."),
            ("gaps", "gaps", "Gaps that the hub has not been told of."),
            ("disk_free_bytes", "disk-free", "What the disk has left."),
        ] {
            add("tram_spool_\(name)", "gauge", help, [("", spool[key]?.number)])
        }
        if let now, let oldest = spool["oldest"]?.integer, oldest >= 0, oldest <= now {
            add(
                "tram_spool_oldest_waiting_seconds", "gauge",
                "Since the oldest record was made that the hub does not have.",
                [("", seconds(.number("\(now - oldest)")))])
        }
        for (name, key, help) in [
            ("autonomy_seconds", "hours", "How long there is room without the hub."),
            ("disk_full_seconds", "disk-hours", "Until the disk is full before the spool is."),
        ] {
            let hours = spool[key]?.double
            let value = hours.flatMap { Int64(exactly: ($0 * 3_600).rounded()) }
            add("tram_spool_\(name)", "gauge", help, [("", value.map { "\($0)" })])
        }
    }

    private mutating func add(buses: [JSON]) {
        func each(_ value: (JSON) -> String?) -> [(String, String?)] {
            buses.map { ("{bus=\($0.text("id").quotedLabel)}", value($0)) }
        }
        add(
            "tram_bus_open", "gauge", "Whether the port or connection is open.",
            each { flag($0["open"]) })
        for (name, key, help) in [
            ("requests", "requests", "Requests that were sent."),
            ("answers", "answers", "Intact answers to them."),
            ("exceptions", "exceptions", "Exception answers."),
            ("timeouts", "timeouts", "Requests without an answer in time."),
            ("garbled", "garbled", "Damaged answers."),
            ("mismatched", "mismatched", "Intact answers to something else."),
            ("foreign_frames", "foreign", "Frames that nobody here asked for."),
            ("stray_bytes", "strays", "Bytes that belong to no frame."),
        ] {
            add("tram_bus_\(name)_total", "counter", help, each { $0[key]?.number })
        }
        add(
            "tram_bus_busy_seconds_total", "counter",
            "What exchanges took of the line's time, silences included.",
            each { seconds($0["busy"]) })
        add(
            "tram_bus_skipped_reads_total", "counter",
            "Reads of devices left out, as an earlier one went on beyond their time.",
            each { $0["skipped"]?.number })
        add(
            "tram_bus_fault", "gauge", "Why it is not open, by its code; always 1.",
            faults(buses, [("bus", "id")]) { $0["fault"]?["code"]?.string })
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
        add(
            "tram_device_online", "gauge", "Whether the device answers; 0 under maintenance.",
            each { $0["state"]?.string == "online" ? "1" : "0" })
        add(
            "tram_device_fault", "gauge", "Why it does not answer, by its code; always 1.",
            faults(devices, [("device", "id"), ("bus", "bus")]) { $0["code"]?.string })
        add(
            "tram_device_maintenance", "gauge", "Whether somebody works on the device.",
            each { $0["maintenance"] == nil ? "0" : "1" })
        for (name, key, help) in [
            ("points", "points", "Points that are read of it."),
            ("good_points", "good", "Those of them whose last value is good."),
        ] {
            add("tram_device_\(name)", "gauge", help, each { $0[key]?.number })
        }
        add(
            "tram_device_value_age_seconds", "gauge", "Since its last value was read.",
            each { seconds($0["age"]) })
        for (name, help) in [
            ("usual", "How long its answers take as a rule."),
            ("slowest", "How long they take at most."),
        ] {
            add(
                "tram_device_\(name)_round_trip_seconds", "gauge", help,
                each { fraction($0["round-trip"]?[name], of: 1_000_000) })
        }
    }

    /// Of those that have a code, by their labels and that.
    private func faults(
        _ all: [JSON], _ labels: [(String, String)], _ code: (JSON) -> String?
    ) -> [(String, String?)] {
        all.compactMap { one in
            code(one).map { code in
                let own = labels.map { "\($0)=\(one.text($1).quotedLabel)," }.joined()
                return ("{\(own)code=\(code.quotedLabel)}", "1")
            }
        }
    }

    /// One metric with its samples; those without a value are left out.
    private mutating func add(
        _ name: String, _ kind: String, _ help: String, _ samples: [(String, String?)]
    ) {
        let known = samples.compactMap { labels, value in value.map { "\(name)\(labels) \($0)\n" } }
        guard !known.isEmpty else { return }
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n" + known.joined()
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
