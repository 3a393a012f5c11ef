// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Testing

@Suite struct MetaTests {
    private static var sample: Device {
        var temperature = point("t")
        temperature.range = Limits(low: decimal("-40"), high: decimal("80.0"))
        temperature.names = Text(en: "Air \"temperature\"", vi: "Nhiệt độ không khí")
        var device = device("aq-1", [temperature, point("c", .uint32)])
        device.names = Text(en: "Station", vi: "Trạm quan trắc")
        device.attributes = [
            Attribute(name: "asset", fact: .text("DN-1")),
            Attribute(name: "latitude", fact: .number(decimal("16.0678"))),
            Attribute(name: "roof", fact: .bool(true)),
        ]
        return device
    }

    private func payload(_ device: Device) -> String? {
        var station = Station([device])
        station.pump.hubUp(session: 1, at: moment(0))
        return station.told().first { $0.topic.hasSuffix("/meta") }?.text
    }

    private func id(_ device: Device) -> String? { json(payload(device), "meta")?.string }

    @Test func `a meta says what the device is, in both languages`() throws {
        let text = try #require(payload(Self.sample))
        let id = try #require(json(text, "meta")?.string)
        #expect(id.utf8.count == 8 && id.allSatisfy { $0.isHexDigit && !$0.isUppercase })
        #expect(
            text == #"{"v":1,"meta":"\#(id)","profile":"test-device","#
                + #""profile-hash":"aaaaaaaaaaaaaaaa","vendor":"Test","model":"T1","#
                + #""names":{"vi":"Trạm quan trắc","en":"Station"},"#
                + #""attributes":{"asset":"DN-1","latitude":16.0678,"roof":true},"points":{"#
                + #""t":{"quantity":"temperature","unit":"Cel","type":"int16","kind":"gauge","#
                + #""range":[-40,80.0],"mean":"linear","poll":1000,"#
                + #""names":{"vi":"Nhiệt độ không khí","en":"Air \"temperature\""}},"#
                + #""c":{"quantity":"temperature","unit":"Cel","type":"uint32","kind":"gauge","#
                + #""mean":"linear","poll":1000}}}"#)
    }

    private static func large(_ count: Int, texts: Int = 0) -> Device {
        let points = (0..<count).map { number in
            var point = point("a_point_with_a_long_name_\(number)")
            point.names = Text(en: "Something long \(number)", vi: "Một đại lượng dài \(number)")
            return point
        }
        let words = (0..<texts).map { number in
            var text = Point(
                name: "text_\(number)", table: .holding, address: 0, encoding: .string,
                quantity: "other")
            (text.kind, text.length) = (.text, 32)
            return text
        }
        return device("m-1", points + words)
    }

    /// The longest that texts can make it: all of them quotation marks.
    private func longest(_ device: Device) -> Int {
        var station = Station([device])
        let words = [UInt16](repeating: 0x2222, count: 32)
        station.pump.take(
            texts: device.texts.indices.map { DeviceText(device: 0, text: $0, words: words) })
        station.pump.hubUp(session: 1, at: moment(0))
        return station.told().first { $0.topic.hasSuffix("/meta") }?.text.utf8.count ?? 0
    }

    @Test(arguments: [0, 1, 40])
    func `a meta that no record could hold is refused, one that just fits is not`(_ texts: Int) {
        var (fits, not) = (1, 1_000)
        while fits + 1 < not {
            let count = (fits + not) / 2
            if longest(Self.large(count, texts: texts)) <= LongMeta.byteLimit {
                fits = count
            } else {
                not = count
            }
        }
        #expect(fits > 200)
        #expect(Agent.faults(of: configuration([Self.large(fits, texts: texts)])).isEmpty)
        let faults = Agent.faults(of: configuration([Self.large(not, texts: texts)]))
        guard case .meta(let long) = faults.first else {
            Issue.record("it is accepted with \(not) points")
            return
        }
        #expect(long.device == "m-1" && long.points == not)
        #expect((0...16).contains(long.bytes - longest(Self.large(not, texts: texts))))
    }

    @Test func `a meta tells the texts of a state's numbers`() {
        var state = point("s", .int16, scale: "1")
        state.kind = .state
        state.enumeration = [
            EnumEntry(number: 2, text: Text(en: "running", vi: "đang chạy")),
            EnumEntry(number: -1, text: Text(en: "\"off\"", vi: "tắt")),
        ]
        let text = payload(device("g-1", [state]))
        let told =
            #""kind":"state","enum":{"2":{"vi":"đang chạy","en":"running"},"#
            + #""-1":{"vi":"tắt","en":"\"off\""}},"mean":"none","poll":1000}"#
        #expect(text?.contains(told) == true, "\(text ?? "")")
    }

    @Test func `a meta tells a point's limits`() {
        var hot = point("t")
        var limits = AlarmLimits()
        limits.high = decimal("45.5")
        limits.hysteresis = decimal("2")
        limits.delay = .seconds(30)
        limits.severity = .alarm
        limits.text = Text(en: "Cabinet is hot", vi: "Tủ nóng")
        hot.alarm = limits
        let text = payload(device("g-1", [hot]))
        let told =
            #","limits":{"high":45.5,"hysteresis":2,"delay":30000,"severity":"alarm","#
            + #""text":{"vi":"Tủ nóng","en":"Cabinet is hot"}},"mean":"#
        #expect(text?.contains(told) == true, "\(text ?? "")")
    }

