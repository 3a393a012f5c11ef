// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing
import Waiting

@Suite(.waits(atMostMinutes: 5)) struct PlanCommandTests {
    /// What tram check refuses as overloaded names tram plan as the next step.
    @Test(arguments: Language.allCases)
    func `a bus that has more to read than it has time is shown all the same`(
        language: Language
    ) throws {
        let directory = try Directory()
        try directory.write(
            """
            gateway: {id: gw-1, area: haichau, site: bts-1}
            hubs: [{urls: ["mqtt://127.0.0.1:1"], root: danang}]
            buses:
              - id: roof
                serial: {port: /dev/ttyS1, baud: 1200, mode: 8N1}
                devices:
                  - {id: meter-1, profile: eastron-sdm120, unit-id: 1, domain: energy, poll: 100ms}

            """, to: "tram.yaml")
        let words = ["--config", directory.file("tram.yaml"), "--lang", language.rawValue]
        let (refused, problems) = try Tram.finish(["check", directory.file("tram.yaml")])
        #expect(refused == .exit(1) && problems.joined().contains("overloaded"), "\(problems)")
        let (ending, output) = try Tram.finish(["plan"] + words)
        #expect(ending == .exit(1))
        #expect(output.first?.hasPrefix("✗ roof (/dev/ttyS1, 1200 8N1): ") == true, "\(output)")
        #expect(output.contains { $0.contains("meter-1") }, "\(output)")
    }
}
