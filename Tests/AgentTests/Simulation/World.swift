// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Hub
import Spool
import Testing

/// The pump between lines that bring readings, a link and a spool that refuse, lag, lose
/// acknowledgements, repeat and reorder, and a power switch. Whatever the order of events: every
/// record is held by the hub, or declared, or still in the spool.
struct World {
    static let names = ["a", "b", "c"]
    /// What the session takes at a time: 64 messages and a window of 16.
    static let window = 80

    var generator: SplitMix
    var devices: [Device]
    /// In every third world the configuration changes while the pump works.
    let isChanging: Bool
    var changes = 0
    /// Whether it has changed before the disk knew where new devices are: after a kill what the hub
    /// retains of them may stay.
    var isHasty = false
    /// What it changes to, once there are numbers.
    var coming: [Device]?
    var pump: Pump
    var spool: SimulatedSpool
    var hub = SimulatedHub()
    var time: Int64 = 0
    /// On its way: to the hub, and what the hub said of it.
    var flying: [Flight] = []
    var isUp = false
    var isSpoolStuck = false
    var isSettling = false
    let room: Int
    var session: UInt64 = 0
    /// Numbers that were given in all lives, by series.
    var given: [SeriesKey: SequenceRanges] = [:]
    var problems: [String] = []
    var lives = 1
    var formerTokens: [UInt64] = []
    /// In every other world the hub asks and tells.
    let isAsking: Bool
    var asked: [Asked] = []

    /// Answers of this world's hub, and whether each session begins only after the one before it:
    /// a hub that is never too strict is settled with in the session that runs.
    let codes: [UInt8]
    let isStrict: Bool
    /// New records that wait for the hub: in some worlds few.
    let queue: Int

    /// The system clock of this world and its machine.
    var clock: SimulatedClock
    /// When each record was sealed, and under which boot.
    var sealed: [SimulatedHub.Name: (at: Int64, boot: UInt128)] = [:]
    var lastNumbers: [SeriesKey: UInt64] = [:]

    /// What a month may cost, where anything bounds that, and what it has cost in truth.
    let budget: ByteCount?
    var purse = Purse()

    /// A message under way, and what the hub will say of it once it has come.
    struct Flight {
        let token: UInt64
        let message: Message
        var code: UInt8?
    }

    init(seed: UInt64, budget: ByteCount? = nil) {
        self.budget = budget
        generator = SplitMix(seed: seed)
        isStrict = seed % 2 == 0
        isAsking = seed % 4 >= 2
        isChanging = budget == nil && seed % 3 == 1
        queue = seed % 7 < 3 ? 12 : Delivery.recordLimit
        room = Self.room(seed)
        codes = [0, 0, 0, 0, 0, 0, 0, 0x97] + (isStrict ? [0x10, 0x87, 0x99] : [])
        devices = Self.devices(0)
        spool = SimulatedSpool(epoch: "e0")
        if seed % 5 == 0 { spool.limit = 60 }
        clock = SimulatedClock(isTimeless: budget == nil && seed % 8 > 3)
        pump = Pump(
            configuration(devices, packing: seed % 2 == 0 ? .plain : .deflate, budget: budget),
            spool.open(Self.keys(devices)), seed: seed, boot: clock.boot, room: room, queue: queue)
    }

    /// Bytes that wait for the spool: in some worlds so few that records find no room.
    private static func room(_ seed: UInt64) -> Int { seed % 3 == 0 ? 600 : Store.byteLimit }

    private static func keys(_ devices: [Device]) -> [SeriesKey] {
        devices.flatMap { device in
            Stream.allCases.map { SeriesKey(device: device.id, stream: $0) }
        }
    }

