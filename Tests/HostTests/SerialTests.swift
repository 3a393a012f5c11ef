// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Host
import Testing
import Waiting

@Suite(.waits(atMostMinutes: 1)) struct SerialTests {
    private func opened(_ path: String) throws -> Descriptor {
        let number = unsafe open(path, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
        try #require(number >= 0)
        return Descriptor(owning: number)
    }

    /// Waits for bytes and takes them.
    private func bytes(_ number: CInt, _ count: Int) throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        var have = 0
        var polls = PollSet()
        polls.add(number, .readable)
        while have < count {
            try polls.wait(until: .never)
            guard
                case .bytes(let more) = try Descriptor.read(number, into: &buffer, at: have)
            else { break }
            have += more
        }
        return buffer
    }

    @Test func `every byte passes both ways as it is`() throws {
        let line = try PseudoTerminal()
        let client = try opened(line.path)
        let all = (0...255).map { UInt8($0) }
        #expect(try client.write(all) == .bytes(256))
        #expect(try bytes(line.device.number, 256) == all)
        #expect(try line.device.write(all) == .bytes(256))
        #expect(try bytes(client.number, 256) == all)
    }

    @Test func `a line without a client is silent, not gone`() throws {
        let line = try PseudoTerminal()
        do { _ = try opened(line.path) }
        var buffer: [UInt8] = [0]
        #expect(try line.device.read(into: &buffer, at: 0) == .wouldBlock)
        let again = try opened(line.path)
        #expect(try again.write([9]) == .bytes(1))
        #expect(try bytes(line.device.number, 1) == [9])
    }

    @Test func `a port whose device is pulled out is closed`() throws {
        let client: Descriptor
        do {
            let line = try PseudoTerminal()
            client = try opened(line.path)
        }
        var buffer: [UInt8] = [0]
        #expect(try client.read(into: &buffer, at: 0) == .closed)
        #expect(try client.write([1]) == .closed)
    }

    @Test func `no byte is told from a hang-up once the port waits for one`() throws {
        let line = try PseudoTerminal()
        let client = try opened(line.path)
        var settings = termios()
        #expect(unsafe tcgetattr(client.number, &settings) == 0)
        settings.c_cc.6 = 0
        #expect(unsafe tcsetattr(client.number, TCSANOW, &settings) == 0)
        var buffer: [UInt8] = [0]
        #expect(try client.read(into: &buffer, at: 0) == .closed, "what it is set for")
        #expect(SerialPort.waitForByte(client.number))
        #expect(try client.read(into: &buffer, at: 0) == .wouldBlock)
        #expect(!SerialPort.waitForByte(try Pipe().reading.number))
    }

    @Test func `a port has one owner, until it is closed`() throws {
        let line = try PseudoTerminal()
        let second = try opened(line.path)
        do {
            let first = try opened(line.path)
            #expect(SerialPort.lock(first.number) && SerialPort.lock(first.number))
            #expect(!SerialPort.lock(second.number))
        }
        #expect(SerialPort.lock(second.number))
    }

    @Test func `another process's port is not ours`() throws {
        let line = try PseudoTerminal()
        let client = try opened(line.path)
        let script = """
            import fcntl, os, sys
            port = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
            fcntl.flock(port, fcntl.LOCK_EX)
            print("held", flush=True)
            sys.stdin.read()
            """
        let input = try Pipe()
        let output = try Pipe()
        var owner = try Child(
            "/usr/bin/python3", ["-c", script, line.path], input: input.reading.number,
            output: output.writing.number)
        var said = try ChildOutput.of(output.keepReading())
        #expect(try said.line(within: .seconds(20)) == "held")
        #expect(!SerialPort.lock(client.number))
        owner.stop(force: true)
        #expect(owner.wait() == .signal(SIGKILL))
        #expect(SerialPort.lock(client.number), "a dead owner owns nothing")
    }
    @Test func `a pseudo-terminal has nothing that could be switched`() throws {
        let line = try PseudoTerminal()
        let client = try opened(line.path)
        #expect(!SerialPort.setRTS(client.number, true) && !SerialPort.setRTS(client.number, false))
        #expect(!SerialPort.isSwitchedByDriver(client.number))
        #expect(!SerialPort.setLowLatency(client.number))
        #expect(SerialPort.transmitter(of: client.number) == .unknown)
    }
}
