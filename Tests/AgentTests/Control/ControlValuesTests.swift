// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@testable import Agent

/// What the pump answers to `values`.
@Suite struct ControlValuesTests {
    private static func ask(
        _ pump: Pump, _ devices: [Device], _ wanted: ControlRequest.Values = .init(),
        at time: Int64 = 5_000
    ) throws -> JSON {
        try JSON(parsing: pump.values(wanted, configuration(devices).lines, moment(time)))
    }

    private static func points(_ answer: JSON) -> [JSON] {
        (answer["devices"]?.array ?? []).flatMap { $0["points"]?.array ?? [] }
    }

    @Test func `a point has value, quality and age, once it was read`() throws {
        var named = point("t")
        named.names = Text(en: "Temperature", vi: "Nhiệt độ")
        var idle = point("idle")
        idle.group = .demand
        let devices = [device("a", [named, point("u"), idle]), device("b", [point("t")])]
        var station = Station.up(devices)
        _ = station.scan(
            [.init(bits: 215), .init(point: 1, quality: .commTimeout)], at: 3_000)
        let answer = try Self.ask(station.pump, devices)
        #expect(answer["config"]?.string == "c0ffee" && answer["next"] == nil)
        #expect(answer["utc"]?.integer == 1_795_215_197_000)
        let told = try #require(answer["devices"]?.array)
        #expect(told.map { $0["id"]?.string } == ["a", "b"] && told[0]["bus"]?.string == "l1")
        #expect(told.map { $0["state"]?.string } == ["online", "unknown"])
        let own = try #require(told[0]["points"]?.array)
        #expect(own.map { $0["name"]?.string } == ["t", "u"], "nobody asks for the third")
        #expect(own[0]["value"] == .number("21.5") && own[0]["quality"]?.string == "good")
        #expect(own[0]["age"]?.integer == 2_000 && own[0]["unit"]?.string == "Cel")
        #expect(own[0]["en"] == nil, "names were not asked for")
        #expect(own[1]["value"] == .null && own[1]["quality"]?.string == "comm/timeout")
        #expect(told[1]["points"]?.array?.first?["quality"] == nil, "it was not read yet")
        let some = try Self.ask(
            station.pump, devices, .init(devices: ["a", "a"], hasNames: true))
        #expect(some["devices"]?.array?.count == 1)
        #expect(Self.points(some)[0]["vi"]?.string == "Nhiệt độ")
    }

    @Test func `who is no device of ours is named by a refusal`() {
        let devices = [device("a", [point("t")])]
        let pump = Station(devices).pump
        #expect(throws: ControlRefusal.unknownDevice) {
            try Self.ask(pump, devices, .init(devices: ["a", "b"]))
        }
    }

    @Test func `a state's number comes with what it stands for`() throws {
        var mode = point("mode", .uint16, scale: "1")
        mode.kind = .state
        mode.enumeration = [EnumEntry(number: 1, text: Text(en: "cooling", vi: "làm mát"))]
        let devices = [device("a", [mode])]
        var station = Station.up(devices)
        _ = station.scan([1], at: 1_000)
        let told = try #require(Self.points(try Self.ask(station.pump, devices)).first)
        #expect(told["value"]?.integer == 1)
        #expect(told["meaning"]?["en"]?.string == "cooling")
        #expect(told["meaning"]?["vi"]?.string == "làm mát")
    }

    @Test func `of persons there is no value`() throws {
        var people = point("people", .uint16, scale: "1")
        people.isPersonal = true
        let devices = [device("a", [people])]
        var station = Station.up(devices)
        _ = station.scan([7], at: 1_000)
        let told = try #require(Self.points(try Self.ask(station.pump, devices)).first)
        #expect(told["personal"]?.bool == true && told["value"] == nil)
        #expect(told["quality"]?.string == "good" && told["age"]?.integer == 4_000)
    }

    @Test(arguments: [1, 200, 1_000])
    func `pages hold each point once, and none is large`(count: Int) throws {
        let points = (0..<count).map { number in
            var point = point("point_with_a_long_name_\(number)")
            point.names = Text(en: "x", vi: String(repeating: "ơ", count: 60))
            return point
        }
        let devices = ["a", "b", "c"].map { device($0, points) }
        let pump = Station(devices).pump
        var (found, next, pages) = ([String: [String]](), Int64?.some(0), 0)
        while let from = next {
            let wanted = ControlRequest.Values(
                devices: ["c", "a"], from: Int(from), hasNames: true)
            let bytes = try pump.values(wanted, configuration(devices).lines, moment(0))
            #expect(bytes.count < Pump.valuesBytes + 1_024, "\(bytes.count)")
            let page = try JSON(parsing: bytes)
            for device in page["devices"]?.array ?? [] {
                let names = (device["points"]?.array ?? []).compactMap { $0["name"]?.string }
                found[device["id"]?.string ?? "", default: []] += names
            }
            next = page["next"]?.integer
            #expect(next ?? .max > from, "it goes on")
            pages += 1
        }
        #expect(found == ["a": points.map(\.name), "c": points.map(\.name)])
        #expect(pages == 1 || count > 1)
    }

    @Test(arguments: [2, 3, 1_000_000, Int.max])
    func `behind the last point there is nothing`(from: Int) throws {
        let devices = [device("a", [point("t"), point("u")])]
        let answer = try Self.ask(Station(devices).pump, devices, .init(from: from))
        #expect(answer["devices"] == .array([]) && answer["next"] == nil)
    }
}
