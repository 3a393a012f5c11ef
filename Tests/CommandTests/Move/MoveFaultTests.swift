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
        #expect(fault.mistake.next.count == 1, "\(fault.code)")
    }

    @Test func `one that is there already is told with the flag that puts it aside`() {
        let fault = MoveFault.exists("/etc/tram/tram.yaml", kept: "/etc/tram/replaced-1")
        #expect(fault.text.en.contains("--replace") && fault.text.vi.contains("--replace"))
    }
}
