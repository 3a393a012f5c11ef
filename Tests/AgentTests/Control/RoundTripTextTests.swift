// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Testing

@testable import Agent

@Suite struct RoundTripTextTests {
    private func told(_ slowest: Int64, timeout: Int64, answers: Int = 30) throws -> JSON {
        var trips = RoundTrips(unit: 1)
        for _ in 0..<answers { trips.add(.milliseconds(slowest)) }
        let profile = Profile(id: "test", vendor: "test", model: "test", class: "other")
        var device = Device(
            id: "d", profile: profile, unit: 1, domain: "env", poll: .seconds(1))
        device.timeout = .milliseconds(timeout)
        var writer = JSONWriter()
        writer.beginObject()
        writer.roundTrips(trips, of: device)
        writer.endObject()
        return try JSON(parsing: writer.bytes)
    }

    @Test(
        arguments: [
            (480, 500, "timeout-short", "timeout: 1s"),
            (300, 500, "timeout-short", "timeout: 600ms"),
            (40, 5_000, "timeout-long", "timeout: 200ms"),
        ] as [(Int64, Int64, String, String)])
    func `a line for the file is suggested in both languages`(
        slowest: Int64, timeout: Int64, code: String, line: String
    ) throws {
        let advice = try #require(try told(slowest, timeout: timeout)["advice"])
        #expect(advice["code"]?.string == code && advice["line"]?.string == line)
        for language in ["en", "vi"] {
            let text = try #require(advice[language]?.string)
            #expect(text.hasSuffix(": " + line) && text.contains("\(slowest) ms"), "\(text)")
        }
        #expect(advice["en"] != advice["vi"])
    }

    @Test func `nothing is suggested where it fits, or where little is known`() throws {
        let fine = try told(20, timeout: 1_000)
        #expect(fine["advice"] == nil && fine["suggested-timeout"]?.integer == 200)
        #expect(fine["round-trip"]?["usual"]?.integer == 20_000)
        let few = try told(480, timeout: 500, answers: 3)
        #expect(few["advice"] == nil && few["suggested-timeout"] == nil)
        #expect(few["round-trip"]?["answers"]?.integer == 3)
        #expect(try told(1, timeout: 500, answers: 0)["round-trip"] == nil)
    }
}
