// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@testable import tram

/// What goes wrong, on a terminal and elsewhere.
@Suite struct ComplaintTests {
    private static let texts = Language.allCases.map {
        "tram status: " + ServiceFault.notRunning("/run/tram/control").text($0)
            + " [service-not-running]"
    }

    @Test(arguments: texts)
    func `a terminal's lines are full, and nothing is lost`(text: String) {
        for width in [60, 80] {
            let rows = Screen.rows(text, width: width)
            #expect(rows.count > 1 && rows.allSatisfy { $0.columns <= width }, "\(rows)")
            #expect(rows.dropFirst().allSatisfy { $0.hasPrefix("  ") }, "\(rows)")
            let words = rows.flatMap { $0.split(separator: " ") }
            #expect(words == text.split(separator: " "))
        }
    }

    @Test(arguments: texts)
    func `a file or a pipe has one line`(text: String) {
        #expect(Screen.rows(text, width: nil) == [text])
    }

    @Test func `what fits stays as it is`() {
        let list = "a:1:2: error: x  y\n  next:\n    tram check"
        #expect(Screen.rows(list, width: 80) == list.split(separator: "\n").map { String($0) })
        let path = "/" + String(repeating: "x", count: 200)
        #expect(Screen.rows("  \(path)", width: 80).joined().contains("xxx"))
        let pieces = Screen.rows("  \(path)", width: 80).map { $0.drop { $0 == " " } }
        #expect(pieces.joined() == path)
    }
}
