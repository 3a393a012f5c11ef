// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host

/// Where a unit is asked what it is: by the running service, between its polls, or on a line that
/// the command opens itself.
struct IdentifyAccess {
    private let place: IdentifyPlace
    private let path: String
    private let timeout: Nanoseconds
    private var own: OwnBus?
    /// Whether the service's bus has got to a question.
    private var isReached = false

    /// `line`: that the command opens itself, nil for a bus of the service.
    init(
        _ place: IdentifyPlace, control path: String, _ timeout: Nanoseconds, line: Line?
    ) throws(OwnBusFault) {
        (self.place, self.path, self.timeout) = (place, path, timeout)
        if let line { own = try OwnBus(line) }
    }

    mutating func ask(_ question: Question) throws -> Reply {
        guard var bus = own else { return try askService(question) }
        defer { own = bus }
        switch question {
        case .read(let table, let address, let count):
            return Reply(
                try bus.read(
                    unit: place.unit, table, address, count: count, timeout: timeout))
        case .describe(let description):
            return Reply(try bus.describe(unit: place.unit, description, timeout: timeout))
        }
    }

    private mutating func askService(_ question: Question) throws(ServiceFault) -> Reply {
        do throws(ServiceFault) {
            let answer = try ServiceClient.ask(question.ask, at: path, within: .seconds(30)) {
                $0.member("bus", place.bus ?? "")
                $0.member("unit", place.unit)
                $0.member("timeout", timeout.count / 1_000_000)
                $0.members(of: question)
            }
            isReached = true
            return .data(ReadCommand.bytes(answer.text("data")))
        } catch {
            guard case .refused(let code, _, let exception) = error else { throw error }
            // Of a bus that has not got to anything yet nothing is known.
            guard code != "late" || isReached else { throw error }
            isReached = true
            if let exception { return Reply(.exception(exception)) }
            let isSilence = code == "late" || Quality.allCases.contains { $0.code == code }
            guard isSilence else { throw error }
            return .silence
        }
    }
}

extension Reply {
    init(_ outcome: GuestResult.Outcome) {
        switch outcome {
        case .data(let bytes): self = .data(bytes)
        // A gateway speaks of a unit that it does not find.
        case .exception(let code) where Quality(exception: code) == .commGateway: self = .silence
        case .exception(let code): self = .exception(code)
        case .failed, .closed, .late, .refused: self = .silence
        }
    }
}

extension Question {
    /// The service's word for it.
    fileprivate var ask: String {
        switch self {
        case .read: "read"
        case .describe: "identify"
        }
    }
}

extension JSONWriter {
    fileprivate mutating func members(of question: Question) {
        switch question {
        case .read(let table, let address, let count):
            member("table", table.rawValue)
            member("address", address)
            member("count", count)
        case .describe(let description):
            member("function", description.function)
            switch description {
            case .serverID: break
            case .objects(let first): member("from", first)
            case .object(let number): member("object", number)
            }
        }
    }
}
