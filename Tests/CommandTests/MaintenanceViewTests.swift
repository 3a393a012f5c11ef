// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@testable import tram

/// What people are told of a maintenance.
@Suite struct MaintenanceViewTests {
    @Test(arguments: [
        (#"[{"device":"a","left":7200000}]"#, "it is forgotten"), ("[]", "it may be under"),
    ])
    func `what the disk did not take is told as what it will be`(
        entries: String, words: String
    ) throws {
        for isKept in [true, false] {
            let text = #"{"maintenance":\#(entries),"kept":\#(isKept)}"#
            let view = MaintenanceView(try JSON(parsing: Array(text.utf8)))
            let said = view.lines(changed: "a").joined(separator: " ")
            #expect(said.contains(words) == !isKept, "\(said)")
            #expect(said.contains("forgotten") == (!isKept && entries != "[]"), "\(said)")
        }
    }
}
