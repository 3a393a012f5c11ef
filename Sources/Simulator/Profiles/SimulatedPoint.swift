// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A curve the other way round: the number that leads to a value.
struct CurveInverse: Sendable {
    private let knots: [(from: Double, to: Double)]
    /// Where it leads to.
    let values: ClosedRange<Double>

    init(_ curve: Polyline) {
        knots = curve.knots.map { (PointWriter.number($0.from), PointWriter.number($0.to)) }
        let ends = knots.map(\.to)
        values = (ends.min() ?? 0)...(ends.max() ?? 0)
    }

    func number(of value: Double) -> Double {
        for (low, high) in zip(knots, knots.dropFirst()) where low.to != high.to {
            let share = (value - low.to) / (high.to - low.to)
            if (0...1).contains(share) { return low.from + share * (high.from - low.from) }
        }
        return knots[0].from
    }

    /// The way there.
    func value(of number: Double) -> Double {
        for (low, high) in zip(knots, knots.dropFirst()) where low.from != high.from {
            let share = (number - low.from) / (high.from - low.from)
            if (0...1).contains(share) { return low.to + share * (high.to - low.to) }
        }
        return knots[0].to
    }
}

/// One point of a simulated device: what it measures and where that goes.
struct SimulatedPoint: Sendable {
    /// What the point shows over time.
    enum Kind: Sendable {
        case gauge
        case counter(Counter)
        /// One of these numbers, mostly the first.
        case state([Double])
        /// On for a while, now and then.
        case contact
        /// A setting that other points depend on.
        case constant(Double)
        /// Words that say which device it is.
        case text
        case date
        /// A number that is a text: `SIM` has version and serial number 3134.
        case digits
    }

    let name: String
    let subject: Subject
    let writer: PointWriter
    var kind: Kind
    /// What the register's own number is multiplied with by another point.
    let multiplier: Double
    /// What is added then.
    let shift: Double
    /// The line that leads from that to the value, if there is one.
    let curve: CurveInverse?
    /// Values that it may show.
    let bounds: ClosedRange<Double>
    /// The largest change in a second that is believed, nil: any.
    private let rate: Double?
    /// When it was shown last.
    private var shownAt: Double?
    /// What it shows now, before it is rounded to what its bits can show.
    private(set) var value: Double?
    /// The day that it shows, in words.
    private(set) var text: String?

    init(_ point: Point, _ settings: Settings) {
        name = point.name
        subject = Subject(point)
        writer = PointWriter(point)
        rate = point.rate.map(PointWriter.number)
        multiplier = settings.multiplier(of: point)
        shift = settings.shift(of: point)
        curve = point.dependence.curve.map { CurveInverse($0) }
        bounds = curve?.values ?? Self.bounds(point, writer, multiplier, shift)
        kind = Self.kind(point, settings, bounds, writer, writer.step * multiplier)
    }

    /// One step of its number, 0 where it has none.
    var step: Double { writer.step * abs(multiplier) }

    var isCounter: Bool { if case .counter = kind { true } else { false } }

    /// Whether it has one number for good.
    var isConstant: Bool {
        switch kind {
        case .constant: true
        case .state(let numbers): numbers.count == 1
        default: false
        }
    }

    /// What a counter has counted beyond what it shows.
    var rest: Double? { if case .counter(let counter) = kind { counter.rest } else { nil } }

    /// Shows a number that another point leaves over.
    mutating func show(rest: Double, _ registers: inout Registers) {
        value = held(rest)
        writer.put(held(rest) / multiplier, &registers)
    }

    /// Shows what another point has written where it lies.
    mutating func see(_ registers: Registers) { value = taken(registers) }

    /// A counter: what it begins with, and what is added to it.
    mutating func begin(at total: Double) {
        guard case .counter(var counter) = kind else { return }
        counter.begin(at: total)
        kind = .counter(counter)
    }
    mutating func add(_ amount: Double) {
        guard case .counter(var counter) = kind else { return }
        counter.add(amount)
        kind = .counter(counter)
    }

