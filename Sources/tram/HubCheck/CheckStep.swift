// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What one step of `tram hub check` has found.
struct CheckStep: Hashable {
    /// In the order in which they are taken. Raw values are for scripts.
    enum Kind: String, CaseIterable {
        case configuration
        case name = "dns"
        case connection = "tcp"
        case identity = "own-certificate"
        case encryption = "tls"
        case certificate
        case clock
        case session = "mqtt"
        case listening = "subscribe"
        case publishing = "publish"
        case roundTrip = "round-trip"
        case will
    }

    enum Result: String {
        case fine = "ok"
        case problem
        /// Nobody can tell from here.
        case unknown
    }

    /// What is wrong, and what to do.
    struct Trouble: Hashable {
        /// Never translated.
        var code: String
        /// The likely ones first.
        var causes: [Text]
        /// What to type or to do next.
        var next: Text
        /// That, where it is to be typed: such has no language.
        var command: String? { next.en == next.vi ? next.en.printable(columns: .max) : nil }
        /// Whether it was time that ran out.
        var isTimeout = false
    }

    let kind: Kind
    let result: Result
    /// A sentence.
    let found: Text
    let trouble: Trouble?
    /// The same and more, for scripts.
    let facts: [JSON.Member]

    /// Nothing is wrong with it.
    init(_ kind: Kind, _ found: Text, _ facts: [JSON.Member] = []) {
        self.init(kind, .fine, found, facts)
    }

    init(_ kind: Kind, _ result: Result, _ found: Text, _ facts: [JSON.Member] = []) {
        (self.kind, self.result, self.found, self.facts) = (kind, result, found, facts)
        trouble = nil
    }

    init(_ kind: Kind, _ trouble: Trouble, _ found: Text, _ facts: [JSON.Member] = []) {
        (self.kind, self.found, self.facts) = (kind, found, facts)
        (result, self.trouble) = (.problem, trouble)
    }

    /// As short as a line's beginning needs it.
    var label: Text {
        switch kind {
        case .configuration: Text(en: "file", vi: "tệp")
        case .name: Text(en: "DNS", vi: "DNS")
        case .connection: Text(en: "TCP", vi: "TCP")
        case .identity: Text(en: "own cert.", vi: "cert. máy này")
        case .encryption: Text(en: "TLS", vi: "TLS")
        case .certificate: Text(en: "certificate", vi: "chứng chỉ")
        case .clock: Text(en: "clock", vi: "đồng hồ")
        case .session: Text(en: "MQTT", vi: "MQTT")
        case .listening: Text(en: "subscribe", vi: "nhận")
        case .publishing: Text(en: "publish", vi: "gửi")
        case .roundTrip: Text(en: "round trip", vi: "đi và về")
        case .will: Text(en: "will", vi: "will")
        }
    }
}

extension JSON.Member {
    init(_ key: String, _ text: String) { self.init(key: key, value: .string(text)) }

    init(_ key: String, _ number: Int) { self.init(key: key, value: .number("\(number)")) }

    init(_ key: String, _ time: Nanoseconds) {
        self.init(key: key, value: .number(CheckFigures.milliseconds(time, ".")))
    }

    init(_ key: String, _ texts: [String]) {
        self.init(key: key, value: .array(texts.map(JSON.string)))
    }
}
