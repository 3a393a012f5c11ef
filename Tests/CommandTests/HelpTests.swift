// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

@testable import tram

@Suite struct HelpTests {
    @Test(arguments: Language.allCases)
    func `the language of profiles fits 80 columns`(language: Language) throws {
        let (ending, output) = try Tram.finish(["help", "profiles", "--lang", language.rawValue])
        #expect(ending == .exit(0) && output.count > 300)
        for line in output { #expect(line.columns <= 80, "\(line)") }
        let words =
            language == .english
            ? ["DESCRIPTION", "KEYS", "  sentinels", "EXAMPLES", "  Arrays, parts, families"]
            : ["MÔ TẢ", "CÁC KHÓA", "  sentinels", "VÍ DỤ", "  Dãy, bộ phận, họ thiết bị"]
        for word in words { #expect(output.contains(word), "\(word)") }
        #expect(output.contains("    profile: acme-mini"))
        #expect(output.first?.isEmpty == false)
    }

    @Test(arguments: [["read"], ["hub", "tail"], ["profile", "show"], []])
    func `a command is explained as it explains itself`(words: [String]) throws {
        let (ending, output) = try Tram.finish(["help"] + words)
        #expect(ending == .exit(0))
        #expect(output == (try Tram.finish(words + ["--help"]).output))
    }

    @Test func `nothing lies below the language of profiles`() throws {
        let (ending, output) = try Tram.finish(["help", "profiles", "x"])
        #expect(ending == .exit(2) && output.joined().contains("nothing is called \"x\""))
        #expect(!output.joined().contains("did you mean"), "\(output)")
    }

    @Test func `an unknown topic is wrong usage, with what was meant`() throws {
        for (word, told) in [("reed", "did you mean read?"), ("profile list", "nothing is called")]
        {
            let (ending, output) = try Tram.finish(["help", word])
            #expect(ending == .exit(2) && output.joined().contains(told), "\(output)")
        }
    }
}
