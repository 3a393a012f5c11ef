// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Reads that somebody asks for have a scan of their own behind the others: exchange, loss and
/// silence are the same for all.
extension LineMachine {
    /// Takes a read; what comes of it is among `guestResults`.
    package mutating func ask(_ read: GuestRead) {
        var read = read
        if read.speed == speed { read.speed = nil }
        // A converter's settings are not ours, and Modbus TCP has none.
        if read.speed != nil, isOverTCP { return guests.refuse(read) }
        guests.add(read)
    }

    /// What came of reads since the caller last emptied it.
    package var guestResults: [GuestResult] {
        get { guests.results }
        set { guests.results = newValue }
    }

    /// Nobody is answered any more.
    mutating func abandonGuests() { guests.abandon() }

    /// The link cannot be opened: those who wait are told why, at once.
    package mutating func refuseGuests(for fault: BusFault) {
        if guests.current != nil { scans[guestScan].stop() }
        guests.abandon(.closed(fault))
    }

    func isGuest(_ scan: Int) -> Bool { scan == guestScan }

    /// Whether it is a guest's answer that is awaited.
    var isGuestAsking: Bool {
        if case .waiting(let scan, _, _, _) = phase { isGuest(scan) } else { false }
    }

    /// A guest's next request, if one may leave now; nil while none may. `wake` is brought forward
    /// to the moment when that may be another.
    mutating func guestRequest(_ now: Instant, wake: inout Instant) -> Step? {
        guard !guests.isEmpty else { return nil }
        expireGuests(now)
        if let next = guests.begin(at: now) { receive(next, now) }
        wake = min(wake, guests.deadline)
        guard let guest = guests.current else { return nil }
        let unit = units[scans[guestScan].unit]
        let clear = lastByte + max(silence, scans[guestScan].gap, guest.speed?.silence ?? .zero)
        let start = max(scans[guestScan].due, unit.heldUntil, clear)
        // At a lower speed its silence is longer than a poll's, which would always go first.
        let insists = guests.insistsAt..<guests.insistsAt + Self.longestQuieting
        if guest.speed != nil, start == clear, start > now, insists.contains(now) {
            return .wait(until: min(start, guests.deadline))
        }
        guard start <= now, now >= guests.insistsAt || fitsBetweenPolls(now) else {
            let moments = [start, guests.hopesAt, guests.insistsAt]
            wake = moments.reduce(wake) { $1 > now ? min($0, $1) : $0 }
            return nil
        }
        guests.sent(at: now)
        prepare(guestScan, 0)
        isForeign = guest.speed != nil
        return .send
    }

    private func fitsBetweenPolls(_ now: Instant) -> Bool {
        guard let end = idleUntil(now) else { return false }
        // At other settings hardly anybody answers.
        if let speed = guests.current?.speed { return now + probeCost(at: speed) <= end }
        let usual = now >= guests.hopesAt
        return now + (usual ? usualCost(of: guestScan, 0) : worstCost(of: guestScan, 0)) <= end
    }

    private mutating func receive(_ read: GuestRead, _ now: Instant) {
        let unit = unitIndex(read.unit)
        // The device's own gap holds for whoever asks it.
        let gap = scans[rounds].reduce(.zero) { $1.unit == unit ? max($0, $1.gap) : $0 }
        let scan = Scan(guest: read, unit: unit, gap: gap, due: now)
        if guestScan < scans.count { scans[guestScan] = scan } else { scans.append(scan) }
        scans[guestScan].begin()
    }

    /// Units that nothing is polled of are met here for the first time.
    private mutating func unitIndex(_ id: UInt8) -> Int {
        if let known = units.firstIndex(where: { $0.id == id }) { return known }
        units.append(Unit(id: id, probing: Probing()))
        return units.count - 1
    }

    mutating func expireGuests(_ now: Instant) {
        let had = guests.current != nil
        guests.expire(at: now)
        if had, guests.current == nil { scans[guestScan].stop() }
    }

    /// The unit has answered, from that place of what came on.
    mutating func takeGuest(dataAt start: Int, _ sent: Instant, _ now: Instant) {
        if let guest = guests.current, guest.write != nil {
            let unit = scans[guestScan].unit
            units[unit].heldUntil = max(units[unit].heldUntil, now + guest.pause)
            return endGuest(.data([]), now, after: now - sent)
        }
        let data = Array(receiver.bytes[start..<start + request.replyBytes])
        endGuest(.data(data), now, after: now - sent)
    }

    mutating func endGuest(
        _ outcome: GuestResult.Outcome, _ now: Instant, after time: Nanoseconds = .zero
    ) {
        guests.rest(at: now)
        guests.end(outcome, after: time)
        scans[guestScan].stop()
    }

    /// An attempt has failed: it is made again, or the guest is told. The unit is no sicker for it.
    mutating func giveGuest(_ quality: Quality, _ now: Instant, mayRetry: Bool) {
        guests.rest(at: now)
        if scans[guestScan].failed(0, mayRetry: mayRetry) { return }
        endGuest(.failed(quality), now)
    }
}
