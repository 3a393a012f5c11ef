// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing
import Waiting

@testable import tram

/// A bus that the service cannot open.
@Suite(.waits(atMostMinutes: 5)) struct ClosedBusTests {
    private static let buses = "buses: [{id: roof, tcp: {host: 127.0.0.1, port: 1}}]"

    @Test func `whoever asks for it is told so with its own code, and nobody is called silent`()
        throws
    {
        let rig = try DeviceRig(buses: Self.buses)
        try rig.start()
        for words in [
            ["scan", "roof", "--units", "1..3"], ["identify", "roof:5"],
            ["read", "roof:5", "input", "0"],
        ] {
            let (ending, output) = try Tram.finish(
                words + ["--control", rig.control], within: .seconds(60))
            #expect(ending == .exit(3), "\(words): \(output)")
            #expect(output.joinedWords.contains("[connection-refused]"), "\(output)")
            #expect(!output.contains { $0.hasPrefix("nobody answers") }, "\(output)")
        }
    }
}
