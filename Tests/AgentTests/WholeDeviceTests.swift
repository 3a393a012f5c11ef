// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Host
import Rig
import Simulator
import Testing
import Waiting

/// A meter of two powers in tenths of a kilowatt (input 0 and 1), a power of ten (holding 10), a
/// current (input 20) and a serial number in six registers (holding 100).
private struct Meter: SimulatedModel {
    static let serial = "SN-2026-0042"

    func registers() -> Registers {
        var registers = Registers()
        registers.define(.input, 0..<2)
        registers.define(.input, 20..<21)
        registers.define(.holding, 10..<11)
        registers.define(.holding, 100..<106)
        registers[.input, 0] = 123
        registers[.input, 1] = 45
        registers[.input, 20] = 1_234
        registers[.holding, 10] = UInt16(bitPattern: -2)
        for (index, byte) in Self.serial.utf8.enumerated() {
            let old = registers[.holding, 100 + index / 2] ?? 0
            registers[.holding, 100 + index / 2] = old << 8 | UInt16(byte)
        }
        return registers
    }

    mutating func advance(to seconds: Double, _ noise: Noise, _ registers: inout Registers) {}
}

/// Groups, a text and values that are made of others, from simulated registers to a subscriber of a
/// real broker.
@Suite struct WholeDeviceTests {
    private static var points: [Point] {
        func at(_ name: String, _ table: Table, _ address: UInt16, _ scale: String) -> Point {
            var one = point(name, .int16, scale: scale)
            (one.table, one.address) = (table, address)
            return one
        }
        var total = at("total", .input, 0, "1")
        total.dependence.formula = .sum(["l1", "l2"])
        var exponent = at("exponent", .holding, 10, "1")
        exponent.group = .slow
        var current = at("current", .input, 20, "1")
        current.dependence.exponent = "exponent"
        current.group = .fast
        var serial = at("serial", .holding, 100, "1")
        (serial.encoding, serial.kind, serial.length) = (.string, .text, 6)
        return [total, at("l1", .input, 0, "0.1"), at("l2", .input, 1, "0.1"), current, exponent]
            + [serial]
    }

    @Test(.waits(atMostMinutes: 1))
    func `groups, texts and sums come the whole way`() throws {
        let broker = try Broker()
        let heard = try Subscriber(broker, ["danang/+/env/#"])
        let site = try Site(seed: 6)
        let simulated = SimulatedDevice(unit: 1, model: Meter())
        let port = try site.addTCP(devices: [simulated])
        try site.start()
        var device = device("m-1", Self.points, live: .every)
        device.periods = Periods(
            fast: .milliseconds(50), normal: .milliseconds(150), slow: .seconds(60))
        device.timeout = .milliseconds(200)
        var whole = configuration([])
        whole.lines = [
            Field.Line(id: "l1", link: .tcp(host: "127.0.0.1", port: port), devices: [device])
        ]
        let service = try Service(whole, hub: broker.port)
        let messages = try heard.collect(within: .seconds(20)) {
            json($0.text, "seq")?.integer == 60
        }
        _ = service.stop()
        let metas = messages.filter { $0.topic.hasSuffix("/meta") }.map(\.text)
        let meta = try #require(metas.last)
        #expect(json(meta, "serial")?.string == Meter.serial)
        let polls = ["total", "l1", "current", "exponent"].map {
            json(meta, "points", $0, "poll")?.integer
        }
        #expect(polls == [150, 150, 50, 60_000])
        expectRecords(messages.map(\.text).filter { json($0, "values") != nil }, metas)
    }

    /// Each under a definition that came before it, with the right values; all of them in one.
    private func expectRecords(_ records: [String], _ metas: [String]) {
        let ids = metas.map { json($0, "meta")?.string }
        #expect(records.allSatisfy { ids.contains(json($0, "meta")?.string) })
        #expect(json(records.last, "meta")?.string == ids.last)
        let full = records.last { json($0, "full")?.bool == true }
        #expect(json(full, "meta")?.string == ids.last)
        #expect(
            full?.contains(
                #""values":{"total":16.8,"l1":12.3,"l2":4.5,"current":12.34,"exponent":-2}"#)
                == true, "\(full ?? "")")
        #expect(records.allSatisfy { json($0, "q") == nil })
        let (fast, normal) = (count("current", records), count("total", records))
        #expect(fast > normal * 2 && normal > 5, "\(fast) \(normal)")
    }

    private func count(_ point: String, _ records: [String]) -> Int {
        records.filter { json($0, "values", point) != nil && json($0, "full") == nil }.count
    }
}
