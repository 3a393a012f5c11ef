// SPDX-License-Identifier: Apache-2.0

/// Small drawings in SVG, which stand in the page itself.
enum PagePlot {
    private static let size = (width: 110.0, height: 18.0)
    private static let bar = (width: 44.0, height: 50.0)

    /// A line from the left to the right, between the lowest and the highest value.
    static func trend(_ values: [Double?]) -> String {
        let values = values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
        let known = values.compactMap(\.self)
        guard let low = known.min(), let high = known.max() else { return "" }
        // Halves first: the difference of two large numbers may be no number.
        let range = high / 2 - low / 2
        let step = (size.width - 4) / Double(max(1, values.count - 1))
        var runs: [[String]] = [[]]
        for (index, value) in values.enumerated() {
            guard let value else {
                runs.append([])
                continue
            }
            let share = range > 0 ? (value / 2 - low / 2) / range : 0.5
            let y = size.height - 2 - share * (size.height - 4)
            runs[runs.count - 1].append("\(text(2 + Double(index) * step)),\(text(y))")
        }
        let lines = runs.filter { !$0.isEmpty }.map(line).joined()
        return svg(size.width, size.height, lines)
    }

    private static func line(_ points: [String]) -> String {
        // One point alone has no line.
        let all = points.count == 1 ? [points[0], points[0]] : points
        return
            "<polyline fill=\"none\" stroke=\"#000\" stroke-width=\"1\" stroke-linecap=\"round\" "
            + "points=\"\(all.joined(separator: " "))\"/>"
    }

    /// A bar for each, its count above it and its label below it.
    static func bars(_ bars: Page.Bars) -> String {
        let most = max(1, bars.bars.map(\.count).max() ?? 1)
        let parts = bars.bars.enumerated().map { index, one in
            let height = Double(one.count) / Double(most) * bar.height
            let left = Double(index) * bar.width
            let top = 10 + bar.height - height
            let middle = text(left + bar.width / 2)
            let count = one.count == 0 ? "" : "\(one.count)"
            return
                "<rect x=\"\(text(left + 3))\" y=\"\(text(top))\" width=\"\(text(bar.width - 6))\" "
                + "height=\"\(text(height))\" fill=\"#777\"/>"
                + label(count, middle, text(top - 2))
                + label(one.label, middle, text(bar.height + 21))
        }
        let width = Double(bars.bars.count) * bar.width
        let base = text(bar.height + 10)
        let axis =
            "<line x1=\"0\" y1=\"\(base)\" x2=\"\(text(width))\" y2=\"\(base)\" stroke=\"#000\"/>"
        return "<figure>" + svg(width, bar.height + 25, parts.joined() + axis)
            + "<figcaption>\(PageHTML.escaped(bars.title))</figcaption></figure>"
    }

    private static func label(_ words: String, _ x: String, _ y: String) -> String {
        words.isEmpty
            ? ""
            : "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"middle\">\(PageHTML.escaped(words))</text>"
    }

    private static func svg(_ width: Double, _ height: Double, _ content: String) -> String {
        "<svg width=\"\(text(width))\" height=\"\(text(height))\" "
            + "viewBox=\"0 0 \(text(width)) \(text(height))\">\(content)</svg>"
    }

    /// To a tenth, with the sign that SVG wants.
    private static func text(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}
