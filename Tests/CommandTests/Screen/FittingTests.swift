// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

@testable import tram

@Suite struct FittingTests {
    @Test(arguments: Language.allCases) func `a small screen says how large one is needed`(
        language: Language
    ) {
        let screen = Screen(language, isPlain: true)
        let lines = screen.tooSmall(
            Terminal.Size(columns: 20, rows: 10), least: Terminal.Size(columns: 60, rows: 18))
        #expect(lines.count == 10 && lines.allSatisfy { $0.text.columns <= 20 })
        #expect(lines.map(\.text).joinedWords.contains("60x18."), "\(lines)")
    }

    @Test(arguments: [
        ("Weidmüller ±1", "Weidmuller +/-1"), ("Straße, Übergang", "Strasse, Ubergang"),
        ("nhiệt độ", "nhiet do"), ("日", "?"),
    ]) func `a console without marks shows the letters under them`(text: String, shown: String) {
        #expect(Screen(.english, isPlain: true).shown(text) == shown)
    }
}
