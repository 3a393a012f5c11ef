// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

/// A gateway whose file names itself and its hub, and no more.
@Suite struct FirstSiteTests {
    @Test(arguments: [["check"], ["plan", "--config"], ["device", "list", "--config"]])
    func `before there is a device, each names how to add one`(words: [String]) throws {
        let directory = try Directory()
        try directory.write(
            """
            gateway: {id: gw-1, area: haichau, site: bts-1}
            hubs: [{urls: ["mqtt://127.0.0.1:1"], root: danang}]

            """, to: "tram.yaml")
        let more = words[0] == "device" ? ["--control", directory.file("control")] : []
        for language in ["en", "vi"] {
            let (_, output) = try Tram.finish(
                words + [directory.file("tram.yaml"), "--lang", language] + more)
            #expect(output.contains { $0.hasSuffix(": tram device add") }, "\(output)")
        }
    }

    @Test func `where there is no file, the next command is another one`() throws {
        let (ending, output) = try Tram.finish(["check", "/nowhere/tram.yaml", "--lang", "en"])
        #expect(ending == .exit(1))
        #expect(output.last?.hasSuffix(": tram explain cannot-read") == true, "\(output)")
        let (_, told) = try Tram.finish(
            ["doctor", "--config", "/nowhere/tram.yaml", "--lang", "en"])
        #expect(told.contains { $0.hasSuffix("next: tram explain cannot-read") }, "\(told)")
    }
}
