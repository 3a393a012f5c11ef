// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A register that tells the device from others: what stands there never changes.
struct SimulatedMark: Sendable {
    private enum Content: Sendable {
        case number(Double)
        case words(String)
    }

    let writer: PointWriter
    /// Where its profile has it.
    let place: Point
    private let content: Content
    /// Whether a point of the profile that lies there shows the same.
    let isExact: Bool

    /// Nil for what is no register.
    init?(_ mark: IdentityMark, unit: UInt8) {
        guard case .register(let point, let sign) = mark else { return nil }
        (writer, place) = (PointWriter(point), point)
        switch sign {
        case .codes(let codes): (content, isExact) = (.number(Double(codes.first ?? 0)), true)
        case .ownUnit: (content, isExact) = (.number(Double(unit)), true)
        case .text(let text): (content, isExact) = (.words(text), true)
        case .range(let limits):
            let ends = [limits.low, limits.high].map(PointWriter.number)
            (content, isExact) = (.number((ends[0] + ends[1]) / 2), false)
        }
    }

    func show(_ registers: inout Registers) {
        switch content {
        case .number(let number): writer.put(number, &registers)
        case .words(let words): writer.put(words, &registers)
        }
    }

    /// What a point that lies there shows, in its unit; nil for words, and where it may change.
    func value(of point: Point) -> Double? {
        guard isExact, case .number(let number) = content else { return nil }
        return number * PointWriter.number(point.scale) + PointWriter.number(point.offset)
    }
}

extension SelfPortrait {
    /// What a device of this profile says of itself.
    init(_ profile: Profile) {
        self.init()
        for mark in profile.marks {
            switch mark {
            case .serverID(let text): serverID = [0] + Array(text.utf8) + [0xFF]
            case .object(let number, let text): objects.append((number, text))
            case .register, .models: continue
            }
        }
        objects.sort { $0.number < $1.number }
    }
}