    /// As the gateway's file has them at a time.
    static func devices(_ variant: Int) -> [Device] {
        var serial = point("serial")
        (serial.encoding, serial.kind, serial.length) = (.string, .text, 1)
        serial.table = .holding
        let points = [point("t"), point("h")]
        let lives = Publishing.Live.allCases.filter { $0 != .off }
        let all = names.enumerated().map { index, name in
            var one = device(
                name, index == 1 ? points + [serial] : points, live: lives[index % lives.count])
            one.publishing.heartbeat = .seconds(5)
            one.publishing.window = index == 2 ? .seconds(10) : .zero
            return one
        }
        var other = all[2]
        other.profile.points = [point("h"), point("x", scale: "1"), point("t")]
        switch variant {
        case 0: return all
        case 1: return [all[2], all[0]]
        case 2: return [all[1], other, all[0]]
        default: return [other]
        }
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }

    var now: Moment { clock.moment(time) }
    func instant(_ time: Int64) -> Instant { clock.instant(time) }

    mutating func step() {
        if clock.isTimeless, below(30) == 0 { clock.change(below(4), at: time) }
        time += Int64(below(below(10) == 0 ? 4_000 : 300))
        if isAsking, below(8) == 0 {
            ask()
            return giveOrders()
        }
        if isChanging { change() }
        switch below(40) {
        case 0..<14: scan()
        case 14..<20: carry(below(20))
        case 20..<26: answer(below(10))
        case 26..<31: work(below(6))
        case 31: up()
        case 32: if below(2) == 0 { down() }
        case 33: isSpoolStuck.toggle()
        case 34: foreignAnswer()
        case 35: if below(4) == 0 { kill() }
        case 36: burst(below(60))
        case 37: say()
        default: pump.advance(to: now)
        }
        giveOrders()
        noteSealed()
    }

    mutating func burst(_ count: Int) {
        for _ in 0..<count {
            time += 20
            scan()
        }
    }

    /// A device says something else of itself, and has another meta.
    mutating func say() {
        pump.take(texts: [
            DeviceText(device: 1, text: 0, words: [UInt16(0x4141 + below(3))])
        ])
    }

    mutating func scan() {
        let device = below(devices.count)
        let first = devices[..<device].reduce(0) { $0 + $1.points.count }
        var readings: [Reading] = []
        for point in devices[device].points.indices where below(8) > 0 {
            readings.append(
                Reading(
                    time: instant(time), bits: UInt64(below(50)), point: UInt32(first + point),
                    quality: below(12) == 0 ? .commTimeout : .good))
        }
        readings.append(Reading(time: instant(time), point: UInt32(device), kind: .scanEnd))
        pump.take(readings.span, at: now)
        noteSealed()
    }

    // MARK: - The link

    mutating func up() {
        // A session begins after the one before it has ended.
        down()
        session = max(session + 1, spool.session)
        isUp = true
        hub.beginSession()
        if budget != nil { purse.spent += Int64(SIMTraffic.session) }
        pump.hubUp(session: session, at: now)
    }

    mutating func down() {
        guard isUp else { return }
        isUp = false
        // What was on its way may have come, without anybody hearing of it.
        arrive(below(flying.count + 1))
        formerTokens += flying.map(\.token)
        flying = []
        pump.hubDown()
    }

    mutating func carry(_ count: Int) {
        guard isUp else { return }
        for _ in 0..<count where flying.count < Self.window {
            guard let (message, token) = pump.delivery.next else { return }
            if let budget { pay(for: message, of: budget) }
            pump.handedOver(at: instant(time))
            flying.append(Flight(token: token, message: message))
        }
        check(pump.delivery.held <= Delivery.recordLimit, "new records are bounded")
    }

    /// The hub takes what is on its way in order, and its answers come in any.
    mutating func answer(_ count: Int) {
        for _ in 0..<count where !flying.isEmpty {
            let index = below(min(flying.count, 16))
            // Everything before it has come as well.
            arrive(index + 1)
            let one = flying.remove(at: index)
            pump.answered(one.token, Verdict(one.code ?? 0), at: instant(time))
        }
    }

