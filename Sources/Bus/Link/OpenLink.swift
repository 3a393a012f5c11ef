// SPDX-License-Identifier: Apache-2.0
internal import CModbus
internal import Field
internal import Glibc
internal import Host

/// A link that libmodbus has opened and configured; its bytes are ours to read and write.
///
/// A class, because it is handed from the connecting thread to the line's. why: `@unchecked` as
/// the library's context is a bare pointer; it is made on one thread, handed over once through a
/// mailbox, and used and freed by the other alone.
@safe final class OpenLink: @unchecked Sendable {
    /// Of a serial port, whose settings it puts back at the end; of a connection nothing is left
    /// to do for it.
    private let context: OpaquePointer?
    /// Of a connection.
    private let socket: Descriptor?
    /// Non-blocking.
    let descriptor: CInt
    /// Whether the port's lock is ours: another program's is not to be released.
    private var isLocked = false
    /// Of a port whose adapter is switched by RTS.
    private var sendSwitch: SendSwitch?
    /// Whether the port's driver was asked to hand on bytes at once, and does not.
    private(set) var isSlow = false
    /// How libmodbus has set the port, while it is set otherwise: one at most, and no room for it
    /// in all the links that never are.
    private var settings: [SerialSettings] = []

    /// How long a TCP connect may take.
    static let connectTimeout = Nanoseconds.seconds(5)

    /// Opens a link; blocks for name resolution and connecting.
    init(_ link: Link, _ manners: PortManners) throws(BusFault) {
        let context = unsafe try Self.makeContext(link)
        let seconds = UInt32(Self.connectTimeout.count / 1_000_000_000)
        unsafe modbus_set_response_timeout(context, seconds, 0)
        // A name that is not found leaves errno as it was.
        errno = 0
        guard unsafe modbus_connect(context) == 0 else {
            let fault = BusFault(connecting: link, errno)
            unsafe modbus_free(context)
            throw fault == .portBusy(by: []) ? .busy(link.address) : fault
        }
        descriptor = unsafe modbus_get_socket(context)
        if case .serial = link {
            unsafe self.context = context
            socket = nil
        } else {
            socket = Descriptor(owning: descriptor)
            unsafe self.context = nil
            unsafe modbus_free(context)
        }
        // From here on `deinit` closes and frees, also when this throws.
        if case .serial(let port, let speed, _) = link { try prepare(port, speed, manners) }
        do {
            try Descriptor.setNonblocking(descriptor)
        } catch {
            throw .other(error.number)
        }
    }

    deinit {
        sendSwitch?.hear(descriptor)
        if isLocked { SerialPort.unlock(descriptor) }
        guard let context = unsafe context else { return }
        unsafe modbus_close(context)
        unsafe modbus_free(context)
    }

    private static func makeContext(_ link: Link) throws(BusFault) -> OpaquePointer {
        let context =
            switch link {
            case .serial(let port, let speed, _):
                unsafe modbus_new_rtu(
                    port, CInt(speed.baud), speed.mode.parity.letter, CInt(speed.mode.dataBits),
                    CInt(speed.mode.stopBits))
            case .tcp(let host, let port), .rtuOverTCP(let host, let port, _):
                unsafe modbus_new_tcp_pi(host, String(port))
            }
        guard let context = unsafe context else { throw .other(errno) }
        return unsafe context
    }

    private var isSerial: Bool { socket == nil }

    /// What a port needs beside what libmodbus has set.
    private func prepare(
        _ port: String, _ speed: SerialSpeed, _ manners: PortManners
    ) throws(BusFault) {
        guard SerialPort.lock(descriptor) else { throw .busy(port, beside: descriptor) }
        isLocked = true
        // libmodbus leaves the port so that a read answers 0 when nothing has come, which is
        // what a hang-up looks like.
        guard SerialPort.waitForByte(descriptor) else { throw .portUnsuitable }
        if manners.direction.rs485 == .kernel { try letDriverSwitch() }
        sendSwitch = SendSwitch(manners.direction.rts, speed)
        // The kernel raises RTS when it opens a port: an adapter may be sending by now.
        guard sendSwitch?.hear(descriptor) ?? true else { throw .noRTS }
        if manners.hasLowLatency {
            isSlow =
                !SerialPort.setLowLatency(descriptor) && !SerialPorts().shortenLatency(of: port)
        }
    }

    /// The kernel's RS-485 mode. libmodbus sets it without polarity and delays; a driver that is in
    /// it already has them from the device tree or from an administrator, and is left as it is.
    private func letDriverSwitch() throws(BusFault) {
        guard !SerialPort.isSwitchedByDriver(descriptor), let context = unsafe context else {
            return
        }
        guard unsafe modbus_rtu_set_serial_mode(context, MODBUS_RTU_RS485) == 0 else {
            throw .noRS485
        }
    }

    /// Sets a port otherwise for a moment, or as it was; false where it does not take that.
    func tune(_ speed: SerialSpeed?) -> Bool {
        guard let speed else {
            defer { settings = [] }
            return settings.first?.apply(to: descriptor) ?? true
        }
        guard isSerial, let own = settings.first ?? SerialSettings(of: descriptor) else {
            return false
        }
        settings = [own]
        return own.at(speed)?.apply(to: descriptor) ?? false
    }

    /// Writes the first `count` bytes. A peer that has gone raises no signal.
    func write(_ bytes: [UInt8], _ count: Int) throws(SystemFault) -> Descriptor.Transfer {
        guard isSerial else { return try Socket.send(descriptor, bytes, to: count) }
        if sendSwitch?.send(descriptor) == false { return .closed }
        return try Descriptor.write(descriptor, bytes, from: 0, to: count)
    }

    /// The last character of what was written leaves at this moment, if nothing delays it.
    func sent(until end: Instant) { sendSwitch?.sent(until: end) }

    /// Whether what was written may still be leaving, and an adapter has to be switched then.
    var isSending: Bool { sendSwitch?.isSending ?? false }

    /// Switches an adapter back that has sent; when to call again.
    func advance(to now: Instant) -> Instant { sendSwitch?.advance(descriptor, at: now) ?? .never }
}

extension SerialMode.Parity {
    /// The letter that libmodbus takes.
    fileprivate var letter: CChar {
        switch self {
        case .none: CChar(UInt8(ascii: "N"))
        case .even: CChar(UInt8(ascii: "E"))
        case .odd: CChar(UInt8(ascii: "O"))
        }
    }
}

extension BusFault {
    /// The only place where libmodbus' errno is read. Numbers above the system's are the library's
    /// own, and differ between its versions.
    init(connecting link: Link, _ number: CInt) {
        if case .serial = link {
            switch number {
            case ENOENT, ENODEV, ENXIO: self = .portMissing
            case EACCES, EPERM: self = .portDenied
            case EBUSY: self = .portBusy(by: [])
            case ENOTTY, EINVAL, EIO, EISDIR: self = .portUnsuitable
            default: self = .other(number)
            }
            return
        }
        switch number {
        case ECONNREFUSED: self = .refused
        case ETIMEDOUT, EHOSTUNREACH, ENETUNREACH, EINPROGRESS, EHOSTDOWN: self = .unreachable
        // libmodbus drops getaddrinfo's answer and leaves errno as it was.
        case 0, EAGAIN, ENOENT, EINVAL, ESRCH: self = .nameNotFound
        default: self = .other(number)
        }
    }
}
