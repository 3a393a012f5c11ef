// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Hub
import Testing

@Suite struct FaultTests {
    static let network = SystemFault(call: "connect", number: 111, subject: "mqtt://hub:1883")
    static let faults: [HubFault] =
        Address.Mistake.allCases.map { .address("x", $0) }
        + HubFault.Phase.allCases.map { .timedOut($0) }
        + [
            .plaintext("mqtt://hub:1883"), .downgrade("mqtt://hub:1883"), .rival, .unusable("a/#"),
            .credentials("/etc/tram/gw.key"),
            .nameNotFound("hub"), .nameServerSilent("hub"), .unreachable(network),
            .tls("alert"), .untrusted("expired"), .refused(code: 0x87), .unsupported, .closed,
            .dismissed(code: 0x8E), .broken(network), .protocolViolation,
            .oversize(bytes: 2, limit: 1), .noMemory, .system(network),
        ]

    @Test(arguments: faults)
    func `Every fault has a sentence in each language`(fault: HubFault) {
        let text = fault.text
        #expect(text.en.utf8.count > 8 && text.vi.utf8.count > 8)
        #expect(text.en != text.vi)
    }

    @Test func `Every fault has a code of its own`() {
        let codes = Self.faults.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0.hasPrefix("hub-") && !$0.contains(" ") })
        #expect(HubFault.refused(code: 0x87).code == "hub-refused-0x87")
        #expect(HubFault.timedOut(.keepAlive).code == "hub-timed-out-keep-alive")
    }

    @Test func `Reasons are named with their number, unknown ones by it alone`() {
        #expect(Reason.text(0x8E).en == "another client has taken the same client id (0x8E)")
        #expect(Reason.text(0xFE).en == "reason 0xFE")
        #expect(Reason.text(0x05).vi == "mã lý do 0x05")
        #expect(Reason.refusal(0x05).en == "not authorized (0x05)")
        #expect(Reason.refusal(0x89).en == Reason.text(0x89).en)
    }

    @Test(arguments: ["", "a/+/b", "#", "a\0b", "a\nb", String(repeating: "x", count: 1_025)])
    func `A topic that MQTT cannot publish to is none`(name: String) {
        #expect(Topic(name) == nil)
    }

    @Test(arguments: [
        (1, 1 + 1 + 9), (118, 1 + 1 + 126), (120, 1 + 2 + 128), (16_376, 1 + 3 + 16_384),
    ])
    func `A message knows the size of its packet`(payload: Int, bytes: Int) throws {
        let topic = try #require(Topic("a/b"))
        let message = Message(topic: topic, payload: [UInt8](repeating: 0, count: payload))
        #expect(message.packetBytes == bytes)
    }
}
