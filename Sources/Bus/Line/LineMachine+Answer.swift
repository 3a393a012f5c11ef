// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

extension LineMachine {
    /// Lets the caller read bytes straight into the receiver: `body` gets the buffer and where to
    /// write, and says what came when. False when the other end has closed.
    mutating func receive(
        _ body: (inout [UInt8], Int) throws(SystemFault) -> (Descriptor.Transfer, at: Instant)
    ) throws(SystemFault) -> Bool {
        receiver.makeRoom()
        let (transfer, now) = try body(&receiver.bytes, receiver.count)
        switch transfer {
        case .bytes(let count):
            receiver.filled(count)
            received(count, now)
            return true
        case .wouldBlock: return true
        case .closed: return false
        }
    }

    /// As `receive`, for bytes that are at hand.
    package mutating func received(_ bytes: [UInt8], at now: Instant) {
        var start = 0
        while start < bytes.count {
            receiver.makeRoom()
            let count = min(bytes.count - start, receiver.bytes.count - receiver.count)
            for index in 0..<count {
                receiver.bytes[receiver.count + index] = bytes[start + index]
            }
            start += count
            receiver.filled(count)
            received(count, now)
        }
    }

    private mutating func received(_ count: Int, _ now: Instant) {
        // What comes while our own request is still leaving does not end it.
        lastByte = max(lastByte, now)
        guard case .waiting(let scan, let read, let sent, _) = phase, sent != .never else {
            // Before our request has left nothing can be its answer.
            counters.strayBytes += count
            receiver.clear()
            return
        }
        let before = receiver.foreign
        let answer =
            framing == .rtu
            ? receiver.rtuAnswer(to: request, echoed: echoHeard)
            : receiver.mbapAnswer(to: request)
        if !isGuest(scan) { counters.foreignFrames += receiver.foreign - before }
        switch answer {
        case .incomplete: break
        case .data(let start): take(scan, read, dataAt: start, sent, now)
        case .description(let range): take(scan, description: range, sent, now)
        case .exception(let code): refused(scan, read, code, sent, now)
        case .wrong(let quality): lose(quality, now)
        }
    }

    /// The echo's length once it has come and is ours; bytes that are not our echo are looked at.
    var echoHeard: Int {
        guard echo else { return 0 }
        let heard = min(receiver.count, outgoingCount)
        return receiver.bytes.prefix(heard).elementsEqual(outgoingBytes.prefix(heard))
            ? outgoingCount : 0
    }

    private mutating func take(
        _ scan: Int, _ read: Int, dataAt start: Int, _ sent: Instant, _ now: Instant
    ) {
        if isGuest(scan) { counters.toGuests += 1 } else { counters.answers += 1 }
        spend(scan, sent, now)
        settle(scan, sent, now)
        if isGuest(scan) { return takeGuest(dataAt: start, sent, now) }
        if isJob(scan) {
            takeTexts(scan, read, dataAt: start)
            return finish(scan, read, now)
        }
        units[scans[scan].unit].hasData = true
        scans[scan].reads[read].decode(
            receiver.bytes, at: start, into: &output,
            like: Reading(time: now, point: scans[scan].firstPoint))
        finish(scan, read, now)
    }

    private mutating func take(
        _ scan: Int, description range: Range<Int>, _ sent: Instant, _ now: Instant
    ) {
        counters.toGuests += 1
        settle(scan, sent, now)
        endGuest(.data(Array(receiver.bytes[range])), now, after: now - sent)
    }

