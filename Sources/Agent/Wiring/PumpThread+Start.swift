// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host
internal import Hub
internal import Logging
internal import Spool

/// The pump's thread from its first step to its last.
extension PumpThread {
    /// Runs until told to stop; why it could not start. A spool that is of no use any more is
    /// opened anew, and with it everything begins anew: what cannot be known then is declared.
    static func run(_ agent: Agent, _ orders: PumpOrders) -> AgentFault? {
        var agent = agent
        do throws(AgentFault) {
            var (left, pause) = (Heritage(), agent.settings.spoolRetry)
            var former = agent
            while true {
                var thread = try make(&agent, or: former, orders, retry: pause, left)
                former = agent
                let fault = thread.loop()
                let isLost = thread.hasLostSpool || thread.isAnew
                // A disk that can be written may still not have the spool.
                pause =
                    thread.keeper.isDurable
                    ? agent.settings.spoolRetry
                    : min(Nanoseconds(pause.count * 2), SpoolKeeper.longestProbePause)
                left = thread.finish()
                agent = thread.agent
                if fault != nil || !isLost { return fault }
            }
        } catch {
            return error
        }
    }

    /// As it was before, should the settings turn out to be of no use.
    private static func make(
        _ agent: inout Agent, or former: Agent, _ orders: PumpOrders, retry pause: Nanoseconds,
        _ left: Heritage
    ) throws(AgentFault) -> PumpThread {
        do throws(AgentFault) {
            return try make(agent, orders, retry: pause, left)
        } catch {
            let isSame = agent.settings.configuration == former.settings.configuration
            guard !isSame else { throw error }
            agent.log.error(
                """
                configuration: cannot be begun with (\(error.code)): \(error.text(.english)); \
                back to what it was
                """)
            agent = former
            return try make(agent, orders, retry: pause, left)
        }
    }

    /// Starts everything: spool, hub and bus.
    private static func make(
        _ agent: Agent, _ orders: PumpOrders, retry pause: Nanoseconds, _ left: Heritage
    ) throws(AgentFault) -> PumpThread {
        let settings = agent.settings
        var found: SpoolLine.Found?
        let keeper = try startKeeper(settings, orders, agent.log, retry: pause, &found)
        guard let found else { throw .system(SystemFault(call: "spool", number: 0)) }
        var pump = Pump(
            settings.configuration, found.opening, seed: UInt64.random(in: 0...UInt64.max),
            boot: Machine.boot)
        if let long = pump.longMetas.first { throw .meta(long) }
        pump.inherit(left)
        if left.maintenance == nil { read(settings.maintenanceFile, &pump, agent.log) }
        let events = Mailbox<HubEvent>(
            count: eventLimit, bytes: eventBytes, wakeUp: orders.wakeUp)
        let publisher = try startPublisher(settings, found, events, orders.heartbeats)
        var (book, file) = (LearnedBook(settings.configuration), settings.bookFile)
        open(file, &book, agent.log)
        orders.quarantine.open(settings.quarantineFile, agent.log)
        let bus = try startBus(settings.configuration, book, orders)
        return PumpThread(agent, orders, keeper, pump, events, bus, publisher, book, file)
    }

    private static func startKeeper(
        _ settings: Agent.Settings, _ orders: PumpOrders, _ log: Logger, retry pause: Nanoseconds,
        _ found: inout SpoolLine.Found?
    ) throws(AgentFault) -> SpoolKeeper {
        do throws(SystemFault) {
            return try SpoolKeeper.start(settings, orders, log, retry: pause, &found)
        } catch {
            throw .system(error)
        }
    }

    private static func startPublisher(
        _ settings: Agent.Settings, _ found: SpoolLine.Found, _ events: Mailbox<HubEvent>,
        _ heartbeats: Heartbeats
    ) throws(AgentFault) -> Publisher {
        let (configuration, epoch) = (settings.configuration, found.opening.epoch)
        var publishing = Publisher.Settings(
            connection: settings.connection, firstSession: found.session
        ) { session in
            Pump.will(configuration, epoch: epoch, session: session)
        }
        publishing.subscriptions = Pump.subscriptions(configuration)
        do throws(HubFault) {
            return try Publisher.start(publishing, events: events, heartbeats: heartbeats)
        } catch {
            throw .hub(error)
        }
    }
}
