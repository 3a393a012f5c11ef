// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Assembly {
    mutating func lines() -> [Line] {
        checkBusIDs()
        checkPorts()
        checkPortNames()
        guard checkDeviceIDs() else { return [] }
        return Self.sharing(file.buses.compactMap { line($0) })
    }

    /// The same lines, with one copy of each profile.
    private static func sharing(_ lines: [Line]) -> [Line] {
        var known: [Device] = []
        return lines.map { line in
            var line = line
            for index in line.devices.indices
            where !known.contains(where: { line.devices[index].share(with: $0) }) {
                known.append(line.devices[index])
            }
            return line
        }
    }

    private mutating func line(_ bus: Marked<BusSection>) -> Line? {
        let devices = bus.devices.flatMap { self.devices($0, on: bus) }
        checkUnits(bus)
        guard let link = link(of: bus) else { return nil }
        var line = Line(id: bus.id, link: link, devices: devices)
        line.gap = bus.gap
        line.probing = probing(of: bus)
        line.tax = bus.tax
        line.isSpread = bus.isSpread
        line.hasLowLatency = bus.hasLowLatency
        if let serial = bus.serial { line.direction = direction(of: serial) }
        checkLoad(line, bus)
        return line
    }

    /// How a bus is reached; exactly one of three keys says it.
    private mutating func link(of bus: Marked<BusSection>) -> Link? {
        let kinds = BusSection.linkKeys.filter { bus.node[$0] != nil }
        if kinds.count != 1 {
            let found = kinds.joined(separator: ", ")
            findings.add(
                kinds.isEmpty ? .missingKey : .conflictingKeys, at: bus.node.mark,
                Text(
                    en: "expected one of serial, tcp, rtu-over-tcp, found "
                        + (kinds.isEmpty ? "none" : found),
                    vi: "cần đúng một trong serial, tcp, rtu-over-tcp, đang "
                        + (kinds.isEmpty ? "không có" : "có \(found)")))
            return nil
        }
        if kinds != ["serial"], bus.hasLowLatency { noPort(bus, kinds[0]) }
        return bus.value.link
    }

    /// Only a port has a driver that can be asked.
    private mutating func noPort(_ bus: Marked<BusSection>, _ kind: String) {
        findings.add(
            .conflictingKeys, at: bus.node.keyMark(of: "low-latency"),
            Text(
                en: "low-latency is asked of a serial port's driver, and this bus has \(kind); "
                    + "leave it out",
                vi: "low-latency là yêu cầu với driver của cổng nối tiếp, còn bus này dùng "
                    + "\(kind); hãy bỏ khóa này"))
    }

    private mutating func probing(of bus: Marked<BusSection>) -> Probing {
        guard let entry = bus.probing, entry.longest < entry.first else {
            return bus.probing?.value ?? Probing()
        }
        findings.add(
            .conflictingKeys, at: (entry.node["longest"] ?? entry.node["first"] ?? entry.node).mark,
            Text(
                en: "longest \(entry.longest.text) is shorter than first \(entry.first.text)",
                vi: "longest \(entry.longest.text) ngắn hơn first \(entry.first.text)"))
        return entry.value
    }

    /// Two that switch one adapter would switch against each other.
    private mutating func direction(of serial: Marked<SerialSection>) -> LineDirection {
        if serial.direction.rs485 != .off, serial.direction.rts != .off {
            findings.add(
                .conflictingKeys, at: serial.node.mark(of: "rts"),
                Text(
                    en: "with rs485: \(serial.direction.rs485.rawValue) the driver switches RTS; "
                        + "leave one of the two out",
                    vi: "đã có rs485: \(serial.direction.rs485.rawValue) thì driver tự chuyển RTS; "
                        + "hãy bỏ một trong hai khóa"))
        }
        return serial.direction
    }

    private mutating func checkBusIDs() {
        var seen: [String: Mark] = [:]
        for bus in file.buses where !bus.id.isEmpty {
            checkUnique(bus.id, at: bus.node.mark(of: "id"), &seen)
        }
    }

    /// Reports an id that was seen before, with the line where.
    mutating func checkUnique(_ id: String, at mark: Mark, _ seen: inout [String: Mark]) {
        guard let first = seen.updateValue(mark, forKey: id) else { return }
        let place = findings.place(of: first, from: mark)
        findings.add(
            .duplicateID, at: mark,
            Text(en: "id \(id) is taken by \(place.en)", vi: "mã \(id) đã dùng ở \(place.vi)"))
    }

    /// One port has one owner; two connections to one address are possible, but seldom meant.
    private mutating func checkPorts() {
        var seen: [String: (bus: BusSection, mark: Mark)] = [:]
        for bus in file.buses {
            guard let address = bus.value.link?.address else { continue }
            let mark = bus.portMark
            guard let first = seen.updateValue((bus.value, mark), forKey: address) else { continue }
            let place = findings.place(of: first.mark, from: mark)
            let bothTCP = first.bus.tcp != nil && bus.tcp != nil
            findings.add(
                .duplicatePort, at: mark, severity: bothTCP ? .warning : .error,
                Text(
                    en: "\(address) is used by the bus in \(place.en) as well; put all its "
                        + "devices on one bus",
                    vi: "\(address) cũng được bus ở \(place.vi) dùng; hãy gộp các "
                        + "thiết bị vào một bus"))
        }
    }
}

extension Marked<BusSection> {
    /// Where the port or host stands.
    fileprivate var portMark: Mark {
        let node = value.serial?.node ?? value.tcp?.node ?? value.rtuOverTCP?.node ?? node
        return (node["port"] ?? node["host"] ?? node).mark
    }
}

extension BusSection {
    /// The link as far as it was written; nil where its keys are missing.
    var link: Link? {
        if let serial, !serial.port.isEmpty {
            return .serial(port: serial.port, serial.speed, echo: serial.echo)
        }
        if let tcp, let host = tcp.host { return .tcp(host: host.text, port: tcp.port) }
        if let rtuOverTCP, let host = rtuOverTCP.host {
            return .rtuOverTCP(host: host.text, port: rtuOverTCP.port, rtuOverTCP.speed)
        }
        return nil
    }

    /// The speed of its serial side, if it has one.
    var speed: SerialSpeed? { serial?.speed ?? rtuOverTCP?.speed }

    /// The unit ids that devices on it can have (Modbus over Serial Line V1.02, section 2.2); a
    /// TCP device may also take 0 and 248–255 (Messaging on TCP/IP V1.0b, section 4.4.2.1).
    var units: ClosedRange<UInt8> { tcp == nil ? 1...247 : 0...255 }

    /// The same for a device that may break the rule: 0 only where it has that from the factory, as
    /// others take it for a broadcast.
    func units(of profile: Profile) -> ClosedRange<UInt8> {
        guard tcp == nil, profile.hasReservedUnit else { return units }
        return (profile.link.unit == 0 ? 0 : 1)...255
    }
}
