// SPDX-License-Identifier: Apache-2.0
package import Field
package import Hub
internal import Spool

/// What one spool's end leaves to the beginning of the next.
struct Heritage: Sendable {
    /// To be declared.
    var gaps: [GapRecord] = []
    /// What the month has cost.
    var spending: MonthSpending?
    /// On which devices somebody works; nil at a start, when the file tells.
    var maintenance: MaintenanceBook?
}

/// What a month's data may cost (`hubs: budget`).
extension Pump {
    /// What a spool before this one leaves. This one may have known more: one in memory began with
    /// what it presumed.
    mutating func inherit(_ heritage: Heritage) {
        declare(heritage.gaps)
        if let left = heritage.spending { budget?.inherit(left) }
        if let left = heritage.maintenance { maintenance = MaintenanceBook(goingOn: left) }
    }

    /// Whether new records of a stream go to the hub now; the spool has them all the same.
    func lets(_ stream: Stream) -> Bool { budget?.level.lets(stream) ?? true }

    /// Whether anything that is late goes to the hub now.
    func letsHistory(at now: Instant) -> Bool { budget?.letsHistory(at: moment(at: now)) ?? true }

    /// Beyond the month's share nothing that is late goes but events.
    mutating func followShare(at now: Instant) {
        let isOver = !(budget?.isWithinShare(at: moment(at: now)) ?? true)
        guard history.isForEvents != isOver else { return }
        history.isForEvents = isOver
        if isOver { withdrawHistory(of: { $0.stream != .event }) }
    }

    /// Opens the way for as much history as may be under way: none while the disk does not have on
    /// record what was spent.
    mutating func openHistory(at now: Instant) {
        let room = history.room(at: now)
        delivery.historyWindow = budget?.isOnRecord ?? true ? room : 0
    }

    /// What waits of these series' history is met again in the spool.
    mutating func withdrawHistory(of isMeant: (SeriesKey) -> Bool) {
        let former = delivery.historyCount
        let parts = delivery.withdrawHistory { series, _ in isMeant(series) }
        desk.replay?.withdrawn(parts)
        if delivery.historyCount < former { history.revisit() }
    }

    /// Whether records of a stream may be asked for again; what is not on record yet only waits.
    func letsReplay(of stream: Stream, at now: Instant) -> Bool {
        lets(stream) && budget?.isWithinShare(at: moment(at: now)) ?? true
    }

    /// Both clocks, by what the wall clock was last seen at; never seen, it is not believed.
    private func moment(at now: Instant) -> Moment {
        clock?.at(now) ?? Moment(now: now, wall: WallTime(nanoseconds: 0))
    }

    /// A session begins, not told of yet.
    mutating func beginBudget(_ moment: Moment) {
        guard budget != nil else { return }
        budget?.sessionBegan(at: moment)
        turnBudget(moment)
    }

    mutating func spend(_ bytes: Int, at now: Instant) {
        guard budget != nil else { return }
        let moment = moment(at: now)
        budget?.spend(bytes, at: moment)
        turnBudget(moment)
    }

    /// An attempt at a session failed.
    package mutating func attemptFailed(_ fault: HubFault, at now: Instant) {
        spend(SIMTraffic.cost(of: fault), at: now)
    }

    mutating func followBudget(_ moment: Moment) {
        guard budget != nil else { return }
        budget?.follow(moment)
        turnBudget(moment)
    }

    /// Another level begins: what must not go any more is taken back, and what may go again is
    /// looked for in the spool.
    private mutating func turnBudget(_ moment: Moment) {
        guard let former = budget?.takeTurn(), let level = budget?.level else { return }
        hasBudgetNews = true
        if level < former {
            history.revisit()
            for index in devices.indices { devices[index].needsFull = true }
        } else {
            let lines = store.lines
            delivery.withdraw { !level.lets(lines[$0.line].key.stream) }
            withdrawHistory(of: { !level.lets($0.stream) })
        }
        guard let session else { return }
        delivery.replace(present: stateMessage(online: true, session, nil, moment))
    }

    /// What is to be written down of it goes with the next batch.
    mutating func saveBudget() {
        guard let spending = budget?.toSave() else { return }
        let ordinal = store.add(spending)
        budget?.gave(spending, in: ordinal)
    }

    /// The last figure is the true one, with the farewell that counted nowhere.
    mutating func closeBudget() {
        guard budget != nil, let clock else { return }
        if let farewell = farewell(at: clock) {
            budget?.spend(SIMTraffic.exchange(farewell.packetBytes), at: clock)
        }
        if let spending = budget?.close() { _ = store.add(spending) }
    }

    /// The budget, once after each change of its level, for the log.
    package mutating func takeBudgetNews() -> SIMBudget? {
        guard hasBudgetNews else { return nil }
        hasBudgetNews = false
        return budget
    }
}

extension JSONWriter {
    /// In the gateway's state.
    mutating func budget(_ budget: SIMBudget) {
        key("budget")
        beginObject()
        key("limit")
        integer(budget.limit)
        key("used")
        integer(budget.spending.used)
        if let month = budget.spending.month {
            key("month")
            string(month.text)
        }
        key("level")
        string(budget.level.rawValue)
        endObject()
    }
}
