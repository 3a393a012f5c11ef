// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// What was measured of a running service between two moments.
struct CommissionMeasure {
    var began = WallTime(nanoseconds: 0)
    var ended = WallTime(nanoseconds: 0)
    /// How the service did at first, and at last.
    var first = StatusReport(.null)
    var last = StatusReport(.null)
    var lines: [LineTally] = []
    private(set) var devices: [DeviceSeries] = []
    /// Looks at all values.
    private(set) var samples = 0
    /// Looks in vain: the service did not answer.
    var misses = 0
    /// The service began anew meanwhile, or took another file.
    private(set) var isDisturbed = false
    private var places: [String: Int] = [:]
    private var config: String?

    /// Milliseconds.
    var length: Int64 { max(0, ended.milliseconds - began.milliseconds) }

    /// All pages of one moment.
    mutating func take(_ pages: [JSON]) {
        samples += 1
        var seen: Set<String> = []
        for page in pages {
            let file = page.text("config")
            if file != config ?? file { isDisturbed = true }
            config = file
            for json in page["devices"]?.array ?? [] {
                let id = json.text("id")
                let place = places[id] ?? devices.count
                if place == devices.count { devices.append(DeviceSeries(id: id)) }
                places[id] = place
                devices[place].take(json, isFirst: seen.insert(id).inserted)
            }
        }
    }

    mutating func take(status: JSON, at time: WallTime) {
        let running = { (report: StatusReport) in report.json["gateway"]?["running"]?.integer }
        let new = StatusReport(status)
        if first.json == .null { (first, began) = (new, time) }
        if let old = running(last), let now = running(new), now < old { isDisturbed = true }
        (last, ended) = (new, time)
    }

    /// How much a count of the service has grown.
    func growth(_ part: String, _ key: String) -> Int64 {
        let count = { (report: StatusReport) in report.json[part]?[key] }
        return Self.growth(count(first), count(last))
    }

    /// The same of a bus.
    func growth(ofBus id: String, _ key: String) -> Int64 {
        let count = { (report: StatusReport) in
            report.buses.first { $0.text("id") == id }?[key]
        }
        return Self.growth(count(first), count(last))
    }

    /// Of counts as large as they can be in truth, so that a few can be added up.
    private static func growth(_ first: JSON?, _ last: JSON?) -> Int64 {
        let count = { (json: JSON?) in min(max(0, json?.integer ?? 0), 1 << 53) }
        return max(0, count(last) - count(first))
    }

    func device(_ id: String) -> DeviceSeries? { places[id].map { devices[$0] } }

    func tally(_ bus: String, _ unit: UInt8) -> UnitTally {
        lines.first { $0.bus == bus }?.units[unit] ?? UnitTally()
    }
}
