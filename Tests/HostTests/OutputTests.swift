// SPDX-License-Identifier: Apache-2.0
import Glibc
import Testing
import Waiting

@testable import Host

@Suite(.waits(atMostMinutes: 1)) struct OutputTests {
    @Test func `a slow reader gets all of it, though the writing end waits for nobody`() throws {
        var ends: [CInt] = [-1, -1]
        try #require(unsafe pipe(&ends) == 0)
        try #require(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0)
        let reading = Descriptor(owning: ends[0])
        let cell = Handoff(Descriptor(owning: ends[1]))
        let text = [UInt8](repeating: 0x61, count: 1 << 20)
        let thread = try Thread.start("writer") {
            guard let end = cell.take() else { return }
            _ = try? Environment.write(text, to: end.number)
        }
        var bytes = [UInt8](repeating: 0, count: 4_096)
        var count = 0
        while case .bytes(let more) = try reading.read(into: &bytes, at: 0) { count += more }
        thread.join()
        #expect(count == text.count)
    }

    @Test func `a full disk is told`() throws {
        let full = Descriptor(owning: unsafe open("/dev/full", O_WRONLY))
        #expect(
            throws: SystemFault(call: "write", number: ENOSPC, subject: "standard output")
        ) {
            try Environment.write([0x61], to: full.number)
        }
    }
}
