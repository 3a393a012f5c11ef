// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host
internal import Logging

/// The configuration changes while the service runs. What stays as it is goes on: lines keep their
/// links and their rounds, devices their windows and events, the hub its session.
///
/// First new streams get numbers, then lines that change await their last answers; both while
/// everything runs. Only then all lines are taken from their threads for a moment, the pump's
/// tables change, and threads go on with the lines.
extension PumpThread {
    /// What the main thread has read is begun; what was begun goes on.
    mutating func advanceReload(_ moment: Moment) {
        if reload == nil, let (reloaded, number) = orders.takeReloaded() {
            begin(reloaded, upTo: number, moment.now)
        }
        guard let current = reload else { return }
        switch current.phase {
        case .reserving:
            guard
                moment.now >= current.deadline
                    || pump.isReady(for: current.settings.configuration.devices)
            else { return }
            bus.rest(current.changes.restless)
            reload?.rest(from: moment.now)
            // Where no line has to come to rest, nobody else tells that all have.
            if bus.isAtRest { orders.wakeUp.signal() }
        case .resting:
            guard moment.now >= current.deadline || bus.isAtRest else { return }
            reload = nil
            apply(current, moment)
            // Another may have come meanwhile.
            orders.wakeUp.signal()
        }
    }

    /// Everything begins anew for another reason: with what was on its way.
    mutating func takeOverReload() {
        guard let current = reload, !orders.isStopping, fault == nil else { return }
        agent.settings = current.settings
        orders.quarantine.release(log)
        log.notice("configuration: \(current.changes.text)")
        tell(current.changes, upTo: current.number)
        reload = nil
    }

    private mutating func begin(_ reloaded: Reloaded, upTo number: UInt64, _ now: Instant) {
        switch reloaded {
        case .refused(let problems): refuse(problems, upTo: number)
        case .settings(let settings):
            let old = agent.settings
            var changes = ReloadChanges(old.configuration, settings.configuration)
            if settings.connection != old.connection { changes.makeWhole() }
            if let long = pump.longMetas(of: settings.configuration).first {
                return refuse([AgentFault.meta(long).text], upTo: number)
            }
            reload = Reload(settings, changes, upTo: number, at: now)
            if changes.isWhole {
                isAnew = true
                return takeOverReload()
            }
            pump.expect(settings.configuration.devices)
        }
    }

    private mutating func refuse(_ problems: [Text], upTo number: UInt64) {
        log.error(
            """
            configuration: not taken, the service goes on with what it had: \
            \(problems.first?.en ?? "it cannot be read"); tram check shows all
            """)
        let problems =
            problems + [
                Text(
                    en: "the service goes on with what it had",
                    vi: "dịch vụ tiếp tục với cấu hình cũ")
            ]
        tellReloaded(upTo: number) { writer in
            writer.beginAnswer(isOK: false)
            writer.member("code", "configuration")
            writer.texts(
                en: problems.map(\.en).joined(separator: "\n"),
                vi: problems.map(\.vi).joined(separator: "\n"))
        }
    }

    private mutating func tell(_ changes: ReloadChanges, upTo number: UInt64) {
        tellReloaded(upTo: number) { writer in
            writer.beginAnswer(isOK: true)
            changes.write(&writer)
        }
    }

    /// Everybody who had asked when the file was read.
    private mutating func tellReloaded(
        upTo number: UInt64, _ write: (inout JSONWriter) -> Void
    ) {
        var writer = JSONWriter()
        write(&writer)
        writer.endObject()
        for one in reloaders where one.number <= number {
            orders.desk.answer(one.client, writer.bytes, isLast: true)
        }
        reloaders.removeAll { $0.number <= number }
        // Where everything begins anew, it does not hold before that has begun.
        if !isAnew { orders.settleReload() }
    }

    private mutating func apply(_ reload: Reload, _ moment: Moment) {
        let (old, new) = (agent.settings.configuration, reload.settings.configuration)
        bus.pause()
        takeLast(moment)
        pump.change(to: new, from: old, at: moment)
        agent.settings = reload.settings
        book = book.changed(to: new)
        let ids = Set(new.lines.map(\.id))
        links = links.filter { ids.contains($0.key) }
        orders.quarantine.release(log)
        do throws(SystemFault) {
            try bus.resume(
                Self.numbered(new, book, orders.quarantine), before: Agent.numbered(old))
        } catch {
            // The service ends: whoever has asked is told that.
            fault = .system(error)
            return
        }
        log.notice("configuration: \(reload.changes.text)")
        tell(reload.changes, upTo: reload.number)
        Process.forgetStack()
        Process.returnHeap()
    }

    /// Everything that lines have brought under their old numbers.
    private mutating func takeLast(_ moment: Moment) {
        bus.drain(isBehind: false) { readings in
            pump.take(readings, at: moment)
            passOn(moment)
            return false
        }
        let (marks, lost) = bus.takeRest()
        for (device, count) in lost.sorted(by: { $0.key < $1.key }) {
            pump.lose(readings: count, of: Int(device), at: moment)
        }
        pump.take(marks.span, at: moment)
        takeTexts()
        takeLineNews()
        takeLearned()
        tellGuests(moment.now)
    }
}
