// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Spool
import Testing

@testable import tram

/// Why a site does not move.
@Suite struct MoveFaultTests {
    static let faults: [MoveFault] = [
        .notAFile("/x", by: "tram export"), .tooLarge, .noExport, .version(9), .damaged(""),
        .names("../x"),
        .noSpool("/x"), .serviceRuns, .site([]), .spool(.denied, "/x"),
    ]

    @Test(arguments: faults)
    func `each names the next command`(fault: MoveFault) {
        let lines = fault.mistake.lines("tram import", 80, .english)
        #expect(lines.suffix(2).first == "next:", "\(lines)")
        let programs = ["  tram ", "  sudo ", "  ls "]
        #expect(programs.contains { lines.last?.hasPrefix($0) == true }, "\(lines)")
    }

    @Test func `one that is there already is told with the flag that puts it aside`() {
        let fault = MoveFault.exists("/etc/tram/tram.yaml", kept: "/etc/tram/replaced-1")
        #expect(fault.text.en.contains("--replace") && fault.text.vi.contains("--replace"))
    }
}
