// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Hub
import Testing

@testable import tram

/// What a stranger may have published, shown on a technician's terminal.
@Suite struct TailViewTests {
    static let device = "danang/haichau/env/bts-1/gw-1/aq-1"
    static let time = LocalTime(WallTime(nanoseconds: 1_795_215_192_692_000_000))

    /// The line without its time, which is the place's.
    static func shown(
        _ payload: String, to topic: String, _ view: inout TailView
    ) -> Substring? {
        let message = Received(topic: topic, payload: Array(payload.utf8), retain: false, qos: 1)
        return view.line(message, at: time)?.dropFirst(9)
    }

    @Test func `values have the units of the device's meta`() {
        var view = TailView()
        let meta =
            #"{"vendor":"Acme","model":"A-1","meta":"c0ffee00","points":{"t":{"unit":"Cel"}}}"#
        #expect(
            Self.shown(meta, to: Self.device + "/meta", &view)
                == "env     aq-1         meta Acme A-1 c0ffee00")
        let live = #"{"seq":7,"values":{"t":21.5,"door":true,"pm":null},"q":{"pm":"comm/timeout"}}"#
        #expect(
            Self.shown(live, to: Self.device + "/live", &view)
                == "env     aq-1         #7  t 21.5 °C  door on  pm – (comm/timeout)")
    }

    static let events: [(String, String)] = [
        (
            #"{"seq":3,"type":"limit","point":"t","state":"raised","severity":"alarm","value":46,"#
                + #""code":"limit/high"}"#,
            "event #3 limit t raised limit/high 46 °C alarm"
        ),
        (
            #"{"seq":4,"type":"contact","point":"door","severity":"info","value":true}"#,
            "event #4 contact door on"
        ),
        (
            #"{"seq":5,"type":"device","state":"raised","severity":"warning","#
                + #""code":"comm/timeout","suppressed":12}"#,
            "event #5 device raised comm/timeout warning +12 not told"
        ),
    ]

    @Test(arguments: events)
    func `an event says what happened to what`(payload: String, expected: String) {
        var view = TailView(width: 120)
        let meta = #"{"vendor":"A","model":"B","meta":"c0ffee00","points":{"t":{"unit":"Cel"}}}"#
        _ = Self.shown(meta, to: Self.device + "/meta", &view)
        let line = Self.shown(payload, to: Self.device + "/event", &view)
        #expect(line.map { String($0) } == "env     aq-1         \(expected)")
    }

    static let late: [(channel: String, payload: String, line: String)] = [
        ("hist", #"{"of":"live","rows":[[3,1,[]],[4,1,[]],[1,1,[]]]}"#, "hist live #1–4"),
        ("hist", #"{"of":"event","rows":[[1,1,{}]]}"#, "hist event #1"),
        ("hist", #"{"of":"live","rows":[7,[],["x"]]}"#, "hist live"),
        ("hist", "{}", "hist"),
        (
            "gap", #"{"stream":"window","count":60,"reason":"spool-full"}"#,
            "gap window 60 records spool-full"
        ),
        (
            "gap", #"{"stream":"live","readings":9,"reason":"ring-full"}"#,
            "gap live 9 readings ring-full"
        ),
        ("gap", #"{"stream":"event","count":1,"reason":"refused"}"#, "gap event 1 record refused"),
        ("gap", #"{"count":"x"}"#, "gap"),
    ]

    @Test(arguments: late)
    func `what comes late or never says of which stream`(
        channel: String, payload: String, line: String
    ) {
        var view = TailView()
        let shown = Self.shown(payload, to: Self.device + "/" + channel, &view)
        #expect(shown.map { String($0) } == "env     aq-1         \(line)")
    }

    @Test func `Vietnamese has a decimal comma and its own words`() {
        var view = TailView(language: .vietnamese)
        let live = #"{"seq":1,"values":{"t":-0.5,"door":true}}"#
        let line = Self.shown(live, to: Self.device + "/live", &view)
        #expect(line == "env     aq-1         #1  t -0,5  door bật")
    }

    @Test func `what does not fit is counted`() {
        var view = TailView(width: 50)
        let values = (0..<30).map { "\"p\($0)\":\($0)" }.joined(separator: ",")
        let line = Self.shown(
            "{\"seq\":1,\"values\":{\(values)}}", to: Self.device + "/live", &view)
        #expect(line == "env     aq-1         #1  p0 0  p1 1  +28")
    }

    @Test(arguments: ["", "null", "[]", "7", "{", "\u{0}", #"{"a":1,"a":2}"#, "{}{}"])
    func `what is no object is not shown`(payload: String) {
        var view = TailView()
        #expect(Self.shown(payload, to: Self.device + "/live", &view) == nil)
    }

    static let nasty = [
        "\u{1B}[2J", "\u{9B}31m", "\r\n", "\u{202E}abc", "\u{2028}", "\u{200B}\u{FEFF}", "\u{7}",
        String(repeating: "e\u{301}", count: 200), "a" + String(repeating: "\u{301}", count: 9_000),
        String(repeating: "漢", count: 60), String(repeating: "👩‍👩‍👧‍👦", count: 40),
        String(repeating: "x", count: 60_000), "\\u001b[2J", "\\u0000", "\\ud83d\\ude00",
    ]

    @Test(arguments: [1, 20, 80, 200])
    func `nothing that is published steers the terminal or breaks the line`(width: Int) {
        var view = TailView(width: width)
        for text in Self.nasty {
            for channel in ["live", "hist", "gap", "meta", "status", "state", text] {
                let escaped = text.unicodeScalars.map {
                    $0.value < 0x20
                        ? "\\u00\($0.value < 16 ? "0" : "")\(String($0.value, radix: 16))"
                        : "\($0)"
                }.joined()
                let payload = """
                    {"seq":1,"vendor":"\(escaped)","model":"\(escaped)","state":"\(escaped)",\
                    "reason":"\(escaped)","of":"\(escaped)","stream":"\(escaped)",\
                    "values":{"\(escaped)":"\(escaped)","b":1},\
                    "q":{"b":"\(escaped)"},"points":{"b":{"unit":"\(escaped)"}}}
                    """
                for topic in [Self.device, "a/\(text)/\(text)/b/c/\(text)"] {
                    let message = Received(
                        topic: "\(topic)/\(channel)", payload: Array(payload.utf8), retain: true,
                        qos: 0)
                    guard let line = view.line(message, at: Self.time) else { continue }
                    #expect(line.columns <= width)
                    #expect(line.unicodeScalars.count <= width)
                    #expect(
                        line.unicodeScalars.allSatisfy(Self.isHarmless), "\(line.debugDescription)")
                }
            }
        }
    }

    static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    @Test func `deep, huge and mutated messages are survived`() {
        var view = TailView()
        for payload in [
            String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 50_000),
            "{\"values\":" + String(repeating: "[", count: 31) + "]", "{\"seq\":1e999}",
            "{\"values\":{\"a\":" + String(repeating: "9", count: 100_000) + "}}",
            "{\"a\":\"" + String(repeating: "x", count: 300_000) + "\"}",
        ] {
            let line = Self.shown(payload, to: Self.device + "/live", &view)
            #expect(line.map { $0.count <= 80 } ?? true)
        }
        var random = SplitMix(seed: 4_711)
        let good = Array(#"{"seq":7,"values":{"t":21.5,"pm":null},"q":{"pm":"comm/timeout"}}"#.utf8)
        for _ in 0..<2_000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] =
                    UInt8.random(in: 0...255, using: &random)
            }
            let message = Received(
                topic: Self.device + "/live", payload: bytes, retain: false, qos: 1)
            let line = view.line(message, at: Self.time) ?? ""
            #expect(line.columns <= 80 && line.unicodeScalars.allSatisfy(Self.isHarmless))
        }
    }
}
