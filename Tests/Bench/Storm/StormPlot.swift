// SPDX-License-Identifier: Apache-2.0

/// Attempts in each second, as rows of text and as a drawing.
struct StormPlot {
    private let attempts: [Int]

    init(_ attempts: [Int]) { self.attempts = attempts }

    /// Seconds in one row; what is shown is the busiest of them.
    private static let seconds = 3
    /// Attempts for one mark.
    private static let mark = 3

    var lines: [String] {
        stride(from: 0, to: attempts.count, by: Self.seconds).map { start in
            let most = attempts[start...].prefix(Self.seconds).max() ?? 0
            let bar = String(repeating: "#", count: (most + Self.mark - 1) / Self.mark)
            return "\(Self.right(start, 4)) s \(Self.right(most, 5))  \(bar)"
        }
    }

    private static func right(_ number: Int, _ width: Int) -> String {
        let text = "\(number)"
        return String(repeating: " ", count: max(0, width - text.utf8.count)) + text
    }

    /// An SVG with a bar for each second and a line at what is allowed.
    var drawing: String {
        let (wide, high, limit) = (6, 180, StormBench.mostAttempts)
        let width = attempts.count * wide
        let bars = attempts.enumerated().map { second, count in
            """
            <rect x="\(second * wide)" y="\(high - count)" width="\(wide - 1)" height="\(count)"/>
            """
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="-30 0 \(width + 40) \(high + 24)" \
            font-family="sans-serif" font-size="10">
            <title>Attempts in each second after the hub was lost</title>
            <g fill="#2a6f97">
            \(bars.joined(separator: "\n"))
            </g>
            <path d="M0 \(high - limit)H\(width)" stroke="#b00020" stroke-dasharray="4 3"/>
            <path d="M0 \(high)H\(width)" stroke="#444"/>
            <text x="-26" y="\(high - limit + 4)">\(limit)</text><text x="-8" y="\(high)">0</text>
            \(seconds(wide, high))
            </svg>

            """
    }

    private func seconds(_ wide: Int, _ high: Int) -> String {
        stride(from: 0, through: attempts.count, by: 30).map {
            "<text x=\"\($0 * wide)\" y=\"\(high + 14)\">\($0) s</text>"
        }.joined(separator: "\n")
    }
}
