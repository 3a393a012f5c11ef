// SPDX-License-Identifier: Apache-2.0
import Field
import Glibc
import Testing

@testable import Host

/// What sd_notify(3) asks for; the whole way is tried with the executable (`WatchdogTests`).
@Suite struct ServiceManagerTests {
    @Test(arguments: [
        ("tram.socket", EAFNOSUPPORT), ("vsock:2:1", EAFNOSUPPORT), ("@", EAFNOSUPPORT),
        ("/" + String(repeating: "x", count: 107), ENAMETOOLONG),
        ("@" + String(repeating: "x", count: 107), ENAMETOOLONG),
        ("/run/\0notify", EINVAL),
    ])
    func `what is no address is refused`(path: String, number: CInt) {
        do throws(SystemFault) {
            _ = try ServiceManager(path, nil)
            Issue.record("\(path)")
        } catch {
            #expect(error.number == number && error.subject == path)
        }
    }

    @Test func `nobody listens there, and that is told`() throws {
        let directory = try TemporaryDirectory("notify")
        let manager = try ServiceManager("\(directory.path)/none", nil)
        do throws(SystemFault) {
            _ = try manager.tell("READY=1")
            Issue.record("told")
        } catch {
            #expect(error.isMissing)
        }
    }

    @Test(
        arguments: [
            (nil, nil), (0, nil), (-5, nil), (1, 100), (30_000_000, 30_000),
            (Int64.max, 86_400_000),
        ] as [(Int64?, Int64?)])
    func `the watchdog's period has bounds`(microseconds: Int64?, milliseconds: Int64?) throws {
        let manager = try ServiceManager("/run/nobody", microseconds)
        #expect(manager.watchdog?.milliseconds == milliseconds)
    }

    @Test func `a queue that is full makes nobody wait`() throws {
        let directory = try TemporaryDirectory("notify")
        let path = "\(directory.path)/notify"
        let listener = Descriptor(owning: socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue), 0))
        let address = try LocalAddress(path)
        #expect(unsafe address.withPointer { unsafe bind(listener.number, $0, $1) } == 0)
        let manager = try ServiceManager(path, nil)
        var told = 0
        while told < 100_000, try manager.tell("STATUS=x") { told += 1 }
        #expect((1..<100_000).contains(told))
        var buffer = [UInt8](repeating: 0, count: 64)
        #expect(try listener.read(into: &buffer, at: 0) == .bytes(8))
        #expect(try manager.tell("STATUS=y"))
    }
}
