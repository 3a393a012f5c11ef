// SPDX-License-Identifier: Apache-2.0
import Simulator
import Testing

@Suite struct FrameTests {
    /// Published frames: Modbus over Serial Line V1.02 (first), then what every tutorial prints.
    @Test(arguments: [
        "02 07 41 12", "01 03 0000 000A C5CD", "11 03 006B 0003 7687", "11 01 0013 0025 0E84",
        "11 06 0001 0003 9A9B", "11 10 0001 0002 04 000A 0102 C6F0", "11 03 06 AE41 5652 4340 49AD",
    ])
    func `the check of a published frame is ours`(frame: String) {
        let bytes = hex(frame)
        let crc = ServerFrame.crc(bytes, 0..<bytes.count - 2)
        #expect([UInt8(crc & 0xFF), UInt8(crc >> 8)] == bytes.suffix(2))
    }

    @Test func `a TCP request is taken apart and another follows it`() {
        // Modbus Messaging on TCP/IP V1.0b, appendix A.
        let one = hex("1501 0000 0006 FF 03 0004 0001")
        let bytes = one + one
        #expect(
            ServerFrame.nextTCP(bytes, 0..<24) == .request(unit: 0xFF, pdu: 7..<12, end: 12))
        #expect(
            ServerFrame.nextTCP(bytes, 12..<24) == .request(unit: 0xFF, pdu: 19..<24, end: 24))
        for count in 0..<12 {
            #expect(ServerFrame.nextTCP(bytes, 0..<count) == .incomplete)
        }
    }

    @Test(arguments: [
        "1501 0001 0006 FF 03 0004 0001", "1501 0000 0001 FF 03", "1501 0000 00FF FF 03",
        "1501 0000 0000 FF", "474554202F20485454502F312E31",
    ])
    func `what is not Modbus TCP cannot be resumed`(frame: String) {
        let bytes = hex(frame)
        #expect(ServerFrame.nextTCP(bytes, bytes.indices) == .broken)
    }

    @Test(arguments: ["11 03 006B 0003 7687", "11 10 0001 0002 04 000A 0102 C6F0"])
    func `an RTU request is complete with its last byte and not before`(frame: String) {
        let bytes = hex(frame)
        let whole = ServerFrame.Step.request(
            unit: 0x11, pdu: 1..<bytes.count - 2, end: bytes.count)
        #expect(ServerFrame.nextRTU(bytes, bytes.indices, quiet: false) == whole)
        for count in 0..<bytes.count {
            #expect(ServerFrame.nextRTU(bytes, 0..<count, quiet: false) == .incomplete)
        }
    }

    @Test func `a function that we do not know ends with the silence`() {
        let bytes = hex("02 07 4112")
        #expect(ServerFrame.nextRTU(bytes, 0..<4, quiet: false) == .incomplete)
        #expect(
            ServerFrame.nextRTU(bytes, 0..<4, quiet: true)
                == .request(unit: 2, pdu: 1..<2, end: 4))
    }

    /// Damage before a request: noise, a broken request, half of one, an endless write.
    @Test(arguments: [
        "FF", "00 00 00", "11 03 006B 0003 7688", "11 03 006B", "11 10 0001 0002 FF 00",
        "11 0F 0001 0002", "80 81 82 83 84 85 86 87 88 89",
    ])
    func `after damage the next request is found, at the latest in the silence`(noise: String) {
        let bytes = hex(noise) + hex("11 03 006B 0003 7687")
        #expect(requests(bytes) == [bytes.count - 7..<bytes.count - 2])
    }

    /// The requests that are found when the bytes come and then nothing more.
    private func requests(_ bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var begin = 0
        while begin < bytes.count {
            switch ServerFrame.nextRTU(bytes, begin..<bytes.count, quiet: true) {
            case .skip(let count): begin += count
            case .request(_, let pdu, let end):
                found.append(pdu)
                begin = end
            case .incomplete, .broken:
                Issue.record("in a silence everything is decided")
                return found
            }
        }
        return found
    }
}
