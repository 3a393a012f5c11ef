// SPDX-License-Identifier: Apache-2.0
import Field
import Rig
import Testing

/// The pymodbus slave of the rig, read by mbpoll (libmodbus).
@Suite struct ForeignSlaveTests {
    static let image: ForeignSlave.Image = [
        1: [
            .holding: [0: [1, 2, 0xFFFF], 1_000: [7]], .input: [5: [50, 60]],
            .coil: [0: [1, 0, 1]], .discrete: [9: [0, 1]],
        ],
        17: [.holding: [0: [1_700]]],
    ]

    @Test(arguments: [Wire.tcp, .rtu])
    func `mbpoll reads every table`(wire: Wire) throws {
        let slave = try ForeignSlave(wire, Self.image)
        #expect(try mbpoll(slave.endpoint, 1, .holding, 0, 3) == [1, 2, 0xFFFF])
        #expect(try mbpoll(slave.endpoint, 1, .holding, 1_000, 1) == [7])
        #expect(try mbpoll(slave.endpoint, 1, .input, 5, 2) == [50, 60])
        #expect(try mbpoll(slave.endpoint, 1, .coil, 0, 3) == [1, 0, 1])
        #expect(try mbpoll(slave.endpoint, 1, .discrete, 9, 2) == [0, 1])
        #expect(try mbpoll(slave.endpoint, 17, .holding, 0, 1) == [1_700])
    }

    @Test(arguments: [Wire.tcp, .rtu])
    func `what is not in the image is not answered with a value`(wire: Wire) throws {
        let slave = try ForeignSlave(wire, Self.image)
        #expect(try mbpoll(slave.endpoint, 1, .holding, 2, 2) == nil)
        #expect(try mbpoll(slave.endpoint, 1, .input, 0, 1) == nil)
        #expect(try mbpoll(slave.endpoint, 2, .holding, 0, 1) == nil)
    }

    @Test(arguments: [Wire.tcp, .rtu])
    func `a change is read once it has returned`(wire: Wire) throws {
        let slave = try ForeignSlave(wire, Self.image)
        try slave.set(1, .holding, at: 1, [77, 78])
        #expect(try mbpoll(slave.endpoint, 1, .holding, 0, 3) == [1, 77, 78])
        try slave.set(1, .coil, at: 3, [1])
        #expect(try mbpoll(slave.endpoint, 1, .coil, 0, 4) == [1, 0, 1, 1])
    }

    @Test func `RTU framing over TCP answers byte for byte`() throws {
        let slave = try ForeignSlave(.rtuOverTCP, Self.image)
        let client = try RawClient(slave.endpoint)
        try client.send([1, 3, 0, 0, 0, 3, 0x05, 0xCB])
        let reply = try client.receive(11, within: .seconds(30))
        #expect(reply == [1, 3, 6, 0, 1, 0, 2, 0xFF, 0xFF, 0xBC, 0xC5])
    }

    @Test func `a slave comes back on its port with other values`() throws {
        let slave = try ForeignSlave(.tcp, Self.image)
        try slave.stop()
        #expect(try mbpoll(slave.endpoint, 1, .holding, 0, 1) == nil)
        let again = try ForeignSlave(.tcp, [1: [.holding: [0: [9]]]], port: slave.endpoint.port)
        #expect(again.endpoint == slave.endpoint)
        #expect(try mbpoll(again.endpoint, 1, .holding, 0, 1) == [9])
    }
}
