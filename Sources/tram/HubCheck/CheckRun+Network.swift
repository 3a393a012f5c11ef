// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub

/// From a name to a connection.
extension CheckRun {
    /// The host's addresses in numbers; nil when there are none.
    mutating func look(up address: Address) -> [String]? {
        let began = Clock.now()
        do throws(HubFault) {
            let places = try ask(address.host)
            let time = Clock.now() - began
            let words = CheckFigures.time(time)
            let list = places.joined(separator: ", ")
            let found =
                places == [address.host]
                ? Text(en: "nothing to ask: \(list)", vi: "không cần hỏi: \(list)")
                : Text(
                    en: "\(address.host) is \(list) (\(words.en))",
                    vi: "\(address.host) là \(list) (\(words.vi))")
            add(
                CheckStep(
                    .name, found,
                    [JSON.Member("addresses", places), JSON.Member("ms", time)]))
            return places
        } catch {
            add(CheckStep(.name, advice(address).trouble(error), error.text))
            return nil
        }
    }

    private func ask(_ host: String) throws(HubFault) -> [String] {
        let outcome: Lookup.Outcome?
        do throws(SystemFault) {
            let lookup = try Lookup.start(host)
            _ = try isReady(lookup.descriptor, .readable)
            outcome = lookup.outcome
        } catch {
            throw .system(error)
        }
        switch outcome {
        case .found(let places): return places
        case .notFound: throw .nameNotFound(host)
        case .silent: throw .nameServerSilent(host)
        case .failed(let words):
            throw .unusable("\(host): \(words)")
        case nil: throw .timedOut(.connecting)
        }
    }

    /// A connection to the first of them that takes one.
    mutating func connect(to places: [String], _ address: Address) -> Descriptor? {
        var failed: [String] = []
        var last = HubFault.timedOut(.connecting)
        for place in places where !isStopped {
            let began = Clock.now()
            do throws(SystemFault) {
                let socket = try Socket.connect(address: place, port: address.port)
                guard try isReady(socket.number, .writable) else {
                    (last, failed) = (.timedOut(.connecting), failed + [place])
                    continue
                }
                try Socket.outcome(socket)
                tell(connected: place, address, Clock.now() - began, failed)
                return socket
            } catch {
                var fault = error
                fault.subject = "\(place):\(address.port)"
                (last, failed) = (.unreachable(fault), failed + [place])
            }
        }
        add(
            CheckStep(
                .connection, advice(address).trouble(last), last.text,
                [JSON.Member("failed", failed)]))
        return nil
    }

    private mutating func tell(
        connected place: String, _ address: Address, _ time: Nanoseconds, _ failed: [String]
    ) {
        let words = CheckFigures.time(time)
        let others = failed.joined(separator: ", ")
        add(
            CheckStep(
                .connection,
                Text(
                    en: "\(place), port \(address.port) (\(words.en))"
                        + (failed.isEmpty ? "" : "; no answer from \(others)"),
                    vi: "\(place), cổng \(address.port) (\(words.vi))"
                        + (failed.isEmpty ? "" : "; \(others) không trả lời")),
                [
                    JSON.Member("address", place), JSON.Member("port", Int(address.port)),
                    JSON.Member("ms", time), JSON.Member("failed", failed),
                ]))
    }

    /// Whether it is ready in time, and nobody has ended it.
    private func isReady(
        _ descriptor: CInt, _ wish: PollSet.Events
    ) throws(SystemFault) -> Bool {
        var polls = PollSet()
        let wanted = polls.add(descriptor, wish)
        polls.add(stop, .readable)
        try polls.wait(until: deadline)
        return polls.isReady(wanted)
    }
}
