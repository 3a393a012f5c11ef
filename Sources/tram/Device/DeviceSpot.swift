// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field
internal import Host

/// The bus that a device is to be on: one that there is, or one to be made.
struct DeviceSpot {
    let id: String
    let link: Link
    let isNew: Bool
    /// Devices that are there already.
    private(set) var devices: [Device] = []

    init(_ line: Line) {
        (id, link, isNew, devices) = (line.id, line.link, false, line.devices)
    }

    private init(new id: String, _ link: Link) { (self.id, self.link, isNew) = (id, link, true) }

    /// A line that is no bus of the configuration.
    init(alone link: Link) { self.init(new: link.address, link) }

    init(
        _ wish: BusWish, _ lines: [Line], ports: SerialPorts = SerialPorts()
    ) throws(DeviceMistake) {
        var wish = wish
        // What the kernel calls a port may be another adapter after the next start.
        if let port = wish.port { wish.port = ports.stableName(of: port) ?? port }
        let named = lines.first { $0.id == wish.id }
        guard let link = wish.link else {
            guard let named else { throw .unknownBus(wish.id ?? "", lines) }
            try Self.compare(wish, named)
            self.init(named)
            return
        }
        let there = lines.first { Self.place($0.link) == Self.place(link) }
        if let there {
            guard wish.id == nil || wish.id == there.id else { throw .otherBus(there, wish) }
            try Self.compare(wish, there)
            self.init(there)
        } else if let named {
            throw .otherPlace(named, link)
        } else {
            let id = wish.id ?? Self.freeID(link, lines)
            guard Level.isValid(id) else { throw .badID("--bus", id) }
            self.init(new: id, link)
        }
    }

    /// A port under whichever of its names.
    private static func place(_ link: Link) -> String {
        guard case .serial(let port, _, _) = link else { return link.address }
        do throws(SystemFault) {
            return try File.absolute(port)
        } catch {
            // An adapter that is not plugged in has the name that was written.
            return port
        }
    }

    private static func compare(_ wish: BusWish, _ line: Line) throws(DeviceMistake) {
        if wish.isConverter, case .tcp = line.link { throw .otherKind(line) }
        guard let speed = line.link.speed else { return }
        let isSame = wish.baud ?? speed.baud == speed.baud && wish.mode ?? speed.mode == speed.mode
        if !isSame { throw .otherSpeed(line, speed) }
    }

    /// `rs485-1`, or the first number that is free.
    private static func freeID(_ link: Link, _ lines: [Line]) -> String {
        let stem =
            switch link {
            case .serial: "rs485"
            case .tcp: "lan"
            case .rtuOverTCP: "dtu"
            }
        let free = (1...lines.count + 1).first { number in
            !lines.contains { $0.id == "\(stem)-\(number)" }
        }
        return "\(stem)-\(free ?? lines.count + 1)"
    }

    /// Unit ids that may be used there.
    var units: ClosedRange<UInt8> {
        if case .tcp = link { 0...255 } else { 1...247 }
    }

    /// What `tram scan` and `tram identify` take: the bus where a service has it, else the place
    /// itself, with its settings.
    func words(hasService: Bool) -> (place: String, settings: [String]) {
        if hasService, !isNew { return (id, []) }
        switch link {
        case .serial(_, let speed, _):
            return (link.address, ["--baud", "\(speed.baud)", "--mode", speed.mode.text])
        case .tcp: return (link.address, [])
        case .rtuOverTCP(_, _, let speed):
            return (link.address, ["--rtu-over-tcp"] + speed.unusual)
        }
    }

    /// How it is reached, for people.
    var text: String { link.address + (link.speed.map { " \($0.baud) \($0.mode.text)" } ?? "") }

    /// The line with this device alone.
    func line(_ device: Device) -> Line { Line(id: id, link: link, devices: [device]) }
}

extension Link {
    /// nil over Modbus TCP.
    var speed: SerialSpeed? {
        switch self {
        case .serial(_, let speed, _), .rtuOverTCP(_, _, let speed): speed
        case .tcp: nil
        }
    }
}

extension DeviceMistake {
    static func unknownBus(_ word: String, _ lines: [Line]) -> Self {
        let names = lines.map(\.id)
        let near = nearest(word, of: names)
        let list = names.isEmpty ? "–" : names.prefix(8).joined(separator: ", ")
        return Self(
            "unknown-bus",
            Text(
                en: "no bus is called \(word.quoted); "
                    + (near.map { "did you mean \($0)?" }
                        ?? "there are: \(list); or name a port or a host"),
                vi: "không có bus \(word.quoted); "
                    + (near.map { "có phải \($0) không?" }
                        ?? "hiện có: \(list); hoặc ghi một cổng hay một máy")),
            next: [["tram", "ports"]], exit: .usage)
    }

    static func badID(_ flag: String, _ id: String) -> Self {
        let near = Level.repaired(id)
        return Self(
            "bad-value",
            Text(
                en: "\(flag) \(id.quoted): at most \(Level.length) lower-case letters a-z, digits "
                    + "and hyphens" + (near.map { "; did you mean \($0)?" } ?? ""),
                vi: "\(flag) \(id.quoted): nhiều nhất \(Level.length) chữ thường không dấu a-z, "
                    + "chữ số và gạch nối" + (near.map { "; có phải \($0) không?" } ?? "")),
            exit: .usage)
    }

    fileprivate static func otherBus(_ line: Line, _ wish: BusWish) -> Self {
        let address = line.link.address
        return Self(
            "bus-differs",
            Text(
                en: "\(address) is the bus \(line.id) already; write --bus \(line.id)",
                vi: "\(address) đã là bus \(line.id); hãy ghi --bus \(line.id)"),
            next: [["tram", "device", "list"]])
    }

    fileprivate static func otherPlace(_ line: Line, _ link: Link) -> Self {
        Self(
            "bus-differs",
            Text(
                en: "the bus \(line.id) is at \(line.link.address), not at \(link.address); "
                    + "leave --bus out, or give the new bus another id",
                vi: "bus \(line.id) ở \(line.link.address), không phải \(link.address); hãy bỏ "
                    + "--bus, hoặc đặt mã khác cho bus mới"),
            next: [["tram", "device", "list"]])
    }

    fileprivate static func otherKind(_ line: Line) -> Self {
        Self(
            "bus-differs",
            Text(
                en: "the bus \(line.id) at \(line.link.address) speaks Modbus TCP; leave "
                    + "--rtu-over-tcp out, or change the bus in its file",
                vi: "bus \(line.id) ở \(line.link.address) dùng Modbus TCP; hãy bỏ "
                    + "--rtu-over-tcp, hoặc sửa bus trong tệp của nó"),
            next: [["tram", "device", "list"]])
    }

    fileprivate static func otherSpeed(_ line: Line, _ speed: SerialSpeed) -> Self {
        let own = "\(speed.baud) \(speed.mode.text)"
        return Self(
            "bus-differs",
            Text(
                en: "the bus \(line.id) runs at \(own), the same for all its devices; leave "
                    + "--baud, --mode and --parity out",
                vi: "bus \(line.id) chạy \(own), giống nhau cho mọi thiết bị trên đó; hãy bỏ "
                    + "--baud, --mode và --parity"),
            next: [["tram", "device", "list"]])
    }
}
