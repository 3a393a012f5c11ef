// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

extension LineMachine {
    /// Lets the caller read bytes straight into the receiver: `body` gets the buffer and where to
    /// write. False when the other end has closed.
    mutating func receive(
        at now: () -> Instant,
        _ body: (inout [UInt8], Int) throws(SystemFault) -> Descriptor.Transfer
    ) throws(SystemFault) -> Bool {
        receiver.makeRoom()
        switch try body(&receiver.bytes, receiver.count) {
        case .bytes(let count):
            receiver.filled(count)
            received(count, now())
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
            let count = min(bytes.count - start, Receiver.capacity - receiver.count)
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
        counters.foreignFrames += receiver.foreign - before
        switch answer {
        case .incomplete: break
        case .data(let start): take(scan, read, dataAt: start, sent, now)
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
        counters.answers += 1
        settle(scan, sent, now)
        if isJob(scan) {
            takeTexts(scan, read, dataAt: start)
            return finish(scan, read, now)
        }
        let firstPoint = scans[scan].firstPoint
        for slot in scans[scan].reads[read].slots {
            let bits =
                slot.isBit
                ? UInt64(receiver.bytes[start + Int(slot.place) / 8] >> UInt8(slot.place % 8) & 1)
                : slot.field.of(
                    slot.order.bits(receiver.bytes.span, at: start + Int(slot.place)))
            var reading = Reading(time: now, bits: bits, point: firstPoint + slot.point)
            if let index = slot.exceptions.map(Int.init) {
                reading.quality = scans[scan].reads[read].exceptions[index].quality(ofBits: bits)
            }
            output.append(reading)
        }
        finish(scan, read, now)
    }

    private mutating func refused(
        _ scan: Int, _ read: Int, _ code: UInt8, _ sent: Instant, _ now: Instant
    ) {
        counters.exceptions += 1
        let quality = Quality(exception: code)
        if quality == .commGateway {
            // The gateway answered for a unit that is not there.
            timeoutsInARow = 0
            hasWorked = true
            phase = .idle
            give(scan, read, quality, now, mayRetry: !units[scans[scan].unit].isSilent)
            return
        }
        settle(scan, sent, now)
        if quality == .commBusy, scans[scan].failed(read, mayRetry: true) {
            units[scans[scan].unit].heldUntil = now + scans[scan].timeout
            return
        }
        if !isJob(scan) {
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
        let unit = scans[scan].unit
        if !jobs.isEmpty { wantJobs(of: unit, now) }
        units[unit].answered(after: now - sent, at: now)
        units[unit].lost = nil
        timeoutsInARow = 0
        hasWorked = true
        phase = .idle
    }

    /// The read is done; ends the round with its last.
    private mutating func finish(_ scan: Int, _ read: Int, _ now: Instant) {
        scans[scan].close(read)
        guard scans[scan].open == 0 else { return }
        if isJob(scan) { endJob(scan) } else { end(scan, now, reached: true) }
    }
}

extension Quality {
    /// The exception codes of Modbus Application Protocol V1.1b3, section 7.
    init(exception code: UInt8) {
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
