// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

extension ServeLoop {
    /// Reads once and answers what is complete; false when the connection ends.
    mutating func receive(_ connection: Connection) -> Bool {
        do {
            let read = try Descriptor.read(
                connection.number, into: &connection.input, at: connection.filled)
            switch read {
            case .wouldBlock: return true
            case .closed: return false
            case .bytes(let count):
                connection.hear(count, at: now)
                return process(connection, quiet: false)
            }
        } catch {
            return false  // this client's trouble
        }
    }

    /// Answers the requests in the input with one write; false when the connection ends. `quiet`:
    /// nothing has come for so long that the input is all there is.
    mutating func process(_ connection: Connection, quiet: Bool) -> Bool {
        output.removeAll(keepingCapacity: true)
        var begin = 0
        var held = false
        while begin < connection.filled, !held, !isVanishing(connection) {
            switch next(connection, begin..<connection.filled, quiet) {
            case .incomplete:
                return settle(connection, begin)
            case .broken:
                return false
            case .skip(let count):
                begin += count
            case .request(let unit, let pdu, let end):
                held = answer(connection, unit, pdu, begin..<end)
                begin = end
            }
        }
        return settle(connection, begin)
    }

    private func next(
        _ connection: Connection, _ range: Range<Int>, _ quiet: Bool
    ) -> ServerFrame.Step {
        switch connection.endpoint.framing {
        case .tcp: ServerFrame.nextTCP(connection.input, range)
        case .rtu: ServerFrame.nextRTU(connection.input, range, quiet: quiet)
        }
    }

    /// Forgets what is answered, sees what to wait for, and sends the replies.
    private mutating func settle(_ connection: Connection, _ begin: Int) -> Bool {
        connection.consume(begin)
        if connection.waiting != .reply {
            if connection.filled == 0 {
                connection.wait(for: .nothing, until: .never)
            } else if connection.endpoint.framing == .rtu {
                connection.wait(for: .silence, until: now + Self.silence)
            } else if connection.waiting != .rest || begin > 0 {
                connection.wait(for: .rest, until: now + Self.restLimit)
            }
        }
        earliest = min(earliest, connection.due)
        return connection.send(output)
    }

    /// Appends the reply to the output, or holds it; true if held.
    private mutating func answer(
        _ connection: Connection, _ unit: UInt8, _ pdu: Range<Int>, _ frame: Range<Int>
    ) -> Bool {
        if let replay = connection.endpoint.line.replay {
            play(replay, connection, unit, pdu)
            return false
        }
        let start = output.count
        let framing = connection.endpoint.framing
        guard let device = connection.endpoint.line.device(unit) else {
            if framing == .tcp { refuse(connection, pdu) }
            if framing == .rtu, unit == 0 { broadcast(connection, pdu) }
            return false
        }
        if framing == .tcp {
            ServerFrame.beginTCP(connection.input, pdu, into: &output)
        } else {
            output.append(unit)
        }
        switch device.answer(connection.input, pdu, at: seconds, into: &output) {
        case .none:
            output.removeLast(output.count - start)
            return false
        case .vanish:
            output.removeLast(output.count - start)
            vanishing.append(connection.endpoint.line)
            return false
        case .reply where !connection.hasClient():
            output.removeLast(output.count - start)
            return false
        case .reply(let delay, let fault, let chance):
            if framing == .tcp {
                ServerFrame.endTCP(start, in: &output)
            } else {
                ServerFrame.endRTU(start, in: &output)
            }
            let spoiling = fault.map { Spoiling(fault: $0, chance: chance, framing: framing) }
            spoiling?.spoil(&output, from: start, request: connection.input[frame])
            return hold(connection, start, delay, spoiling?.lateness ?? .zero)
        }
    }

    /// Keeps the reply for its time; false if that is now.
    private mutating func hold(
        _ connection: Connection, _ start: Int, _ delay: Nanoseconds, _ lateness: Nanoseconds
    ) -> Bool {
        let pace = connection.endpoint.line.pace
        let turnaround = max(delay, pace?.silence ?? .zero)
        guard turnaround > .zero || lateness > .zero else { return false }
        let begin = max(now, connection.heard) + turnaround + lateness
        let isLate = lateness > .zero
        // A client that always gives up too early must not fill the memory.
        if connection.parcels.count < Connection.parcelLimit {
            connection.parcels.append(
                Parcel(Array(output[start...]), begin: begin, pace: pace, isLate: isLate))
        }
        output.removeLast(output.count - start)
        if isLate { return false }
        connection.wait(for: .reply, until: .never)
        return true
    }

    /// Has what was captured come again, each piece at its time.
    private func play(
        _ replay: Replay, _ connection: Connection, _ unit: UInt8, _ pdu: Range<Int>
    ) {
        guard connection.hasClient() else { return }
        var transaction: UInt16 = 0
        if connection.endpoint.framing == .tcp {
            let head = pdu.lowerBound - ServerFrame.headerSize
            transaction = UInt16(connection.input[head]) << 8 | UInt16(connection.input[head + 1])
        }
        for piece in replay.pieces(to: [unit] + connection.input[pdu], transaction: transaction)
        where connection.parcels.count < Connection.parcelLimit {
            connection.parcels.append(
                Parcel(piece.bytes, begin: now + piece.after, pace: nil, isLate: true))
        }
    }

    private func isVanishing(_ connection: Connection) -> Bool {
        vanishing.contains { $0 === connection.endpoint.line }
    }

    /// Over TCP we are also the gateway, which says that it does not know the unit. On a line the
    /// request is another's.
    private mutating func refuse(_ connection: Connection, _ pdu: Range<Int>) {
        let start = output.count
        ServerFrame.beginTCP(connection.input, pdu, into: &output)
        Registers.refuse(connection.input[pdu.lowerBound], .gatewayTargetSilent, into: &output)
        ServerFrame.endTCP(start, in: &output)
    }

    /// On a line unit 0 is everybody, and nobody answers.
    private mutating func broadcast(_ connection: Connection, _ pdu: Range<Int>) {
        for device in connection.endpoint.line.devices {
            device.hear(connection.input, pdu, scratch: &output)
        }
    }
}
