// SPDX-License-Identifier: Apache-2.0
import Glibc
import Host
import Testing

@Suite struct HandoffTests {
    @Test func `a value that cannot be copied moves into the thread that takes it`() throws {
        var ends: [CInt] = [-1, -1]
        try #require(unsafe pipe(&ends) == 0)
        let reading = Descriptor(owning: ends[0])
        let cell = Handoff(Descriptor(owning: ends[1]))
        let thread = try Thread.start("owner") {
            guard let end = cell.take() else { return }
            _ = try? end.write([42])
        }
        thread.join()
        var bytes: [UInt8] = [0]
        #expect(try reading.read(into: &bytes, at: 0) == .bytes(1))
        #expect(bytes == [42])
        #expect(try reading.read(into: &bytes, at: 0) == .closed, "its thread closed it")
    }

    @Test func `the value is there once`() throws {
        let cell = Handoff(try Pipe())
        let first = cell.take() != nil
        let second = cell.take() != nil
        #expect(first && !second)
    }
}
