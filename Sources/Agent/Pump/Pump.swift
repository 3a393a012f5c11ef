// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Hub
package import Spool

/// Turns readings into records and sees them to the hub. A value without I/O or clock: readings,
/// what the hub says, and times go in; messages come out (`delivery`).
package struct Pump: Sendable {
    let topics: Topics
    var configurationHash: String
    /// The gateway's, told at its birth.
    let attributes: [Attribute]
    var devices: [DeviceTrack]
    /// Of each device that is configured, by its name.
    var numbers: [String: Int]
    /// Of devices that were, whose records the spool may hold.
    var formerTopics: [String: DeviceTopics]
    /// … and of those that this process has seen go, the place of their first stream.
    var formerLines: [String: Int32] = [:]
    var points: [PointTrack]
    /// Of each device, and of each point.
    var windows: [WindowTrack]
    var tallies: [Tally]
    /// Of devices whose points depend on each other.
    var derived: [DerivedTrack]
    /// Of devices that have texts.
    var texts: [Int: TextTrack]
    /// Of each device.
    var vigils: [Vigil]
    /// What is remembered of points that need more than the others.
    var watched: WatchTable
    /// On which devices somebody works.
    var maintenance = MaintenanceBook()
    /// Of points that have no value, though their device answers.
    var lacks: [Int32: Lack] = [:]
    /// The next deadline of a window.
    var nextEdge = Instant.never
    /// When values may first be stale, and from when on that is reckoned anew.
    var nextStale = Instant.never
    var staleCheck = Instant.never
    /// The two clocks as they were last seen; nil before the first time.
    var clock: Moment?
    var restamping = Restamping()
    /// By points, while the clock is not trusted.
    var resumed: [Int: ResumedReading] = [:]
    /// Devices of one profile share them.
    var rules: [PointRule]
    var writer = JSONWriter()
    /// Bytes of the last record of each stream.
    var rooms = [Int](repeating: 0, count: Stream.allCases.count)
    /// The points that the record in the making tells of.
    var told: [Int] = []
    /// Devices that cannot be told of.
    let longMetas: [LongMeta]
    /// The number of the session that is up.
    var session: UInt64?
    package internal(set) var delivery: Delivery
    package internal(set) var store: Store
    var history = History()
    /// Devices that a changed configuration brings in a moment, where they will be.
    var coming: [String: KnownDevice] = [:]
    /// What devices were until a moment ago, which the spool's thread takes for the present still;
    /// and how often it was told otherwise.
    var formerMetas: [FormerMeta: MetaRecord] = [:]
    var forgetting = 0
    /// Former metas that this session was told of.
    var toldMetas: Set<String> = []
    /// Whether the spool may hold gaps that the hub does not have, and from when on it is asked.
    var mayHaveGaps = true
    var isAskingForGaps = false
    var gapPause = Instant(nanoseconds: .min)
    /// As the spool's thread last told it.
    var spoolState: SpoolState?
    let boot: UInt128
    /// How records that come late are packed; they need MQTT 5 to say so.
    let packing: HubSettings.Packing
    /// Of MQTT, on which it depends what an acknowledgement proves.
    let version: Connection.Version
    /// As this session's state says it.
    var toldProof: Proof?
    /// What the session's state says of the spool.
    var toldDurable = true
    /// What the log is to say of devices that do not answer.
    var silences = SilenceLog()
    /// What the hub asks of us.
    var desk: CommandDesk
    /// What may be sent in a month; nil: anything.
    package internal(set) var budget: SIMBudget?
    var hasBudgetNews = false
    /// Devices that are no more where they were.
    var departed: [Departed]
    /// Of earlier processes, until the clocks are known.
    var formerCounters: [DeviceCounters]
    package internal(set) var produced = ProducedCounters()

    /// `opening`: how the spool was found. `seed`: random, for the names of gaps. `boot`: the
    /// kernel's random id of its running. `room`: bytes of records that wait for the spool's
    /// thread. `queue`: new records that wait for the hub.
    package init(
        _ configuration: Configuration, _ opening: SpoolOpening, seed: UInt64, boot: UInt128 = 0,
        room: Int = Store.byteLimit, queue: Int = Delivery.recordLimit
    ) {
        self.boot = boot
        delivery = Delivery(most: queue)
        version = configuration.hub.version == .v5 ? .v5 : .v311
        packing = version == .v5 ? configuration.hub.packing : .plain
        desk = CommandDesk(opening.commands)
        budget = configuration.hub.budget.map { SIMBudget(limit: $0, opening) }
        topics = Topics(configuration)
        configurationHash = configuration.hash
        attributes = configuration.gateway.attributes
        let all = configuration.devices
        numbers = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.id, $0) })
        formerTopics = Topics.former(
            opening.devices.filter { [numbers] in numbers[$0.name] == nil })
        store = Store(opening, keys: SeriesKey.all(of: all), seed: seed, room: room)
        formerCounters = opening.counters
        let places = store.places
        let table = DeviceTable(configuration, topics) { places[$0.id] ?? 0 }
        (devices, points, rules) = (table.devices, table.points, table.rules)
        (derived, texts) = (table.derived, table.texts)
        longMetas = table.longMetas
        watched = table.watched
        windows = all.map(WindowTrack.init)
        vigils = Self.vigils(configuration)
        tallies = [Tally](repeating: Tally(), count: points.count)
        departed = Self.departed(
            opening.devices,
            Dictionary(uniqueKeysWithValues: zip(all.map(\.id), devices.map(\.topics))))
        storeDevices(opening)
    }

    static func vigils(_ configuration: Configuration) -> [Vigil] {
        zip(configuration.devices, configuration.lines.flatMap(\.cycles)).map {
            Vigil($0, cycle: $1)
        }
    }

    /// Readings of one line, in order.
    package mutating func take(_ readings: borrowing Span<Reading>, at moment: Moment) {
        followClock(moment)
        for index in readings.indices {
            let reading = readings[index]
            let number = Int(reading.point)
            switch reading.kind {
            case .value:
                produced.readings += 1
                if points[number].care == .none {
                    take(reading, number, moment)
                } else {
                    takeWithCare(reading, number, moment)
                }
            case .scanEnd: endRound(reading, moment)
            }
        }
    }

    /// Readings of a device have found no room on their way here.
    mutating func lose(readings: Int, of number: Int, at moment: Moment) {
        let time = moment.milliseconds(of: moment.now)
        store.lose(readings: readings, of: line(number, .live), time, time, because: .ringFull)
    }

    mutating func take(_ reading: Reading, _ point: Int, _ moment: Moment) {
        points[point].take(reading, rules[Int(points[point].rule)].conversion)
        if points[point].watch >= 0 { watch(point, moment) }
        sum(reading, point, moment)
    }

    /// A round of a device has ended: its status, what is made of what it has brought, what it
    /// should have brought and has not, events, and a record of what there is to tell. One that has
    /// brought nothing (the ring was full) tells nothing.
    private mutating func endRound(_ mark: Reading, _ moment: Moment) {
        let number = Int(mark.point)
        if mark.refused > 0 {
            let time = moment.milliseconds(of: mark.time)
            store.lose(
                readings: mark.refused, of: line(number, .live), time, time, because: .ringFull)
        }
        let result = result(ofRound: mark.round, of: number)
        if let result {
            updateStatus(number, failure: result.failure, moment)
            vigils[number].note(failure: result.failure, at: mark.time)
            noteSilence(number, result.failure, moment.now)
        }
        derive(number, mark, moment)
        countMissing(number, mark)
        guard let result else { return }
        heard(number, at: moment.now)
        watchRound(number, mark.round, failure: result.failure, moment)
        tellLive(number, mark.round, moment)
    }
}

/// What was made of readings since the start.
package struct ProducedCounters: Hashable, Sendable {
    package var readings = 0
    /// Of the three streams.
    package var live = 0
    package var windows = 0
    package var events = 0

    package var records: Int { live + windows + events }

    mutating func count(_ stream: Stream) {
        switch stream {
        case .live: live += 1
        case .window: windows += 1
        case .event: events += 1
        }
    }
}
