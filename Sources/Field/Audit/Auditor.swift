// SPDX-License-Identifier: Apache-2.0

/// Says from the hub's messages alone whether anything is missing: which numbers of which stream
/// it holds, which are declared lost, and which are neither. It knows what a consumer knows.
///
/// A value without I/O or clock. Whatever comes costs bounded memory (`Limits`) and time in
/// proportion to its bytes; what no room was found for is told. What it can not know: records
/// behind the highest number that was ever told, so a stream's end shows only by the next number,
/// a gap, or what the gateway's state says that it has produced.
package struct Auditor: Sendable {
    /// Since when it has been listening.
    package enum Start: Hashable, Sendable {
        /// The gateways were already there: a stream counts from the first number that comes on
        /// its own channel, unless its epoch began later.
        case joined
        /// From before the first record: every epoch counts from 1.
        case beginning
    }

    /// How much it keeps.
    package struct Limits: Hashable, Sendable {
        package var gateways = 1_024
        package var devices = 10_000
        /// Streams of devices, in each epoch.
        package var series = 40_000
        /// Epochs of one gateway.
        package var epochs = 64
        /// Ranges of one series' numbers, held or declared.
        package var ranges = 512
        /// … of all series; then each keeps `fewRanges`.
        package var allRanges = 200_000
        package var fewRanges = 8
        /// Records whose content is remembered, to be compared when they come again.
        package var prints = 131_072
        /// Gap records whose ids are remembered.
        package var gaps = 16_384
        /// Definitions of one device.
        package var definitions = 64
        /// Points of all definitions, and points that are followed.
        package var points = 400_000
        /// Stretches of time that a point's windows cover.
        package var stretches = 64
        /// Problems of one kind at one place.
        package var problems = 4_096

        package init() {}
    }

    /// A message, inflated: a compressed history is several times its bytes on the wire.
    static let largestMessage = 256 * 1_024
    /// Values in one message.
    static let mostValues = 131_072
    /// Ranges in one gap.
    static let mostGapRanges = 4_096
    /// An epoch, a meta's or gap's id, the name of a point, a reason.
    static let longestName = 64
    /// Definitions that one device's records named before they came.
    static let mostUnknown = 16
    /// Numbers of records are below this.
    static let numberEnd: Int64 = 1 << 53
    /// UTC in ms: no gateway has told an earlier time.
    static let earliest: Int64 = 1_767_225_600_000
    /// Ms by which a record may be ahead of the auditor's clock, which may be the wrong one.
    static let largestLead = Int64(600_000)

    let start: Start
    let isPartial: Bool
    let limits: Limits
    var gateways: [GatewayBook] = []
    var devices: [DeviceBook] = []
    var series: [SeriesBook] = []
    var prints: Recent<PrintKey, Print>
    var gaps: Recent<GapKey, UInt64>
    var problems: ProblemBook
    private(set) var counts = AuditReport.Counts()
    /// Ranges that all series keep, and points of all devices.
    var rangeCount = 0
    var pointCount = 0
    private var gatewayPlaces: [GatewayKey: Int] = [:]
    private var devicePlaces: [DeviceKey: Int] = [:]
    private var seriesPlaces: [SeriesKey: Int] = [:]

    struct PrintKey: Hashable {
        var series: Int
        var number: UInt64
    }

    struct GapKey: Hashable {
        var gateway: Int
        var id: String
    }

    private struct GatewayKey: Hashable {
        var root: String
        var id: String
    }

    private struct DeviceKey: Hashable {
        var gateway: Int
        var id: String
    }

    private struct SeriesKey: Hashable {
        var device: Int
        var stream: Stream
        var epoch: Int
    }

    /// `isPartial`: only some domains are listened to, so that what a gateway has produced says
    /// nothing of devices that nothing came of.
    package init(start: Start = .joined, isPartial: Bool = false, limits: Limits = Limits()) {
        self.start = start
        self.isPartial = isPartial
        self.limits = limits
        prints = Recent(capacity: limits.prints)
        gaps = Recent(capacity: limits.gaps)
        problems = ProblemBook(limit: limits.problems)
    }

    /// The listener itself was away, or dropped messages: what came then is not known here.
    package mutating func interrupt() {
        counts.interruptions += 1
        problems.note(.listenerAway, AuditProblem.Place(), "")
    }

    /// A message as it came; a compressed one inflated. `at`: when, for how late values are.
    package mutating func take(
        topic: String, payload: [UInt8], isRetained: Bool = false, at time: WallTime? = nil
    ) {
        counts.messages += 1
        do throws(Flaw) {
            guard let place = try Place(topic) else {
                counts.foreign += 1
                return
            }
            do throws(Flaw) {
                try take(payload, at: place, isRetained: isRetained, time)
            } catch {
                note(error, place.problemPlace, payload)
            }
        } catch {
            note(error, AuditProblem.Place(), Array(topic.utf8))
        }
    }

    private mutating func take(
        _ payload: [UInt8], at place: Place, isRetained: Bool, _ time: WallTime?
    ) throws(Flaw) {
        if place.channel == .other || payload.isEmpty && place.channel.isRetained { return }
        if isRetained, !place.channel.isRetained { throw .retained }
        let content = try Self.parsed(payload)
        let gateway = try gatewayIndex(place)
        switch place.channel {
        case .stream(let stream):
            let device = try deviceIndex(gateway, place.device)
            try takeRecord(content, stream, device, time)
        case .history:
            // One row that is broken does not spoil the others.
            let device = try deviceIndex(gateway, place.device)
            for (flaw, stream) in try takeHistory(content, of: device, time) {
                note(flaw, self.place(device, stream), payload)
            }
        case .gap: try takeGap(content, gateway, place)
        case .meta: try takeMeta(content, of: deviceIndex(gateway, place.device), isRetained)
        case .state: try takeState(content, gateway, isRetained: isRetained)
        case .custody: try takeCustody(content, gateway, place)
        case .other: break
        }
    }

    private static func parsed(_ payload: [UInt8]) throws(Flaw) -> JSON {
        let content: JSON
        do throws(JSON.Fault) {
            content = try JSON(
                parsing: payload,
                limits: JSON.Limits(bytes: largestMessage, values: mostValues))
        } catch {
            throw error.reason == .tooLong || error.reason == .tooMany ? .size : .syntax
        }
        guard content["v"]?.integer == 1 else { throw .version }
        return content
    }

    private mutating func note(_ flaw: Flaw, _ place: AuditProblem.Place, _ bytes: [UInt8]) {
        let shown = bytes.prefix(ProblemBook.longestExample)
        problems.note(
            flaw.kind, place, "\(flaw.rawValue): \(String(decoding: shown, as: UTF8.self))")
    }

    // MARK: Places in the books

    func place(_ device: Int, _ stream: Stream? = nil) -> AuditProblem.Place {
        let gateway = gateways[devices[device].gateway]
        return AuditProblem.Place(
            root: gateway.root, gateway: gateway.id, device: devices[device].id, stream: stream)
    }

    private mutating func gatewayIndex(_ place: Place) throws(Flaw) -> Int {
        let key = GatewayKey(root: place.root, id: place.gateway)
        if let index = gatewayPlaces[key] { return index }
        guard gateways.count < limits.gateways else { throw .limit }
        gateways.append(GatewayBook(root: place.root, id: place.gateway))
        gatewayPlaces[key] = gateways.count - 1
        return gateways.count - 1
    }

    func isKnown(_ device: String, of gateway: Int) -> Bool {
        devicePlaces[DeviceKey(gateway: gateway, id: device)] != nil
    }

    mutating func deviceIndex(_ gateway: Int, _ id: String) throws(Flaw) -> Int {
        let key = DeviceKey(gateway: gateway, id: id)
        if let index = devicePlaces[key] { return index }
        guard devices.count < limits.devices else { throw .limit }
        devices.append(DeviceBook(gateway: gateway, id: id))
        devicePlaces[key] = devices.count - 1
        return devices.count - 1
    }

    mutating func seriesIndex(
        _ device: Int, _ stream: Stream, _ epoch: Int
    ) throws(Flaw) -> Int {
        let key = SeriesKey(device: device, stream: stream, epoch: epoch)
        if let index = seriesPlaces[key] { return index }
        guard series.count < limits.series else { throw .limit }
        series.append(SeriesBook(device: device, stream: stream, epoch: epoch))
        seriesPlaces[key] = series.count - 1
        return series.count - 1
    }

    mutating func epochIndex(_ gateway: Int, _ id: String) throws(Flaw) -> Int {
        if let index = gateways[gateway].epochs.firstIndex(where: { $0.id == id }) { return index }
        guard gateways[gateway].epochs.count < limits.epochs else { throw .limit }
        gateways[gateway].epochs.append(EpochBook(id: id, isWatched: start == .beginning))
        return gateways[gateway].epochs.count - 1
    }
}
