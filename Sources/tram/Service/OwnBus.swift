// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host

/// A line that a command opens itself, where no service has it; it is closed with the last copy.
struct OwnBus {
    private static let id = "own"
    /// For opening it.
    private static let patience = Nanoseconds.seconds(8)

    private let bus: Bus
    private let address: String
    private let wakeUp: WakeUp
    private var number: UInt64 = 0

    /// Opens the line as it is meant, with its adapter's manners, and locks a port. `gap`: the
    /// least silence before each request, without it the line's.
    init(_ line: Line, gap: Nanoseconds? = nil) throws(OwnBusFault) {
        var own = line
        (own.id, own.devices, own.gap) = (Self.id, [], gap ?? line.gap)
        let line = NumberedLine(own, devices: [])
        address = own.link.address
        do throws(SystemFault) {
            wakeUp = try WakeUp()
            bus = try Bus([line], wakeUp: wakeUp)
        } catch {
            throw .system(error)
        }
        if let fault = try opened() {
            bus.stop()
            throw .bus(fault, address)
        }
    }

    /// Why it cannot be opened, nil when it is open.
    private func opened() throws(OwnBusFault) -> BusFault? {
        var news: [LineNews] = []
        let end = Clock.now() + Self.patience
        while Clock.now() < end {
            try wait(until: end)
            bus.news.take(into: &news)
            if let last = news.last { return last.fault }
        }
        return .unreachable
    }

    private func wait(until end: Instant) throws(OwnBusFault) {
        var polls = PollSet()
        polls.add(wakeUp.descriptor, .readable)
        do throws(SystemFault) {
            try polls.wait(until: end)
        } catch {
            throw .system(error)
        }
        wakeUp.clear()
    }

    /// Reads once, and again where no usable answer comes.
    mutating func read(
        unit: UInt8, _ table: Table, _ address: UInt16, count: Int, isWide: Bool = false,
        timeout: Nanoseconds, retries: Int = 0
    ) throws(OwnBusFault) -> GuestResult.Outcome {
        var read = GuestRead(
            id: 0, unit: unit, table: table, address: address, count: count,
            deadline: Self.deadline(timeout, retries))
        (read.isWide, read.timeout, read.retries) = (isWide, timeout, retries)
        return try outcome(of: read)
    }

    /// A lost answer holds its unit for twice the timeout.
    static func deadline(_ timeout: Nanoseconds, _ retries: Int) -> Instant {
        Clock.now() + timeout * Int64(1 + 3 * retries) + patience
    }

    /// Asks once what a unit says of itself.
    mutating func describe(
        unit: UInt8, _ description: SelfDescription, timeout: Nanoseconds
    ) throws(OwnBusFault) -> GuestResult.Outcome {
        var guest = GuestRead(
            id: 0, unit: unit, description: description,
            deadline: Clock.now() + timeout + Self.patience)
        (guest.timeout, guest.retries) = (timeout, 0)
        return try outcome(of: guest)
    }

    /// What has passed on it, as far as it is kept.
    var capture: [CaptureRecord] { bus.capture(of: Self.id, from: 0, atMost: .max) ?? [] }

    private mutating func outcome(of read: GuestRead) throws(OwnBusFault) -> GuestResult.Outcome {
        try result(of: read).outcome
    }

    /// A link that is lost and cannot be opened again ends the command.
    mutating func result(of read: GuestRead) throws(OwnBusFault) -> GuestResult {
        var read = read
        number += 1
        read.id = number
        guard bus.ask(read, on: Self.id) else {
            return GuestResult(id: number, outcome: .refused, took: .zero)
        }
        var results: [GuestResult] = []
        while Clock.now() < read.deadline {
            try wait(until: read.deadline)
            bus.results.take(into: &results)
            guard let own = results.first(where: { $0.id == number }) else { continue }
            if case .closed(let fault) = own.outcome { throw .bus(fault, address) }
            return own
        }
        return GuestResult(id: number, outcome: .late, took: .zero)
    }
}

/// Why a command cannot have a line.
enum OwnBusFault: Error, Hashable {
    case system(SystemFault)
    /// And where it leads.
    case bus(BusFault, String)

    var code: String {
        switch self {
        case .system: "system"
        case .bus(let fault, _): fault.code
        }
    }

    var text: Text {
        switch self {
        case .system(let fault): return fault.text
        case .bus(.portBusy(let holders), let port) where !holders.isEmpty:
            let names = holders.map { "\($0.name) (\($0.process))" }.joined(separator: ", ")
            return Text(
                en: "\(port) is held by \(names); if that is the service, name its bus instead",
                vi: "\(port) đang do \(names) giữ; nếu đó là dịch vụ, hãy dùng tên bus của nó")
        case .bus(let fault, let address):
            return Text(
                en: "\(address): \(fault.text.en)", vi: "\(address): \(fault.text.vi)")
        }
    }
}