    private mutating func refused(
        _ scan: Int, _ read: Int, _ code: UInt8, _ sent: Instant, _ now: Instant
    ) {
        if isGuest(scan) { counters.toGuests += 1 } else { counters.exceptions += 1 }
        spend(scan, sent, now)
        let quality = Quality(exception: code)
        if quality == .commGateway {
            // The gateway answered for a unit that is not there.
            timeoutsInARow = 0
            hasWorked = true
            phase = .idle
            leaveForeign(now)
            charge(scan, sent, now)
            give(scan, read, quality, now, mayRetry: !units[scans[scan].unit].isSilent)
            return
        }
        settle(scan, sent, now)
        if quality == .commBusy, scans[scan].failed(read, mayRetry: true) {
            units[scans[scan].unit].heldUntil = now + scans[scan].timeout
            return
        }
        if isGuest(scan) { return endGuest(.exception(code), now, after: now - sent) }
        if !isJob(scan) {
            // Of what is not there, or of so many: of less there may be something.
            let isOfTheMap = quality == .commIllegalAddress || quality == .commIllegalValue
            if isOfTheMap, search(scan, read, quality, now) { return }
            fail(scan, read, quality, now)
        } else if (1...3).contains(code) {
            refuseJob(scan, read)
        } else {
            // Still starting, or busy: it may have the text later.
            return giveJob(scan, read, now, mayRetry: true)
        }
        finish(scan, read, now)
    }

    /// An answer came that is certainly this request's.
    private mutating func settle(_ scan: Int, _ sent: Instant, _ now: Instant) {
        if isForeign {
            leaveForeign(now)
            return phase = .idle
        }
        let unit = scans[scan].unit
        if !jobs.isEmpty { wantJobs(of: unit, now) }
        if units[unit].isSilent { forgetRefusals(of: unit, now) }
        units[unit].answered(after: now - sent, at: now)
        measure(unit, now - sent)
        units[unit].lost = nil
        timeoutsInARow = 0
        hasWorked = true
        phase = .idle
    }

    /// What an answer took beside its time on the wire and its request's.
    private mutating func measure(_ unit: Int, _ time: Nanoseconds) {
        let answer = min(receiver.count, request.replyLength(framing))
        units[unit].trips.add(max(.zero, time - wireTime(outgoingCount) - wireTime(answer)))
        measured = unit
    }

    /// The read is done; ends the round with its last.
    private mutating func finish(_ scan: Int, _ read: Int, _ now: Instant) {
        scans[scan].close(read)
        guard scans[scan].open == 0 else { return }
        if isJob(scan) { endJob(scan) } else { end(scan, now, reached: true) }
    }
}

extension Scan.Read {
    /// A reading of each point, from an answer's data that begins at `start`. `first`: of the
    /// device's first point. Room is made once: added one by one they were most of what an answer
    /// costs.
    fileprivate func decode(
        _ bytes: [UInt8], at start: Int, into readings: inout [Reading], like first: Reading
    ) {
        let (bytes, slots, before) = (bytes.span, slots.span, readings.count)
        readings.append(contentsOf: repeatElement(first, count: slots.count))
        var readings = readings.mutableSpan
        for index in slots.indices {
            let bits = slots[index].bits(bytes, at: start)
            readings[before + index].bits = bits
            readings[before + index].point = first.point + slots[index].point
            guard let listed = slots[index].exceptions else { continue }
            readings[before + index].quality = exceptions[Int(listed)].quality(ofBits: bits)
        }
    }
}

extension Scan.Slot {
    /// What the answer's data says, which begins at `start`.
    fileprivate func bits(_ bytes: Span<UInt8>, at start: Int) -> UInt64 {
        let place = Int(place)
        switch form {
        case .bit: return UInt64(bytes[start + place / 8] >> UInt8(place % 8) & 1)
        case .word: return UInt64(bytes[start + place]) << 8 | UInt64(bytes[start + place + 1])
        case .other: return field.of(order.bits(bytes, at: start + place))
        }
    }
}

extension Quality {
    /// The exception codes of Modbus Application Protocol V1.1b3, section 7.
    package init(exception code: UInt8) {
        switch code {
        case 1: self = .commIllegalFunction
        case 2: self = .commIllegalAddress
        case 3: self = .commIllegalValue
        case 4: self = .commDeviceFailure
        case 6: self = .commBusy
        case 10, 11: self = .commGateway
        default: self = .commException
        }
    }
}
