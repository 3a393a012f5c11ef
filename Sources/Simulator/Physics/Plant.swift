// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What kind of plant a profile's device stands in: sizes, chosen so that all its points can show
/// what they measure.
struct Plant: Sendable {
    /// Lines of the alternating supply.
    let lines: Int
    /// Volts between a line and the neutral.
    let mains: Double
    /// The part of an ordinary street cabinet's current that flows.
    let load: Double
    /// Volts of the direct-current bus.
    let bus: Double
    /// The part of an ordinary station's direct current that flows.
    let draw: Double
    /// Whether a direct current without a name is a battery's.
    let hasBattery: Bool
    /// Whether the battery is there for the day when the mains fail, and full until then.
    let isStandby: Bool
    /// Whether it feeds the alternating supply.
    let isSource: Bool

    /// Cells of a battery in a row.
    static let cells = 16.0
    /// What a battery holds.
    static let ampereHours = 200.0

    init(_ points: [SimulatedPoint], class kind: String) {
        func highest(_ quantity: String, _ accepts: (Subject) -> Bool = { _ in true }) -> Double {
            points.filter { $0.subject.quantity == quantity && accepts($0.subject) }
                .map(\.bounds.upperBound).min() ?? .infinity
        }
        lines =
            points.contains { point in
                if case .line(let line) = point.subject.phase { line > 0 } else { false }
            } ? 3 : 1
        mains = highest("voltage") > 260 ? 231 : highest("voltage") * 0.85
        let room = [
            highest("current") / Supply.full, highest("active_power") / (Supply.full * 700),
            highest("apparent_power") / (Supply.full * 700),
        ]
        load = min(1, room.reduce(1, min) * 0.8)
        let volts = highest("dc_voltage") { $0.role != .cell }
        bus = [53.5, 26.7, 13.4].first { $0 * 1.4 < volts } ?? volts * 0.6
        let amperes = highest("dc_current") { !$0.isLimit }
        draw = min(1, amperes / 30, highest("dc_power") / (30 * bus))
        hasBattery = points.contains { $0.subject.quantity == "state_of_charge" }
        isStandby = kind == "ups"
        isSource = kind == "inverter" || kind == "genset-controller"
    }
}
