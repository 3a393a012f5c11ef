// SPDX-License-Identifier: Apache-2.0
internal import CModbus
internal import Field
internal import Glibc
internal import Host

/// libmodbus as a client and as a server, as bare as C has it.
enum ModbusLoop {
    /// Round trips a second of a client that reads as fast as it goes.
    static func trips(_ port: UInt16, for time: Nanoseconds) throws -> Double {
        guard let context = unsafe modbus_new_tcp("127.0.0.1", CInt(port)) else {
            throw Failure(text: "no memory for libmodbus")
        }
        defer {
            unsafe modbus_close(context)
            unsafe modbus_free(context)
        }
        unsafe modbus_set_slave(context, 1)
        guard unsafe modbus_connect(context) == 0 else {
            throw Failure(text: "libmodbus does not connect")
        }
        var registers = [UInt16](repeating: 0, count: Devices.registers)
        let count = CInt(Devices.registers)
        let start = Clock.now()
        var trips = 0
        while Clock.now() < start + time {
            guard unsafe modbus_read_registers(context, 0, count, &registers) == count else {
                throw Failure(text: "libmodbus does not read")
            }
            trips += 1
        }
        return Double(trips) * 1e9 / Double((Clock.now() - start).count)
    }

    /// Writes its port in a line and serves one client after the other, until it is stopped.
    static func serve() throws {
        guard let context = unsafe modbus_new_tcp("127.0.0.1", 0),
            let mapping = unsafe modbus_mapping_new(0, 0, CInt(Devices.registers), 0)
        else { throw Failure(text: "no memory for libmodbus") }
        var listener = unsafe modbus_tcp_listen(context, 1)
        guard listener >= 0 else { throw Failure(text: "libmodbus does not listen") }
        Environment.write("\(try localPort(listener))\n")
        var query = [UInt8](repeating: 0, count: Int(MODBUS_TCP_MAX_ADU_LENGTH))
        while unsafe modbus_tcp_accept(context, &listener) >= 0 {
            while true {
                let count = unsafe modbus_receive(context, &query)
                if count < 0 { break }
                unsafe modbus_reply(context, query, count, mapping)
            }
            unsafe modbus_close(context)
        }
    }
}

/// The port that a socket is bound to.
func localPort(_ socket: CInt) throws -> UInt16 {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafeMutablePointer(to: &address) {
        unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            unsafe getsockname(socket, $0, &size)
        }
    }
    guard result == 0 else { throw Failure(text: "a socket without an address") }
    return UInt16(bigEndian: address.sin_port)
}

/// A server of libmodbus in a process of its own, which ends with this value.
struct ModbusProcess: ~Copyable {
    let port: UInt16
    private let child: Child

    static func start() throws -> ModbusProcess {
        let output = try Pipe()
        let child = try Child(
            try Environment.executable(), ["answer"], output: output.writing.number)
        var said = try ChildOutput.of(output.keepReading())
        guard let port = UInt16(try said.line(within: Stage.patience)) else {
            throw Failure(text: "the server did not start")
        }
        return ModbusProcess(port, child)
    }

    private init(_ port: UInt16, _ child: consuming Child) {
        self.port = port
        self.child = child
    }
}