    /// The first so many have come to the hub.
    mutating func arrive(_ count: Int) {
        for index in 0..<count where flying[index].code == nil {
            let code = isSettling ? 0 : codes[below(codes.count)]
            flying[index].code = code
            // Nobody holds what nobody has subscribed to, and what the hub refuses. What is
            // retained finds whoever comes later.
            let message = flying[index].message
            // An answer that nobody heard is not told again.
            let isAck = message.topic.name.contains("/-/ack/")
            let isTaken = code == 0 || code == 0x10 && message.retain || code != 0x97 && isAck
            hub.meet(message, isTaken ? nil : code)
        }
    }

    mutating func foreignAnswer() {
        pump.answered(.max - UInt64(below(100)), .delivered, at: instant(time))
        if let token = formerTokens.randomElement(using: &generator) {
            pump.answered(token, .delivered, at: instant(time))
        }
    }

    // MARK: - The spool

    mutating func giveOrders() {
        pump.prepareOrders()
        while spool.count < 8, let next = pump.store.next {
            if case .write(let batch, _, _) = next.order { check(batch.custody) }
            spool.take(next.order)
            pump.ordersHandedOver()
        }
    }

    mutating func work(_ count: Int) {
        guard !isSpoolStuck else { return }
        for _ in 0..<count { spool.step() }
        if below(3) == 0 { spool.commit() }
        tellNews(below(4))
    }

    mutating func tellNews(_ count: Int) {
        for _ in 0..<count {
            guard let news = spool.nextNews() else { return }
            if case .committed(_, let commit) = news { check(commit) }
            pump.take(news: news, at: now)
        }
    }

    /// A grant must lie beyond what was used.
    mutating func check(_ commit: SpoolCommit) {
        for grant in commit.grants { check(grant.through >= grant.next, "a grant is some") }
    }

    /// The process dies. What it had told nobody is gone; numbers are not used again.
    mutating func kill() {
        if budget != nil { checkSavings() }
        down()
        noteNumbers()
        lives += 1
        hub.forgetOwedMetas()
        formerTokens = []
        isSpoolStuck = false
        // The process alone, or the machine with it.
        if clock.isTimeless, below(2) == 0 {
            time += Int64(below(30_000))
            clock.reboot(below(4), at: time)
        }
        lastNumbers = [:]
        coming = nil
        pump = Pump(
            configuration(devices, packing: lives % 2 == 0 ? .plain : .deflate, budget: budget),
            spool.open(Self.keys(Self.devices(0))), seed: UInt64(lives) << 32, boot: clock.boot,
            room: room, queue: queue)
    }

    /// What was sealed just now: live values are as old as their scan.
    mutating func noteSealed() {
        guard clock.isTimeless else { return }
        for (key, range) in pump.numbersGiven {
            let first = max(range.lowerBound, (lastNumbers[key] ?? 0) + 1)
            lastNumbers[key] = range.upperBound
            guard key.stream == .live, first <= range.upperBound else { continue }
            for number in first...range.upperBound {
                sealed[name(key, number)] = (time, clock.boot)
            }
        }
    }

    func name(_ key: SeriesKey, _ number: UInt64) -> SimulatedHub.Name {
        SimulatedHub.Name(
            epoch: "e0", device: key.device, stream: key.stream.name, number: number)
    }

    mutating func noteNumbers() {
        for (key, range) in pump.numbersGiven {
            let before = given[key] ?? SequenceRanges()
            check(
                before.intersection(SequenceRanges([range])).isEmpty, "\(key) uses \(range) again")
            given[key] = before
            given[key]?.insert(range)
        }
    }

    /// No further than numbers were given, or declared after a kill.
    mutating func check(_ custody: [CustodyNumber]) {
        for one in custody {
            let last = pump.numbersGiven[one.series]?.upperBound ?? spool.reserved(one.series)
            check(one.through <= last, "custody of \(one.through) behind \(last)")
        }
    }

    mutating func check(_ isTrue: Bool, _ rule: @autoclosure () -> String) {
        if !isTrue { problems.append(rule()) }
    }
}
