// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import Field
internal import Host
internal import Hub

/// `tram hub check`: one step after the other, each told as soon as it is known, as far as the next
/// one makes sense.
struct CheckRun {
    let configuration: Configuration
    let connection: Connection
    let path: String
    /// How long each step may take.
    let patience: Nanoseconds
    /// Readable once a person ends it.
    let stop: CInt
    let tell: (CheckStep) -> Void
    private(set) var report = CheckReport()
    /// What is looked at now.
    var address: Address?

    init(
        _ configuration: Configuration, _ connection: Connection, path: String,
        patience: Nanoseconds, stop: CInt, tell: @escaping (CheckStep) -> Void
    ) {
        self.configuration = configuration
        var connection = connection
        connection.limits.connecting = patience
        connection.limits.greeting = patience
        connection.limits.acknowledgement = patience
        self.connection = connection
        (self.path, self.patience, self.stop, self.tell) = (path, patience, stop, tell)
    }

    /// `started`: at the beginning of an address, before its first step.
    mutating func run(_ started: (Address) -> Void) {
        add(opening)
        for address in connection.addresses where !isStopped {
            self.address = address
            started(address)
            check(address)
        }
        report.isStopped = isStopped
    }

    mutating func add(_ step: CheckStep) {
        // What was cut short by a person is nobody's fault.
        if step.trouble != nil, isStopped { return }
        report.add(step, at: address?.description)
        tell(step)
    }

    func advice(_ address: Address) -> CheckAdvice {
        CheckAdvice(path: path, connection: connection, service: service, address: address)
    }

    var deadline: Instant { Clock.now() + patience }

    /// Whether a person has ended it.
    var isStopped: Bool { PollSet.isReadable(stop) }

    private var service: String { "\(configuration.hub.root)-\(configuration.gateway.id)" }

    private var opening: CheckStep {
        let version = configuration.hub.version.rawValue
        let count = connection.addresses.count
        return CheckStep(
            .configuration,
            Text(
                en: "\(path): \(count == 1 ? "1 address" : "\(count) addresses"), MQTT "
                    + "\(version). This check is \(connection.clientID) to the hub, so that the "
                    + "service (\(service)) stays connected",
                vi: "\(path): \(count) địa chỉ, MQTT \(version). Lệnh này dùng client id "
                    + "\(connection.clientID) nên dịch vụ (\(service)) vẫn giữ kết nối"),
            [
                JSON.Member("file", path), JSON.Member("client-id", connection.clientID),
                JSON.Member("service-client-id", service), JSON.Member("mqtt", version),
            ])
    }

    private mutating func check(_ address: Address) {
        guard let places = look(up: address), let socket = connect(to: places, address) else {
            return
        }
        var certificate: Certificate?
        if address.isEncrypted {
            guard identify(address), let met = encrypt(socket.number, address) else { return }
            certificate = met.certificate
        }
        tellClock(certificate)
        talk(address)
    }
}
