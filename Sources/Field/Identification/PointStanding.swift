// SPDX-License-Identifier: Apache-2.0

/// What a device's answer says of one point of a profile that may be its own.
enum PointStanding: Equatable {
    /// Words that the point can show; how unlikely others are to look so, in bits.
    case plausible(Int)
    /// What stands everywhere, or nothing.
    case empty
    case implausible
    case refused
    /// It did not answer, or was not asked.
    case unknown

    init(_ point: Point, _ found: DeviceImage.Found, _ background: Background) {
        switch found {
        case .refused: self = .refused
        case .silent, .unknown: self = .unknown
        case .words(let words) where background.isEmpty(words): self = .empty
        case .words(let words) where point.encoding == .string:
            self = TextDecoder(point)?.text(words) == nil ? .implausible : .plausible(6)
        case .words(let words):
            self.init(point, bits: point.bits(words))
        }
    }

    private init(_ point: Point, bits: UInt64) {
        var point = point
        let scaling = point.dependence
        if scaling.exponent ?? scaling.factor ?? scaling.unit?.point != nil {
            // Its limits are those of the whole value.
            (point.range, point.span) = (nil, nil)
        }
        switch point.judge(ofBits: bits) {
        case .good: self = point.isLikely(bits) ? .plausible(point.evidence(bits)) : .implausible
        // A float may be no number for a while, and a date may never have been set.
        case .faultNotANumber: self = .empty
        case .suspectRange, .suspectEnum, .faultSpan: self = .implausible
        // A marker of the maker's own.
        default: self = .plausible(3)
        }
    }
}

extension Point {
    /// Floats that instruments show are neither tiny nor huge: bytes in another order are; and
    /// whole numbers of many bits seldom need them all.
    fileprivate func isLikely(_ bits: UInt64) -> Bool {
        let number = Conversion(self).number(ofBits: bits).magnitude
        if encoding.isFloat { return number == 0 || (1e-6...1e12).contains(number) }
        return encoding != .uint64 || bits < 1 << 56
    }

    /// How unlikely other words are to look like the point's, in bits.
    fileprivate func evidence(_ bits: UInt64) -> Int {
        if encoding == .bool { return 1 }
        if !enumeration.isEmpty { return max(1, min(5, width - enumeration.count)) }
        if encoding.isFloat { return range == nil && span == nil ? 4 : 6 }
        guard let limits = span ?? range, let numbers else { return width > 16 ? 2 : 1 }
        let steps = abs(limits.high.double - limits.low.double) / max(1e-18, abs(scale.double))
        let all = Double(numbers.upperBound - numbers.lowerBound)
        var (share, weight) = ((steps + 1) / max(1, all), 1)
        while share < 0.5, weight < 6 { (share, weight) = (share * 2, weight + 1) }
        return weight
    }
}
