// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field

/// How a port or host is spoken to that a command opens itself.
struct LineOptions: ParsableArguments {
    @Flag(
        help: .words(
            en: "The host is a converter (DTU) that passes RTU frames on.",
            vi: "Máy đó là bộ chuyển đổi (DTU) truyền khung RTU."))
    var rtuOverTcp = false

    @Option(
        help: .words(
            en: "Speed of a port. Without it: 9600.", vi: "Tốc độ của cổng. Bỏ trống: 9600."),
        completion: .bauds)
    var baud: Int?

    @Option(
        help: .words(
            en: "Parity and stop bits of a port. Without it: 8N1.",
            vi: "Parity và bit dừng của cổng. Bỏ trống: 8N1."), completion: .modes)
    var mode: String?

    var speed: SerialSpeed {
        SerialSpeed(baud: baud ?? 9_600, mode: mode.flatMap(SerialMode.init) ?? .standard)
    }

    var hasSpeed: Bool { baud != nil || mode != nil }

    func validate() throws {
        guard SerialSpeed.bauds.contains(baud ?? 9_600), mode.map(SerialMode.init) != .some(nil)
        else { throw ValidationError(BusOptions.badSpeed) }
    }

    /// A place as it is meant with these; what would do nothing there is a mistake.
    func place(_ place: ScanPlace) throws -> ScanPlace {
        switch place {
        case .bus where rtuOverTcp || hasSpeed: throw ValidationError(Self.ofBus)
        case .port where rtuOverTcp: throw ValidationError(Self.noHost)
        case .host(let host, let port) where rtuOverTcp: return .converter(host, port)
        case .host where hasSpeed: throw ValidationError(BusOptions.uselessSpeed)
        case .bus, .port, .host, .converter: return place
        }
    }

    private static let ofBus = Text(
        en: "a bus of the configuration has its own settings; leave --baud, --mode and "
            + "--rtu-over-tcp out",
        vi: "bus trong cấu hình có thiết lập riêng; hãy bỏ --baud, --mode và --rtu-over-tcp")

    private static let noHost = Text(
        en: "--rtu-over-tcp is for a host, such as 10.0.0.7:4196; leave it out for a port",
        vi: "--rtu-over-tcp dành cho một máy, ví dụ 10.0.0.7:4196; hãy bỏ nó khi dùng cổng")
}
