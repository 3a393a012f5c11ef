// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

extension HeavyTests {
    /// A site moves to another box: both run, one after the other, with one broker and one meter.
    @Suite struct MovingTests {
        private static let window = "danang/haichau/energy/bts-1/gw-1/meter-1/window"

        private struct Site {
            let broker: Broker
            let meter: ForeignSlave
            /// Of both boxes, one of them at a time: `site` and `spool` in it.
            let boxes: Directory

            init() throws {
                broker = try Broker()
                meter = try ForeignSlave(.tcp, [1: [.holding: [0: [100]]]])
                boxes = try Directory()
                for folder in ["a", "a/conf.d", "a/own", "spool"] { try boxes.makeFolder(folder) }
                try boxes.write(
                    """
                    gateway: {id: gw-1, area: haichau, site: bts-1, clock: trusted}
                    hubs:
                      - urls: ["mqtt://127.0.0.1:\(broker.port)"]
                        root: danang
                    publish: {live: "off", heartbeat: 10s, window: 1s}
                    spool: {path: \(boxes.path)/spool/spool.db}
                    profiles: [own]

                    """, to: "a/tram.yaml")
                try boxes.write(
                    """
                    buses:
                      - id: roof
                        tcp: {host: 127.0.0.1, port: \(meter.endpoint.port)}
                        devices:
                          - {id: meter-1, profile: bench, unit-id: 1, domain: energy, poll: 200ms}

                    """, to: "a/conf.d/10-roof.yaml")
                try boxes.write(
                    Station.profile([
                        "name: energy, table: holding, address: 0, as: uint16, kind: counter"
                    ]), to: "a/own/bench.yaml")
            }

            func start(_ box: String) throws -> Program {
                try Tram.start([
                    "run", "--config", boxes.file("\(box)/tram.yaml"), "--control",
                    boxes.file("control"),
                ])
            }

            func run(_ words: [String]) throws -> (ending: Child.Ending, output: [String]) {
                try Tram.finish(words, within: .seconds(30))
            }

            /// The counter of the next window in which it was read often.
            func counter(_ heard: Subscriber, _ isIt: (JSON) -> Bool) throws -> JSON {
                let all = try heard.collect(within: .seconds(30)) { message in
                    guard message.topic == window, let json = message.json else { return false }
                    return isIt(json)
                }
                return try #require(all.last?.json)
            }
        }

        @Test func `ids stay, counters go on, and numbers begin anew`() throws {
            let site = try Site()
            let file = site.boxes.file("site.json")
            let heard = try Subscriber(site.broker, ["danang/#"])
            let first = try site.start("a")
            let before = try site.counter(heard) {
                $0["values"]?["energy"]?["delta"] == .number("0") && $0["seq"]?.integer ?? 0 > 2
            }
            // While it runs, as `tram spool` does; what counts is taken when it has stopped.
            let config = ["--config", site.boxes.file("a/tram.yaml")]
            #expect(try site.run(["export", file] + config).ending == .exit(0))
            let target = ["import", file, "--config", site.boxes.file("b/tram.yaml")]
            let (running, refusal) = try site.run(target)
            #expect(running == .exit(4) && refusal.joinedWords.contains("[service-runs]"))
            #expect(refusal.last == "  sudo systemctl stop tram", "\(refusal)")
            first.stop()
            #expect(try first.finish(within: .seconds(10)).ending == .exit(0))
            let (ending, words) = try site.run(["export", file] + config)
            #expect(ending == .exit(0), "\(words)")
            let told = words.joined(separator: " ").replacing("   ", with: " ")
            #expect(told.contains("gw-1 (haichau, bts-1), 3 files, 1 counter of 1 device"))
            // The other box has no spool yet; meanwhile the meter has counted on.
            try File.rename(site.boxes.file("spool"), to: site.boxes.file("spool-a"))
            // Where counters cannot go on, nothing of the site stays.
            let (homeless, why) = try site.run(target)
            #expect(homeless == .exit(1) && why.joinedWords.contains("[spool-denied]"), "\(why)")
            #expect(try File.names(in: site.boxes.file("b"), atMost: 9).isEmpty)
            File.removeFolder(site.boxes.file("b"))
            try site.boxes.makeFolder("spool")
            try site.meter.set(1, .holding, at: 0, [142])
            let dry = try site.run(target + ["--dry-run"])
            #expect(dry.ending == .exit(0), "\(dry.output)")
            #expect(!File.exists(site.boxes.file("b")))
            #expect(!File.exists(site.boxes.file("spool/spool.db")), "nothing is written")
            let (taken, said) = try site.run(target)
            #expect(taken == .exit(0), "\(said)")
            let second = try site.start("b")
            let after = try site.counter(heard) { $0["epoch"] != before["epoch"] }
            let energy = after["values"]?["energy"]
            #expect(energy?["delta"] == .number("42"), "\(after)")
            #expect(energy?["last"] == .number("142") && energy?["since"]?.integer ?? 0 > 0)
            #expect(after["seq"]?.integer == 1 && after["meta"] == before["meta"])
            #expect(try site.run(target).ending == .exit(4), "the service runs again")
            second.stop()
            _ = try second.finish(within: .seconds(10))
            let again = try site.run(target)
            #expect(again.ending == .exit(4) && again.output.joinedWords.contains("[site-exists]"))
            // The older export once more: what this box has counted since is not counted again.
            let back = try site.run(target + ["--replace"])
            #expect(back.ending == .exit(0), "\(back.output)")
            #expect(File.exists(site.boxes.file("spool/replaced-1/spool.db")))
            let own = ["--config", site.boxes.file("b/tram.yaml")]
            let all = try site.run(["export", "-"] + own).output.joined(separator: "\n")
            let reading = try JSON(parsing: Array(all.utf8))["counters"]?.array?.first?["readings"]
            #expect(reading?.array?.first?["bits"] == .number("142"), "\(all)")
        }
    }
}
