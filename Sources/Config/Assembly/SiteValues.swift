// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What a site knows of a value: transformers, the way a sensor is built in, a calibration. All of
/// it becomes scale and offset, in this order.
struct SiteValues {
    private let section: OverrideSection
    private let node: Node

    init(_ section: OverrideSection, _ node: Node) {
        self.section = section
        self.node = node
    }

    func apply(to point: inout Point, _ findings: inout Findings) {
        if let isPersonal = section.isPersonal { point.isPersonal = isPersonal }
        if let ratio = section.ratio { multiply(&point, ratio, &findings) }
        if node["invert"] != nil { invert(&point, &findings) }
        if let calibration = section.calibration { calibrate(&point, calibration, &findings) }
    }

    private func refuse(_ key: String, _ findings: inout Findings, _ text: Text) {
        findings.add(.badValue, at: node.mark(of: key), text)
    }

    // MARK: Ratio

    private func multiply(
        _ point: inout Point, _ ratio: RatioSection, _ findings: inout Findings
    ) {
        guard ratio.currents.mantissa > 0, ratio.voltages.mantissa > 0 else {
            return findings.add(
                .outOfRange, at: node.mark(of: "ratio"),
                Text(en: "a ratio is above 0", vi: "tỉ số phải lớn hơn 0"))
        }
        guard point.isRead, let factor = ratio.factor(of: point.quantity) else {
            return refuse(
                "ratio", &findings,
                Text(
                    en: "only currents, voltages, powers and energies that are read have a ratio",
                    vi: "chỉ dòng điện, điện áp, công suất và điện năng được đọc mới có tỉ số"))
        }
        guard point.multiply(by: factor) else { return tooFine("ratio", &findings) }
    }

    /// A scale of more digits than a decimal holds.
    private func tooFine(_ key: String, _ findings: inout Findings) {
        findings.add(
            .outOfRange, at: node.mark(of: key),
            Text(
                en: "with the profile's scale it has too many digits",
                vi: "nhân với scale của hồ sơ thì có quá nhiều chữ số"))
    }

    // MARK: Sign

    private func invert(_ point: inout Point, _ findings: inout Findings) {
        if point.encoding == .bool, point.isRead {
            point.isInverted = section.isInverted
        } else if point.isRead, point.kind == .gauge {
            if section.isInverted { point.negate() }
        } else {
            refuse(
                "invert", &findings,
                Text(
                    en: "only a gauge has a sign to turn, or a bool to turn around",
                    vi: "chỉ gauge mới đổi dấu được, hoặc bool mới đảo được"))
        }
    }

    // MARK: Calibration

    private func calibrate(
        _ point: inout Point, _ points: [[Decimal]], _ findings: inout Findings
    ) {
        let isPlain =
            point.dependence.exponent == nil && point.dependence.factor == nil
            && point.dependence.unit == nil && point.dependence.curve == nil
            && point.powerFactor == nil
        guard point.isRead, point.kind == .gauge, point.encoding != .bool, isPlain else {
            return refuse(
                "calibrate", &findings,
                Text(
                    en: "only a gauge that is read, with a scale of its own, is calibrated",
                    vi: "chỉ hiệu chuẩn được gauge được đọc và có scale riêng"))
        }
        guard points.count == 2, points.allSatisfy({ $0.count == 2 }) else { return }
        let (first, second) = (points[0], points[1])
        guard !first[0].isEqual(to: second[0]), !first[1].isEqual(to: second[1]) else {
            return findings.add(
                .outOfRange, at: node.mark(of: "calibrate"),
                Text(
                    en: "the two points must differ, in what was read and in what is right",
                    vi: "hai điểm phải khác nhau, cả giá trị đo được lẫn giá trị đúng"))
        }
        guard point.calibrate(first, second) else { return tooFine("calibrate", &findings) }
    }
}

extension RatioSection {
    /// What a quantity is multiplied with, nil where transformers do not touch it.
    fileprivate func factor(of quantity: String) -> Decimal? {
        switch quantity {
        case "current": currents
        case "voltage": voltages
        case "active_power", "reactive_power", "apparent_power", "active_energy_import",
            "active_energy_export", "active_energy_total", "reactive_energy_import",
            "reactive_energy_export", "reactive_energy_total":
            currents.times(voltages)
        default: nil
        }
    }
}

extension Point {
    /// Whatever is in the unit becomes so many times as large; false where nothing holds that.
    fileprivate mutating func multiply(by factor: Decimal) -> Bool {
        guard multiplyNumber(by: factor), let deadband = deadband.times(factor)
        else { return false }
        self.deadband = deadband
        modulus = modulus.flatMap { $0.times(factor) }
        resolution = resolution.flatMap { $0.times(factor) }
        rate = rate.flatMap { $0.times(factor) }
        range = range.flatMap { $0.times(factor) }
        span = span.flatMap { $0.times(factor) }
        return true
    }

    /// What decides in the end how large the number is: its curve, or else its scale.
    private mutating func multiplyNumber(by factor: Decimal) -> Bool {
        if let curve = dependence.curve {
            let knots = curve.knots.compactMap { knot in
                knot.to.times(factor).map { Polyline.Knot(from: knot.from, to: $0) }
            }
            guard knots.count == curve.knots.count else { return false }
            dependence.curve = Polyline(knots)
            return true
        }
        guard let scale = scale.times(factor), let offset = offset.times(factor) else {
            return false
        }
        for index in dependence.unit?.factors.indices ?? 0..<0 {
            guard let shift = dependence.unit?.factors[index].offset.times(factor) else {
                return false
            }
            dependence.unit?.factors[index].offset = shift
        }
        (self.scale, self.offset) = (scale, offset)
        return true
    }

    /// Turns the sign, and with it what is plausible.
    fileprivate mutating func negate() {
        let minus = Decimal(mantissa: -1)
        _ = multiplyNumber(by: minus)
        range = range.flatMap { $0.times(minus) }
        span = span.flatMap { $0.times(minus) }
    }

    /// The straight line through two points, each [what was published, what is right]; false where
    /// nothing holds it.
    fileprivate mutating func calibrate(_ first: [Decimal], _ second: [Decimal]) -> Bool {
        guard let rise = second[1].minus(first[1]), let run = second[0].minus(first[0]),
            let slope = rise.divided(by: run),
            let shift = first[0].times(slope).flatMap({ first[1].minus($0) }),
            let scale = scale.times(slope),
            let offset = offset.times(slope).flatMap({ $0.plus(shift) })
        else { return false }
        (self.scale, self.offset) = (scale.shortened, offset.shortened)
        return true
    }
}

extension Limits {
    /// Both ends, the lower one first again.
    fileprivate func times(_ factor: Decimal) -> Self? {
        guard let a = low.times(factor), let b = high.times(factor) else { return nil }
        return a.double <= b.double ? Self(low: a, high: b) : Self(low: b, high: a)
    }
}
