// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host

/// Where a device is asked: by the running service, between its polls, or where none runs on a
/// line that the command opens itself.
struct DeviceAccess {
    private let line: Line
    private let device: Device
    private let path: String
    private var own: OwnBus?

    /// Whether no service runs.
    var isOwn: Bool { own != nil }

    /// `isAlone`: the service knows nothing of the line, which is opened at once.
    init(
        _ line: Line, _ device: Device, control path: String, isAlone: Bool = false
    ) throws(OwnBusFault) {
        (self.line, self.device, self.path) = (line, device, path)
        if isAlone { try open() }
    }

    private mutating func open() throws(OwnBusFault) {
        own = try OwnBus(line, gap: max(line.gap, device.gap))
    }

    mutating func read(_ request: ReadRequest) throws -> GuestResult.Outcome {
        if own == nil {
            do throws(ServiceFault) {
                return try ask(request)
            } catch {
                guard case .notRunning = error else { throw error }
                try open()
            }
        }
        guard var bus = own else { return .late }
        defer { own = bus }
        return try bus.read(
            unit: device.unit, request.table, request.address, count: request.count,
            isWide: request.isWide, timeout: device.timeout, retries: 1)
    }

    private func ask(_ request: ReadRequest) throws(ServiceFault) -> GuestResult.Outcome {
        do throws(ServiceFault) {
            let answer = try ServiceClient.ask("read", at: path) { writer in
                writer.member("bus", line.id)
                writer.member("unit", device.unit)
                writer.member("table", request.table.rawValue)
                writer.member("address", request.address)
                writer.member("count", request.count)
                if request.isWide {
                    writer.key("wide")
                    writer.bool(true)
                }
            }
            return .data(ReadCommand.bytes(answer.text("data")))
        } catch {
            guard case .refused(let code, _, let exception) = error else { throw error }
            if let exception { return .exception(exception) }
            guard let quality = Quality.allCases.first(where: { $0.code == code }) else {
                throw error
            }
            return .failed(quality)
        }
    }
}
