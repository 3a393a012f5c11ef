// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

extension HeavyTests {
    /// `tram status --output prometheus`, read by Prometheus's own parser.
    @Suite struct MetricsTests {
        private static let checkout =
            "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

        /// What a foreign reader finds in a text.
        private func samples(_ text: String) throws -> [JSON] {
            let directory = try Directory()
            let path = try directory.write(text, to: "tram.prom")
            let reader = try Program(
                "/usr/bin/python3", ["\(Self.checkout)/Tests/Rig/Peers/metrics.py", path])
            let (ending, lines) = try reader.finish(within: .seconds(30))
            #expect(ending == .exit(0), "\(reader.said)")
            return try lines.map { try JSON(parsing: Array($0.utf8)) }
        }

        /// The rows of the page's table: name, type and labels.
        private func documented() throws -> [String: (type: String, labels: [String])] {
            let path = "\(Self.checkout)/Sources/Agent/Agent.docc/Metrics.md"
            guard case .bytes(let bytes) = try File.read(path, atMost: 1 << 20) else { return [:] }
            var rows: [String: (String, [String])] = [:]
            for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
                let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                guard line.hasPrefix("| `tram_"), cells.count >= 5 else { continue }
                let words = cells.map { String($0.filter { $0 != "`" && $0 != " " }) }
                rows[words[1]] = (words[2], words[3].split(separator: ",").map { String($0) })
            }
            return rows
        }

        private func metrics(_ control: String, _ part: [String] = []) throws -> (
            ending: Child.Ending, samples: [JSON]
        ) {
            let words = ["status"] + part + ["--output", "prometheus", "--control", control]
            // Its standard output alone.
            let (ending, lines) = try Program(Tram.path, words).finish(within: .seconds(30))
            return (ending, try samples(lines.joined(separator: "\n") + "\n"))
        }

        @Test func `each metric is as its page says, and the other way round`() throws {
            let whole = try RecordTests.Whole()
            _ = try whole.heard.record()
            let (ending, found) = try metrics(whole.station.control)
            #expect(ending == .exit(0))
            let documented = try documented()
            #expect(documented.count > 30)
            for sample in found {
                let name = sample["name"]?.string ?? ""
                let row = try #require(documented[name], "\(name)")
                #expect(sample["type"]?.string == row.type, "\(name)")
                #expect(sample["labels"]?.members?.map(\.key).sorted() == row.labels.sorted())
                #expect(sample["help"]?.string?.isEmpty == false && sample["timed"]?.bool == false)
                #expect((row.type == "counter") == name.hasSuffix("_total"), "\(name)")
            }
            // What is known only after a while, or only where something is wrong.
            let late: Set = [
                "tram_spool_autonomy_seconds", "tram_spool_disk_full_seconds",
                "tram_device_usual_round_trip_seconds", "tram_spool_used_bytes",
                "tram_spool_size_bytes", "tram_spool_waiting_records", "tram_spool_gaps",
                "tram_spool_disk_free_bytes", "tram_device_slowest_round_trip_seconds",
                "tram_spool_oldest_waiting_seconds", "tram_budget_used_bytes",
                "tram_budget_limit_bytes", "tram_hub_fault", "tram_bus_fault", "tram_device_fault",
            ]
            let names = Set(found.compactMap { $0["name"]?.string })
            #expect(Set(documented.keys).subtracting(late).isSubset(of: names))
            let up = found.first { $0["name"]?.string == "tram_up" }
            #expect(up?["value"] == .number("1.0"))
        }

        @Test func `a part has no metric that another part has`() throws {
            let whole = try RecordTests.Whole()
            _ = try whole.heard.record()
            var all: [String] = []
            for part in ["bus", "device", "hub", "spool"] {
                let names = try metrics(whole.station.control, [part]).samples
                    .compactMap { $0["name"]?.string }
                #expect(!names.isEmpty, "\(part)")
                all += Set(names)
            }
            #expect(Set(all).count == all.count && !all.contains("tram_up"))
        }

        @Test func `where no service answers, that is told`() throws {
            let directory = try Directory()
            let (ending, samples) = try metrics(directory.file("nobody"))
            #expect(ending == .exit(3))
            #expect(samples.map { $0["name"]?.string } == ["tram_up"])
            #expect(samples.first?["value"] == .number("0.0"))
        }
    }
}
