// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub
package import Spool

extension Pump {
    /// What the spool's thread says.
    package mutating func take(news: SpoolNews, at moment: Moment) {
        switch news {
        case .committed(let ordinal, let commit):
            store.committed(ordinal)
            budget?.committed(ordinal)
            store.grant(commit.grants)
            history.committed(ordinal)
            beginReplay(committed: ordinal, at: moment)
            settleTimes(ordinal)
            if commit.lost > 0 || store.hasDeclared(through: ordinal) { mayHaveGaps = true }
        case .granted(let grants): store.grant(grants)
        case .page(let page, let session, let metas):
            if session == self.session { take(page: page, metas, at: moment) }
        case .replay(let page, let session, let metas):
            if session == self.session { take(replay: page, metas, at: moment.now) }
        case .gaps(let gaps): take(gaps: gaps)
        case .unsynced(let page, let question): take(unsynced: page, question: question)
        case .forgotten: forgotten()
        case .state(let state): spoolState = state
        case .delayed, .failed: break
        }
        advanceHistory(at: moment.now)
        advanceGaps(at: moment.now)
    }

    /// The hub knows when what is read now would be lost without a word, and when no more.
    mutating func tellDurability(_ moment: Moment) {
        guard let session, store.isDurable != toldDurable else { return }
        toldDurable = store.isDurable
        delivery.replace(present: stateMessage(online: true, session, nil, moment))
    }

    /// Makes `store.next` complete: what is lost is declared.
    package mutating func prepareOrders() {
        saveBudget()
        store.prepare()
    }

    /// `store.next` has been handed over.
    package mutating func ordersHandedOver() { store.handedOver() }

    /// … could not be handed over: it stays, and is offered again.
    package mutating func ordersRefused() { store.refused() }

    /// Whether the hub has all that the spool held when it was last gone through.
    var isUpToDate: Bool {
        history.all.isDone && !delivery.hasHistory && lets(.window)
    }

    /// What a spool before this one leaves to be declared.
    mutating func declare(_ gaps: [GapRecord]) {
        for gap in gaps { store.declare(gap) }
        if !gaps.isEmpty { mayHaveGaps = true }
    }

    /// Makes the last orders complete: the process ends.
    package mutating func closeBooks() {
        store.closeBooks()
        closeBudget()
    }

    /// Numbers that records of this process have, by stream; none for those without a record.
    package var numbersGiven: [SeriesKey: ClosedRange<UInt64>] {
        var given: [SeriesKey: ClosedRange<UInt64>] = [:]
        for line in store.lines where line.next > line.first {
            given[line.key] = line.first...line.next - 1
        }
        return given
    }

    /// The stream of a device that is configured, or was since the start.
    func line(of series: SeriesKey) -> Int? {
        if let number = numbers[series.device] { return line(number, series.stream) }
        return formerLines[series.device].map { Int($0) + Int(series.stream.rawValue) }
    }

    func line(_ number: Int, _ stream: Stream) -> Int {
        Int(devices[number].line) + Int(stream.rawValue)
    }

    /// Whether it is configured, or was.
    func isKnown(_ device: String) -> Bool {
        numbers[device] != nil || formerTopics[device] != nil
    }

    /// A device's topics, also of one that is not configured any more; nil for what is no name.
    func topics(of device: String) -> DeviceTopics? {
        numbers[device].map { devices[$0].topics } ?? formerTopics[device]
            ?? topics.unplaced(device)
    }

    /// The spool knows where each device's topics are, and what is retained there.
    mutating func storeDevices(_ opening: SpoolOpening) {
        let known = Dictionary(opening.devices.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        for (name, number) in numbers.sorted(by: { $0.value < $1.value }) {
            // One that has moved is known where it was until the hub has forgotten that.
            if known[name]?.retained.isEmpty ?? true { store.add(self.known(number, name)) }
        }
    }

    func known(_ number: Int, _ name: String) -> KnownDevice {
        Self.retained(name, devices[number].topics.prefix)
    }

    /// What the hub retains of a device whose topics begin so.
    static func retained(_ name: String, _ prefix: String) -> KnownDevice {
        KnownDevice(name: name, prefix: prefix, retained: ["meta", "status"])
    }
}
