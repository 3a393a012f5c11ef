// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct LinkTests {
    static let silences: [(Int, String, Int64)] = [
        (1_200, "8N1", Int64(29_166_667)), (9_600, "8N1", 3_645_834), (9_600, "8E1", 4_010_417),
        (19_200, "8E1", 2_005_209), (19_200, "8N1", 1_822_917), (19_201, "8N1", 1_750_000),
        (38_400, "8N1", 1_750_000), (115_200, "8N1", 1_750_000), (115_200, "8E1", 1_750_000),
    ]

    @Test(arguments: silences)
    func `frames are 3.5 characters apart, 1.75 ms above 19,200 baud`(
        _ baud: Int, _ mode: String, _ nanoseconds: Int64
    ) throws {
        let speed = SerialSpeed(baud: baud, mode: try #require(SerialMode(mode)))
        #expect(speed.silence == Nanoseconds(nanoseconds))
    }

    /// The silence is never shorter than 3.5 characters and at most a nanosecond longer.
    @Test(arguments: [300, 600, 1_200, 2_400, 4_800, 9_600, 14_400, 19_200])
    func `the silence is rounded up`(_ baud: Int) throws {
        for text in ["8N1", "8E1", "8O1", "8N2"] {
            let speed = SerialSpeed(baud: baud, mode: try #require(SerialMode(text)))
            let exact = Int64(35 * speed.mode.bitsPerCharacter) * 100_000_000
            let rest = speed.silence.count * Int64(baud) - exact
            #expect(rest >= 0 && rest < Int64(baud))
        }
    }

    static let times: [(Int, String, Int, Int64)] = [
        (9_600, "8N1", 0, Int64(0)), (9_600, "8N1", 1, 1_041_667), (9_600, "8E1", 8, 9_166_667),
        (9_600, "8N1", 255, 265_625_000), (115_200, "8N1", 256, 22_222_223),
        (1_000_000, "8N1", 100, 1_000_000), (300, "8E1", 256, 9_386_666_667),
    ]

    @Test(arguments: times)
    func `characters take their bits' time`(
        _ baud: Int, _ mode: String, _ characters: Int, _ nanoseconds: Int64
    ) throws {
        let speed = SerialSpeed(baud: baud, mode: try #require(SerialMode(mode)))
        #expect(speed.time(characters: characters) == Nanoseconds(nanoseconds))
    }

    @Test(arguments: [("8N1", 10), ("8E1", 11), ("8O1", 11), ("8N2", 11), ("8E2", 12)])
    func `a mode is read as it is written`(_ text: String, _ bits: Int) throws {
        let mode = try #require(SerialMode(text))
        #expect(mode.text == text)
        #expect(mode.bitsPerCharacter == bits)
    }

    @Test(arguments: [
        "", "8", "8N", "8N3", "8N0", "7E1", "9N1", "8n1", "8M1", "8N1 ", "8N12", "٨N1",
    ])
    func `modes that RTU does not have are refused`(_ text: String) {
        #expect(SerialMode(text) == nil)
    }

    @Test func `an address is written as it is dialled`() {
        #expect(Link.tcp(host: "10.20.0.5", port: 502).address == "10.20.0.5:502")
        #expect(Link.tcp(host: "fe80::1", port: 502).address == "[fe80::1]:502")
        let speed = SerialSpeed()
        #expect(Link.rtuOverTCP(host: "dtu", port: 4_001, speed).address == "dtu:4001")
        #expect(Link.serial(port: "/dev/ttyS0", speed, echo: false).address == "/dev/ttyS0")
    }
}
