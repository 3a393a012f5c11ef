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

    /// How long a TCP connect may take.
    static let connectTimeout = Nanoseconds.seconds(5)

    /// Opens a link; blocks for name resolution and connecting.
    init(_ link: Link) throws(BusFault) {
        let context = unsafe try Self.makeContext(link)
        let seconds = UInt32(Self.connectTimeout.count / 1_000_000_000)
        unsafe modbus_set_response_timeout(context, seconds, 0)
        // A name that is not found leaves errno as it was.
        errno = 0
        guard unsafe modbus_connect(context) == 0 else {
            let fault = BusFault(connecting: link, errno)
            unsafe modbus_free(context)
            throw fault
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
        try prepare()
    }

    deinit {
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

    private func prepare() throws(BusFault) {
        if isSerial {
            guard SerialPort.lock(descriptor) else { throw .portBusy }
            isLocked = true
            // libmodbus leaves the port so that a read answers 0 when nothing has come, which is
            // what a hang-up looks like.
            guard SerialPort.waitForByte(descriptor) else { throw .portUnsuitable }
        }
        do {
            try Descriptor.setNonblocking(descriptor)
        } catch {
            throw .other(error.number)
        }
    }

    /// Writes the first `count` bytes. A peer that has gone raises no signal.
    func write(_ bytes: [UInt8], _ count: Int) throws(SystemFault) -> Descriptor.Transfer {
        if isSerial { return try Descriptor.write(descriptor, bytes, from: 0, to: count) }
        return try Socket.send(descriptor, bytes, to: count)
    }
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
            case EBUSY: self = .portBusy
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
