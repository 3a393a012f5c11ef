// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What a site says of one point otherwise: any key of the profile's language, and what only a
/// site can know.
struct OverrideSection: Section {
    var point = PointSection()
    var isInverted = false
    var calibration: [[Decimal]]?
    var ratio: RatioSection?
    var isPersonal: Bool?

    static var keys: [Key<Self>] { profile + site }

    /// All but what is decided before a site has its say.
    private static var profile: [Key<Self>] {
        PointSection.keys
            .filter { !["array", "requires", "invert"].contains($0.row.name) }
            .map { Key($0, of: \.point) }
    }

    @KeyTable<Self> private static var site: [Key<Self>] {
        Key(
            "calibrate", \.calibration, .list(of: .list(of: .decimal, 2...2), 2...2),
            en: "[[raw, true], [raw, true]]: what was published at two points, and what is right.",
            vi: "[[đo được, đúng], [đo được, đúng]]: giá trị đang gửi tại hai điểm và giá trị đúng."
        )
        Key(
            "invert", \.isInverted, .flag,
            en: "Turns the sign of a gauge, or a truth value around.",
            vi: "Đổi dấu một gauge, hoặc đảo giá trị logic.")
        Key(
            "ratio", \.ratio, .section,
            en: "Of transformers that the meter does not know: {ct: 40, pt: 1}.",
            vi: "Tỉ số biến dòng, biến áp mà công tơ không biết: {ct: 40, pt: 1}.")
        Key(
            "personal", \.isPersonal, .flag,
            en: "true if it speaks of persons: sent in windows only.",
            vi: "true nếu liên quan đến cá nhân: chỉ gửi trong khoảng thống kê (window).")
    }
}

/// The key `ratio` of a point.
struct RatioSection: Section {
    var currents: Decimal = .one
    var voltages: Decimal = .one

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "ct", \.currents, .decimal,
            en: "Primary by secondary amperes of the current transformer: 200/5 is 40.",
            vi: "Tỉ số biến dòng, sơ cấp chia thứ cấp: 200/5 là 40.")
        Key(
            "pt", \.voltages, .decimal,
            en: "Primary by secondary volts of the voltage transformer: 22000/100 is 220.",
            vi: "Tỉ số biến áp, sơ cấp chia thứ cấp: 22000/100 là 220.")
    }
}

extension AlarmLimits: Section {
    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "low", \.low, .decimal,
            en: "A value below it is told, in the unit.", vi: "Báo khi giá trị thấp hơn ngưỡng.")
        Key(
            "high", \.high, .decimal,
            en: "A value above it is told, in the unit.", vi: "Báo khi giá trị cao hơn ngưỡng.")
        Key(
            "hysteresis", \.hysteresis, .decimal,
            en: "How far a value must come back until it is cleared, in the unit.",
            vi: "Độ trễ: giá trị phải lùi lại bao nhiêu thì mới hết báo.")
        Key(
            "delay", \.delay, .duration(.zero...(.day)),
            en: "How long a value must stay beyond a limit, or back, until that is told.",
            vi: "Giá trị phải vượt ngưỡng, hoặc trở lại, bao lâu thì mới báo.")
        Key(
            "severity", \.severity, .choice,
            en: "info, warning or alarm.", vi: "Mức độ: info, warning hoặc alarm.")
        Key(
            "category", \.category, .level,
            en: "What it is about, in a word of your own: fire.",
            vi: "Thuộc nhóm nào, tự đặt một từ: fire.")
        Key(
            "text", \.text, .names,
            en: "What people are told with it: {en: Flood, vi: Ngập}.",
            vi: "Lời báo kèm theo: {en: Flood, vi: Ngập}.")
    }
}

extension Format<Node> {
    /// The key `points` of a device.
    static var points: Self {
        let later = Self.later(OverrideSection.self)
        let list = Kind.list(of: .text(atMost: 64), count: 1...ProfileSection.pointLimit)
        let kind = Kind.keyed(by: .text(atMost: 64), .either(list, later.kind))
        return Self(kind, read: later.read)
    }
}

extension Key {
    /// The same key of what its owner holds within.
    init<Inner>(_ key: Key<Inner>, of path: any WritableKeyPath<Owner, Inner> & Sendable) {
        row = key.row
        read = { node, owner, findings in key.read(node, &owner[keyPath: path], &findings) }
    }
}
