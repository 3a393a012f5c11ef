// SPDX-License-Identifier: Apache-2.0

/// How one point's readings are summed up over a window, worked out once.
package struct TallyRule: Sendable {
    enum Style: Sendable {
        case gauge(Mean)
        case counter(modulus: Decimal?)
        case state
    }

    let style: Style
    /// Significant digits of a mean.
    let digits: Int

    package var isCounter: Bool { if case .counter = style { true } else { false } }

    package init(_ point: Point) {
        style =
            switch point.kind {
            case .counter: .counter(modulus: point.modulus)
            case .state, .text: .state
            case .gauge: point.encoding == .bool ? .state : .gauge(point.averaging)
            }
        digits = point.encoding.bytes == 8 ? Value.float64Digits : Value.float32Digits
    }
}
