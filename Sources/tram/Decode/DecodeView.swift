// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What registers may hold, for people and for scripts.
struct DecodeView {
    let input: DecodeInput
    let range: ExpectedRange?
    let solver: Solver

    /// Rows that a glance takes in.
    private static let mostRows = 20
    /// Registers that the first line shows.
    private static let mostWords = 8

    /// A range that nothing is in.
    var isTrouble: Bool { range != nil && solver.expected == 0 }

    func lines(_ width: Int, _ language: Language, all: Bool) -> [String] {
        let shown = all ? solver.readings : Array(solver.readings.prefix(usual))
        let heads = Text(
            en: "REG|VALUE|IN A PROFILE", vi: "REG|GIÁ TRỊ|GHI TRONG HỒ SƠ")(language)
            .split(separator: "|").map(String.init)
        let rows = [heads] + shown.map { Self.cells($0, language) }
        let columns = (0...1).map { column in
            rows.reduce(0) { max($0, $1[column].columns) }
        }
        let value = min(columns[1], max(16, width - columns[0] - 48))
        return head(language).wrapped(columns: width)
            + rows.map { cells in
                [
                    TableColumns.left(cells[0], columns[0]), TableColumns.left(cells[1], value),
                    cells[2],
                ].joined(separator: "  ").withoutTail
            } + foot(shown.count, language).wrapped(columns: width)
    }

    /// Rows without `--all`: what was expected, else the likeliest.
    private var usual: Int {
        let count = solver.expected > 0 ? solver.expected : solver.readings.count
        return min(count, Self.mostRows)
    }

    private func head(_ language: Language) -> String {
        let count = input.words.count
        let what =
            input.frame?.text
            ?? Text(en: count.of("register"), vi: "\(count) thanh ghi")
        let words = input.words.prefix(Self.mostWords).map(ReadView.hex).joined(separator: " ")
        return "\(what(language)): \(words)\(count > Self.mostWords ? " …" : "")"
    }

    private static func cells(_ reading: RegisterReading, _ language: Language) -> [String] {
        let range = reading.registers
        let last = range.count == 1 ? "" : "-\(range.upperBound - 1)"
        let value =
            switch reading.content {
            case .number(let value): ReadView.text(value, language)
            case .text(let text): text.quoted
            case .bits(let bits):
                "bit " + bits.map { "\($0)" }.joined(separator: " ")
            }
        return ["\(reading.first)\(last)", value, reading.snippet]
    }

    private func foot(_ shown: Int, _ language: Language) -> String {
        let (count, fitting) = (solver.readings.count, solver.expected)
        let more =
            shown < count
            ? Text(en: "; --all shows all", vi: "; --all để xem tất cả")(language) : ""
        guard let range else {
            return Text(en: count.of("reading"), vi: "\(count) cách đọc")(language) + more
        }
        guard fitting > 0 else {
            return Text(
                en: "nothing is within \(range.text): is it this register, and this unit?",
                vi: "không giá trị nào nằm trong \(range.text): có đúng thanh ghi và đơn vị không?"
            )(language) + more
        }
        return Text(
            en: "\(fitting) of \(count.of("reading")) \(fitting == 1 ? "is" : "are") within "
                + range.text,
            vi: "\(fitting) trong \(count) cách đọc nằm trong \(range.text)")(language) + more
    }

    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("words")
        writer.beginArray()
        for word in input.words { writer.integer(word) }
        writer.endArray()
        if let range {
            writer.key("expect")
            writer.beginArray()
            writer.value(.decimal(range.limits.low))
            writer.value(.decimal(range.limits.high))
            writer.endArray()
        }
        writer.key("readings")
        writer.beginArray()
        for reading in solver.readings { writer.reading(reading) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension JSONWriter {
    fileprivate mutating func reading(_ reading: RegisterReading) {
        beginObject()
        member("register", reading.first)
        member("count", reading.registers.count)
        key("value")
        switch reading.content {
        case .number(let value): self.value(value)
        case .text(let text): string(text)
        case .bits(let bits):
            beginArray()
            for bit in bits { integer(bit) }
            endArray()
        }
        key("expected")
        bool(reading.isExpected)
        member("as", reading.point.encoding.rawValue)
        member("order", reading.point.order.letters)
        key("scale")
        value(.decimal(reading.point.scale))
        member("snippet", reading.snippet)
        endObject()
    }
}
