// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Testing

/// What is in Observability names what there is. `make check-alerts` has Prometheus judge it too.
@Suite struct ObservabilityTests {
    private static let checkout =
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

    private static func read(_ path: String) throws -> String {
        guard case .bytes(let bytes) = try File.read("\(checkout)/\(path)", atMost: 1 << 20) else {
            Issue.record("\(path) cannot be read")
            return ""
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func panels() throws -> [JSON] {
        let text = try read("Observability/dashboard.json")
        let dashboard = try JSON(parsing: Array(text.utf8), limits: .init(bytes: 1 << 20))
        return try #require(dashboard["panels"]?.array)
    }

    private static func queries(_ panel: JSON) -> [String] {
        (panel["targets"]?.array ?? []).compactMap { $0["expr"]?.string }
    }

    private static func matches(_ text: String, _ pattern: Regex<(Substring, Substring)>)
        -> [String]
    {
        text.matches(of: pattern).map { String($0.output.1) }
    }

    /// The rows of the page, which another test compares with what a running agent says.
    private static func metrics() throws -> Set<String> {
        Set(matches(try read("Sources/Agent/Agent.docc/Metrics.md"), /(?m)^\| `(tram_[a-z_]+)`/))
    }

    /// Of the node exporter, as its page tells.
    private static func nodeMetrics() throws -> Set<String> {
        Set(matches(try read("Sources/Agent/Agent.docc/Observability.md"), /`(node_[A-Za-z_]+)`/))
    }

    @Test(arguments: ["dashboard.json", "tram.rules.yml"])
    func `each metric that is asked for is one that there is`(file: String) throws {
        let text = try Self.read("Observability/\(file)")
        let named = Set(Self.matches(text, /\b(tram_[a-z_]+)/))
        #expect(named.count > 20)
        #expect(named.subtracting(try Self.metrics()).isEmpty)
        let foreign = Set(Self.matches(text, /\b(node_[A-Za-z_]+)/))
        #expect(!foreign.isEmpty)
        #expect(foreign.subtracting(try Self.nodeMetrics()).isEmpty)
    }

    @Test func `each metric is on the dashboard or in an alert`() throws {
        let texts =
            try Self.read("Observability/dashboard.json")
            + Self.read("Observability/tram.rules.yml")
        let named = Set(Self.matches(texts, /\b(tram_[a-z_]+)/))
        #expect(try Self.metrics().subtracting(named).isEmpty)
    }

    @Test func `each panel has an id, a place of its own, queries and words`() throws {
        let panels = try Self.panels()
        #expect(panels.count > 30)
        #expect(Set(panels.compactMap { $0["id"]?.integer }).count == panels.count)
        var taken: Set<[Int64]> = []
        for panel in panels {
            let title = panel["title"]?.string ?? ""
            let place = ["x", "y", "w", "h"].map { panel["gridPos"]?[$0]?.integer ?? -1 }
            #expect(place.allSatisfy { $0 >= 0 } && place[0] + place[2] <= 24, "\(title)")
            for x in place[0]..<place[0] + place[2] {
                for y in place[1]..<place[1] + place[3] {
                    #expect(taken.insert([x, y]).inserted, "\(title) covers another")
                }
            }
            guard panel["type"]?.string != "row" else { continue }
            #expect(panel["datasource"]?["uid"]?.string == "${datasource}", "\(title)")
            #expect(!Self.queries(panel).isEmpty, "\(title)")
            let words = panel["description"]?.string?.components(2) ?? []
            #expect(words.count == 2 && words.allSatisfy { !$0.isEmpty }, "\(title)")
            for query in Self.queries(panel) {
                #expect(query.contains(#"instance=~"$instance""#), "\(title): \(query)")
            }
        }
    }

    @Test func `each alert has its tests, and its words in both languages`() throws {
        let rules = try Self.read("Observability/tram.rules.yml").split(separator: "- alert: ")
        let tests = try Self.read("Tests/Observability/rules.test.yml")
        #expect(rules.count > 20)
        for rule in rules.dropFirst() {
            let name = rule.prefix { $0 != "\n" }
            #expect(tests.contains("- name: \(name)\n"), "\(name)")
            #expect(tests.contains("alertname=\"\(name)\""), "\(name)")
            for key in ["severity: ", "summary: ", "summary_vi: ", "description: "] {
                #expect(rule.contains(key), "\(name) has no \(key)")
            }
            let commands = /description(_vi)?: ".*: (tram|journalctl|systemctl|timedatectl|df) .*"/
            #expect(rule.matches(of: commands).count == 2, "\(name) says what to type twice")
        }
    }
}

extension String {
    /// What stands between empty lines.
    fileprivate func components(_ count: Int) -> [Substring] {
        split(separator: "\n\n", maxSplits: count, omittingEmptySubsequences: false)
    }
}
