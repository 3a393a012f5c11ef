// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What the service says of its points, and what it said before: the model behind `tram watch`,
/// without terminal and clock. Times are UTC in milliseconds.
struct WatchBoard {
    struct Device: Hashable {
        let id: String
        let state: String
        /// Why it is offline.
        let code: String
        var points: [ShownPoint] = []

        /// One that has nothing to show is shown all the same.
        var rows: Int { max(1, points.count) }

        fileprivate init(_ json: JSON) {
            (id, state, code) = (json.text("id"), json.text("state"), json.text("code"))
        }

        /// The point of this name, as a rule at the same place.
        fileprivate func point(_ name: String, at place: Int) -> ShownPoint? {
            if points.indices.contains(place), points[place].name == name { return points[place] }
            return points.first { $0.name == name }
        }
    }

    /// A point that has another value or quality than before.
    struct Change: Hashable {
        let device: String
        let point: ShownPoint
    }

    /// A limit that is passed now.
    private struct Place: Hashable {
        let device: String
        let point: String
    }

    private(set) var devices: [Device] = []
    private(set) var report = StatusReport(.null)
    private(set) var loads = BusLoads()
    private var alarms: [Place: String] = [:]
    /// The service's clock less ours.
    private var lead: Int64 = 0

    /// How many rows all devices take.
    var rows: Int { devices.reduce(0) { $0 + $1.rows } }

    /// A moment of ours on the service's clock.
    func time(at now: Int64) -> Int64 { now &+ lead }

    /// The code of a limit that the point has passed.
    func alarm(_ device: String, _ point: String) -> String? {
        alarms[Place(device: device, point: point)]
    }

    /// What is other than before.
    mutating func take(_ answer: WatchAnswer, at now: Int64) -> [Change] {
        let old = Dictionary(devices.map { ($0.id, $0) }) { first, _ in first }
        var changes: [Change] = []
        devices = []
        for page in answer.pages {
            let utc = page["utc"]?.integer ?? now
            lead = utc &- now
            for json in page["devices"]?.array ?? [] { take(json, old, utc, &changes) }
        }
        report = StatusReport(answer.status)
        loads.take(answer.status)
        alarms = [:]
        for alarm in report.alarms {
            let place = Place(device: alarm.text("device"), point: alarm.text("point"))
            alarms[place] = alarm.text("code")
        }
        return changes
    }

    /// A device, or what of it stands on the next page.
    private mutating func take(
        _ json: JSON, _ old: [String: Device], _ utc: Int64, _ changes: inout [Change]
    ) {
        let id = json.text("id")
        if devices.last?.id != id { devices.append(Device(json)) }
        let last = devices.count - 1
        for said in json["points"]?.array ?? [] {
            let name = said.text("name")
            let place = devices[last].points.count
            var point = old[id]?.point(name, at: place) ?? ShownPoint(name: name)
            if point.take(service: said, at: utc) {
                changes.append(Change(device: id, point: point))
            }
            devices[last].points.append(point)
        }
    }
}