    /// Shows what there is to be shown at a moment.
    mutating func show(_ moment: Moment, _ registers: inout Registers) {
        switch kind {
        case .text: return writer.put(word(moment.noise), &registers)
        case .date:
            let days = 1_000 + 1_000 * moment.noise.derived(subject.key).chance(1, 0)
            let day = CivilDay(after2020: Int(days))
            text = writer.count >= 3 ? "\(day.text)T12:00:00" : day.text
            return writer.put(day: day, &registers)
        case .digits: return writer.put(bits: 0x3134_3134_3134_3134, &registers)
        case .gauge:
            let width = bounds.upperBound - bounds.lowerBound
            let middle = width > 1e12 ? 100 : bounds.lowerBound + width / 2
            let measured = moment.value(subject, middle: middle, width: min(width, 200))
            value = held(believable(measured, at: moment.seconds))
        case .counter(let counter): value = counter.shown
        case .state(let numbers):
            let own = moment.noise.derived(subject.key)
            value = numbers[Happening.entry(of: numbers.count, own, moment.seconds)]
        case .contact:
            let own = moment.noise.derived(subject.key)
            let isOn = Happening(subject.quantity).isOn(own, moment.seconds)
            value = held(isOn ? 1 : 0)
        case .constant(let number): value = number
        }
        let measured = folded(value ?? 0, moment.noise)
        writer.put(((curve?.number(of: measured) ?? measured) - shift) / multiplier, &registers)
    }

    /// Half of the devices that fold a power factor stand before a load that leads.
    private func folded(_ value: Double, _ noise: Noise) -> Double {
        writer.isFolded && noise.fixed(91) > 0 ? (value < 0 ? -2 : 2) - value : value
    }

    /// No farther from what was shown last than a client believes.
    private mutating func believable(_ measured: Double, at seconds: Double) -> Double {
        defer { shownAt = seconds }
        guard let rate, let value, let shownAt else { return measured }
        // A step of rounding may come on top.
        let most = rate * max(0, seconds - shownAt) * 0.8
        return max(value - most, min(value + most, measured))
    }

    /// `SIM-1.4` where a version is asked for, else a serial number of the device's own.
    private func word(_ noise: Noise) -> String {
        let isVersion = ["version", "firmware", "software", "hardware"].contains(
            where: name.contains)
        let number = 100_000 + Int(noise.derived(subject.key).chance(1, 0) * 900_000)
        let word = isVersion ? "SIM-1.4" : "SIM-\(number)"
        // Its end is what tells it from others.
        return String(word.suffix(writer.count * (writer.half == nil ? 2 : 1)))
    }

    private func held(_ value: Double) -> Double {
        max(bounds.lowerBound, min(bounds.upperBound, value))
    }

    /// What its bits, its range and its span allow, so far as steps of its number lie within.
    private static func bounds(
        _ point: Point, _ writer: PointWriter, _ multiplier: Double, _ shift: Double
    ) -> ClosedRange<Double> {
        let ends = [writer.bounds.lowerBound, writer.bounds.upperBound].map {
            $0 * multiplier + shift
        }
        var (low, high) = (min(ends[0], ends[1]), max(ends[0], ends[1]))
        for limits in [point.range, point.span].compactMap(\.self) {
            let ends = [PointWriter.number(limits.low), PointWriter.number(limits.high)]
            low = max(low, min(ends[0], ends[1]))
            high = min(high, max(ends[0], ends[1]))
        }
        let step = writer.step * abs(multiplier)
        if step > 0 {
            let zero = writer.offset * multiplier + shift
            low = ((low - zero) / step - 1e-9).rounded(.up) * step + zero
            high = ((high - zero) / step + 1e-9).rounded(.down) * step + zero
        }
        return low...max(low, high)
    }

    private static func kind(
        _ point: Point, _ settings: Settings, _ bounds: ClosedRange<Double>,
        _ writer: PointWriter, _ step: Double
    ) -> Kind {
        if let number = settings.constants[point.name] { return .constant(number) }
        switch point.encoding {
        case .date: return .date
        case .string: return .text
        default: if point.kind == .text { return .digits }
        }
        if point.kind == .counter {
            return .counter(Counter(point, bounds, step: step))
        }
        let numbers = point.enumeration.map { Double($0.number) }.filter {
            bounds.contains($0) && writer.shows($0)
        }
        let good = settings.good[point.name].map { $0.map(Double.init).filter(bounds.contains) }
        if let good, !good.isEmpty { return .state([good[0]]) }
        if !numbers.isEmpty { return .state(numbers) }
        if point.kind == .state || point.encoding == .bool { return .contact }
        return .gauge
    }
}
