// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field

/// Which bus a device is to be on, as far as somebody has said so.
struct BusWish {
    var id: String?
    var port: String?
    var host: (name: String, port: UInt16)?
    /// RTU frames through a converter, in place of Modbus TCP.
    var isConverter = false
    var baud: Int?
    var mode: SerialMode?

    var speed: SerialSpeed { SerialSpeed(baud: baud ?? 9_600, mode: mode ?? .standard) }

    /// nil where only a bus that there is can be meant.
    var link: Link? {
        if let port { return .serial(port: port, speed, echo: false) }
        guard let host else { return nil }
        return isConverter
            ? .rtuOverTCP(host: host.name, port: host.port, speed)
            : .tcp(host: host.name, port: host.port)
    }

    var isEmpty: Bool { id == nil && port == nil && host == nil }

    /// As a place of `tram scan`.
    init(_ place: ScanPlace, baud: Int?, mode: SerialMode?) {
        self.init(baud: baud, mode: mode)
        switch place {
        case .bus(let id): self.id = id
        case .port(let path): port = path
        case .host(let name, let port): host = (name, port)
        case .converter(let name, let port): (host, isConverter) = ((name, port), true)
        }
    }

    init(
        id: String? = nil, port: String? = nil, host: (name: String, port: UInt16)? = nil,
        isConverter: Bool = false, baud: Int? = nil, mode: SerialMode? = nil
    ) {
        (self.id, self.port, self.host) = (id, port, host)
        (self.isConverter, self.baud, self.mode) = (isConverter, baud, mode)
    }

    /// `10.0.0.5`, `plc:1502`, `[::1]:502`.
    static func host(_ word: String) -> (name: String, port: UInt16)? {
        switch ScanPlace(word) {
        case .host(let name, let port): (name, port)
        case .bus(let name): (name, 502)
        case .port, .converter, nil: nil
        }
    }
}

/// The flags for it.
struct BusOptions: ParsableArguments {
    @Option(
        help: .words(
            en: "The bus, by its id; with --port or --host a new one may be called so.",
            vi: "Mã bus; cùng --port hoặc --host thì là tên bus mới."), completion: .buses)
    var bus: String?

    @Option(
        help: .words(
            en: "A serial port, by its name in tram ports.",
            vi: "Cổng nối tiếp, theo tên trong tram ports."), completion: .ports)
    var port: String?

    @Option(
        help: .words(
            en: "A host that speaks Modbus TCP, 10.0.0.5 or 10.0.0.5:502.",
            vi: "Máy có Modbus TCP, 10.0.0.5 hoặc 10.0.0.5:502."))
    var host: String?

    @Flag(
        help: .words(
            en: "The host is a converter (DTU) that passes RTU frames on.",
            vi: "Máy đó là bộ chuyển đổi (DTU) truyền khung RTU."))
    var rtuOverTcp = false

    @Option(
        help: .words(en: "Of the line. Without it: 9600.", vi: "Của đường. Bỏ trống: 9600."),
        completion: .bauds)
    var baud: Int?

    @Option(
        help: .words(en: "Of the line. Without it: 8N1.", vi: "Của đường. Bỏ trống: 8N1."),
        completion: .modes)
    var mode: String?

    @Option(
        help: .words(
            en: "none, even or odd, in place of --mode.",
            vi: "none, even hoặc odd, thay cho --mode."))
    var parity: Parity?

    enum Parity: String, ExpressibleByArgument, CaseIterable {
        case none, even, odd

        var mode: String {
            switch self {
            case .none: "8N1"
            case .even: "8E1"
            case .odd: "8O1"
            }
        }
    }

    var wish: BusWish {
        BusWish(
            id: bus, port: port, host: host.flatMap(BusWish.host), isConverter: rtuOverTcp,
            baud: baud, mode: (mode ?? parity?.mode).flatMap(SerialMode.init))
    }

    func validate() throws {
        if let problem { throw ValidationError(problem) }
    }

    private var problem: Text? {
        if port != nil, host != nil {
            return Text(
                en: "--port and --host: a bus has one of them; leave the other out",
                vi: "--port và --host: bus chỉ có một; hãy bỏ cái kia")
        }
        if let port, !port.hasPrefix("/") {
            return Text(
                en: "--port \(port): expected a path such as /dev/ttyUSB0; see: tram ports",
                vi: "--port \(port): cần đường dẫn như /dev/ttyUSB0; xem: tram ports")
        }
        if let host, BusWish.host(host) == nil {
            return Text(
                en: "--host \(host): expected a host, such as 10.0.0.5 or 10.0.0.5:502",
                vi: "--host \(host): cần tên máy, ví dụ 10.0.0.5 hoặc 10.0.0.5:502")
        }
        if mode != nil, parity != nil {
            return Text(
                en: "--mode says the parity too; leave --parity out",
                vi: "--mode đã gồm parity; hãy bỏ --parity")
        }
        if let baud, !SerialSpeed.bauds.contains(baud) { return Self.badSpeed }
        if let mode, SerialMode(mode) == nil { return Self.badSpeed }
        return useless
    }

    /// Flags that would do nothing.
    private var useless: Text? {
        if rtuOverTcp, host == nil {
            return Text(
                en: "--rtu-over-tcp: which converter? Add --host", vi: "--rtu-over-tcp: cần --host")
        }
        let hasSpeed = baud != nil || mode != nil || parity != nil
        guard hasSpeed, host != nil, !rtuOverTcp else { return nil }
        return Self.uselessSpeed
    }

    static let uselessSpeed = Text(
        en: "--baud, --mode and --parity do nothing on Modbus TCP; leave them out, or add "
            + "--rtu-over-tcp",
        vi: "--baud, --mode và --parity không có tác dụng với Modbus TCP; hãy bỏ, hoặc thêm "
            + "--rtu-over-tcp")

    static let badSpeed = Text(
        en: "expected a usual baud such as 9600, and a mode such as 8N1 or 8E1",
        vi: "cần baud thông dụng như 9600, và mode như 8N1 hoặc 8E1")
}
