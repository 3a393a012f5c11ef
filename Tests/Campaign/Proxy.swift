// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Stands between agent and broker, misbehaves when told to, and keeps the book of what the broker
/// has acknowledged **and the agent was told of**: that is what a hub holds, also when the broker
/// is killed a moment later.
struct Proxy: ~Copyable {
    struct Event {
        enum Kind {
            /// The agent wants a session.
            case connected
            /// The agent has sent it.
            case seen(Publication)
            /// The acknowledgement has gone to the agent, with its code.
            case answered(Publication, UInt8)
        }

        let at: Instant
        let kind: Kind
    }

    /// How it misbehaves.
    struct Manners {
        /// Ends every connection.
        var isCut = false
        /// Passes nothing and says nothing.
        var isSilent = false
        var refusesLogins = false
        var losesAcknowledgements = false
        /// nil: as fast as it goes.
        var bytesPerSecond: Int?
    }

    /// A slow link moves so often.
    static let tick = Nanoseconds.milliseconds(20)
    /// More than one agent ever has at once.
    private static let most = 16

    let port: UInt16
    private let hubPort: UInt16
    private let listener: Listener
    private(set) var links: [Link] = []
    var manners = Manners()
    var events: [Event] = []
    private var buffer = [UInt8](repeating: 0, count: 65_536)
    private(set) var nextTick = Instant.never
    /// Where the links' descriptors begin in the poll set.
    private var first = 0

    init(hubPort: UInt16) throws {
        listener = try Listener(address: "127.0.0.1")
        port = listener.port
        self.hubPort = hubPort
    }

    /// Ends all connections: what is on its way is lost.
    mutating func drop() { links.removeAll() }

    mutating func watch(_ polls: inout PollSet) {
        first = polls.count
        polls.add(listener.descriptor, .readable)
        let isSlow = manners.bytesPerSecond != nil
        if !isSlow || links.isEmpty {
            nextTick = .never
        } else if nextTick == .never {
            nextTick = Clock.now() + Self.tick
        }
        for link in links {
            // A slow link is looked at with each tick, a silent one never.
            let isWatched = !isSlow && !manners.isSilent
            let writesHub = !link.toHub.isEmpty || !link.isOpen
            polls.add(
                isWatched ? link.client.number : -1,
                link.toClient.isEmpty ? .readable : [.readable, .writable])
            polls.add(
                isWatched || (isSlow && !link.isOpen) ? link.hub.number : -1,
                writesHub ? [.readable, .writable] : .readable)
        }
    }

    /// Moves what has come since `watch`.
    mutating func serve(_ polls: PollSet) throws {
        let isTick = Clock.now() >= nextTick
        if isTick { nextTick = .never }
        for (index, link) in links.enumerated() where !manners.isSilent {
            let client = polls[first + 1 + index * 2]
            let hub = polls[first + 2 + index * 2]
            if manners.isCut {
                link.hasEnded = true
            } else if let rate = manners.bytesPerSecond {
                link.room = isTick ? rate * Int(Self.tick.milliseconds) / 1_000 : 0
                let isIdle = link.toHub.isEmpty
                try move(link, readsClient: isTick && isIdle, readsHub: isTick || hub != [])
            } else {
                try move(link, readsClient: client != [], readsHub: hub != [])
            }
        }
        links.removeAll(where: \.hasEnded)
        if polls[first] != [] { try accept() }
    }

    private mutating func accept() throws {
        while let client = try listener.accept() {
            guard !manners.isCut, links.count < Self.most else { continue }  // and it closes
            do throws(SystemFault) {
                let hub = try Socket.connect(address: "127.0.0.1", port: hubPort)
                links.append(Link(client: client, hub: hub))
            } catch {
                continue  // there is no broker, and the client is told by the end
            }
        }
    }

    private mutating func move(_ link: Link, readsClient: Bool, readsHub: Bool) throws {
        if !link.isOpen, readsHub {
            guard isReady(link.hub.number) else { return }
            do throws(SystemFault) {
                try Socket.outcome(link.hub)
                link.isOpen = true
            } catch {
                return link.hasEnded = true
            }
        }
        if manners.bytesPerSecond == nil { link.room = .max }
        if readsClient { try readClient(link) }
        if readsHub, link.isOpen { try readHub(link) }
        try flush(link)
    }

    /// Whether the attempt to connect has ended, well or not.
    private func isReady(_ number: CInt) -> Bool {
        var polls = PollSet()
        polls.add(number, .writable)
        return (try? polls.wait(until: Instant(nanoseconds: 0))) == 1
    }

    private mutating func note(_ kind: Event.Kind) {
        events.append(Event(at: Clock.now(), kind: kind))
    }

    private mutating func readClient(_ link: Link) throws {
        switch try link.client.read(into: &buffer, at: 0) {
        case .wouldBlock: return
        case .closed: link.hasEnded = true
        case .bytes(let count): link.fromClient.append(buffer[..<count])
        }
        while let packet = try link.fromClient.next() {
            switch try Packet(packet, level: link.level) {
            case .connect(let level):
                link.level = level
                if manners.refusesLogins {
                    link.toClient.bytes += Packet.refusal(level: level)
                    try flush(link)
                    return link.hasEnded = true
                }
                note(.connected)
            case .publish(let publication):
                link.open[publication.id] = publication
                note(.seen(publication))
            case .acknowledgement, .other: break
            }
            link.toHub.bytes += packet
        }
    }

    private mutating func readHub(_ link: Link) throws {
        switch try link.hub.read(into: &buffer, at: 0) {
        case .wouldBlock: return
        case .closed: link.hasEnded = true
        case .bytes(let count): link.fromHub.append(buffer[..<count])
        }
        while let packet = try link.fromHub.next() {
            if case .acknowledgement(let id, let code) = try Packet(packet, level: link.level) {
                if manners.losesAcknowledgements { continue }
                if let publication = link.open.removeValue(forKey: id) {
                    let end = link.toClient.end + packet.count
                    link.leaving.append((publication, code, end))
                }
            }
            link.toClient.bytes += packet
        }
    }

    private mutating func flush(_ link: Link) throws {
        if link.isOpen {
            guard let sent = try link.toHub.flush(to: link.hub.number, atMost: link.room) else {
                return link.hasEnded = true
            }
            if manners.bytesPerSecond != nil { link.room -= sent }
        }
        guard try link.toClient.flush(to: link.client.number, atMost: link.room) != nil else {
            return link.hasEnded = true
        }
        let told = link.leaving.prefix { $0.end <= link.toClient.gone }
        for one in told { note(.answered(one.publication, one.code)) }
        link.leaving.removeFirst(told.count)
    }
}