    @Test func `another reason of a sentinel is another definition`() {
        var one = Self.sample
        one.profile.points[0].sentinels = [Sentinel(raw: 0x7FFF, quality: .faultNotFitted)]
        var other = Self.sample
        other.profile.points[0].sentinels = [Sentinel(raw: 0x7FFF, quality: .faultNoSignal)]
        #expect(id(one) != id(other))
    }

    struct Change: Sendable, CustomTestStringConvertible {
        var name: String
        var apply: @Sendable (inout Device) -> Void
        var testDescription: String { name }

        init(_ name: String, _ apply: @escaping @Sendable (inout Device) -> Void) {
            self.name = name
            self.apply = apply
        }

        static func point(_ name: String, _ apply: @escaping @Sendable (inout Point) -> Void)
            -> Change
        {
            Change(name) { apply(&$0.profile.points[0]) }
        }
    }

    private static var slow: AlarmLimits {
        var limits = AlarmLimits()
        limits.delay = .seconds(1)
        return limits
    }

    private static let low = Limits(low: decimal("0"), high: decimal("1"))

    static let meanings: [Change] = [
        .point("name") { $0.name = "t2" }, .point("table") { $0.table = .holding },
        .point("address") { $0.address = 2 }, .point("encoding") { $0.encoding = .uint16 },
        .point("order") { $0.order = ByteOrder("BA") ?? $0.order },
        .point("scale") { $0.scale = decimal("0.01") },
        .point("offset") { $0.offset = decimal("1") },
        .point("deadband") { $0.deadband = decimal("0.5") }, .point("unit") { $0.unit = "K" },
        .point("quantity") { $0.quantity = "humidity" }, .point("kind") { $0.kind = .counter },
        .point("mean") { $0.mean = .energy },
        .point("modulus") { $0.modulus = decimal("10") },
        .point("range") { $0.range = low }, .point("no range") { $0.range = nil },
        .point("half") { $0.half = .low }, .point("length") { $0.length = 1 },
        .point("bits") { $0.bits = BitField("3") },
        .point("sentinel") { $0.sentinels = [Sentinel(raw: 3, quality: .faultInvalid)] },
        .point("enum") { $0.enumeration = [EnumEntry(number: 3, text: Text(en: "a", vi: "b"))] },
        .point("function") { $0.function = 3 }, .point("inverted") { $0.isInverted = true },
        .point("power factor") { $0.powerFactor = .fourQuadrant },
        .point("resets") { $0.resets = .daily },
        .point("resolution") { $0.resolution = decimal("0.1") },
        .point("warm-up") { $0.warmUp = .seconds(10) },
        .point("sum") { $0.dependence.formula = .sum(["a", "b"]) },
        .point("scale-from") { $0.dependence.exponent = "a" },
        .point("factor-from") { $0.dependence.factor = "a" },
        .point("unit-from") {
            $0.dependence.unit = .init(point: "a", factors: [.init(number: 0, factor: .one)])
        },
        .point("quality-from") { $0.dependence.trust = .init(point: "a", good: [0]) },
        .point("when") { $0.dependence.condition = .init(point: "a", test: .atLeast(3)) },
        .point("limits") { $0.alarm = AlarmLimits() },
        .point("limits' delay") { $0.alarm = slow }, .point("rate") { $0.rate = decimal("3") },
        .point("personal") { $0.isPersonal = true },
        .point("span") { $0.span = low }, .point("names") { $0.names = nil },
        Change("fewer points") { $0.profile.points.removeLast() },
        Change("other order of points") { $0.profile.points.swapAt(0, 1) },
        Change("profile's text") { $0.profile.hash = String(repeating: "b", count: 64) },
        Change("vendor") { $0.profile.vendor = "Other" },
        Change("model") { $0.profile.model = "T2" }, Change("poll") { $0.poll = .seconds(2) },
        Change("names of the device") { $0.names = nil },
        Change("attributes") { $0.attributes[0].fact = .text("DN-2") },
    ]

    @Test(arguments: meanings) func `what changes a value's meaning changes the id`(
        _ change: Change
    ) {
        var other = Self.sample
        change.apply(&other)
        #expect(id(other) != nil && id(other) != id(Self.sample))
    }

    static let surroundings = [
        Change("heartbeat") { $0.publishing.heartbeat = .seconds(1) },
        Change("timeout") { $0.timeout = .seconds(9) }, Change("retries") { $0.retries = 3 },
        Change("largest read") { $0.largestRead = 10 }, Change("id") { $0.id = "aq-2" },
    ]

    @Test(arguments: surroundings) func `what does not change it leaves the id`(
        _ change: Change
    ) {
        var other = Self.sample
        change.apply(&other)
        #expect(id(other) == id(Self.sample))
    }

    @Test func `span is not taken for deadband, nor one point's scale for another's`() {
        var one = Self.sample
        one.profile.points[0].span = Self.low
        var other = Self.sample
        other.profile.points[1].span = Self.low
        #expect(id(one) != id(other))
    }
}
