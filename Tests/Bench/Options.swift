// SPDX-License-Identifier: Apache-2.0

/// `--name value` pairs of a command line, taken out one by one.
struct Options {
    struct Mistake: Error {
        var text: String
    }

    private var values: [String: String] = [:]

    init(_ words: [String]) throws(Mistake) {
        var rest = words[...]
        while let name = rest.popFirst() {
            guard name.hasPrefix("--"), let value = rest.popFirst() else {
                throw Mistake(text: "\(name): an option is --NAME VALUE")
            }
            values[String(name.dropFirst(2))] = value
        }
    }

    mutating func text(_ name: String) -> String? { values.removeValue(forKey: name) }

    mutating func number(_ name: String, _ range: ClosedRange<Int>) throws(Mistake) -> Int? {
        guard let text = text(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw Mistake(text: "--\(name): a number from \(range.lowerBound)")
        }
        return number
    }

    /// One of a few words.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, of words: Word.Type
    ) throws(Mistake) -> Word? {
        guard let text = text(name) else { return nil }
        guard let word = Word(rawValue: text) else {
            let all = words.allCases.map(\.rawValue).joined(separator: ", ")
            throw Mistake(text: "--\(name): one of \(all)")
        }
        return word
    }

    /// Nobody wants what is left.
    func end() throws(Mistake) {
        if let name = values.keys.min() { throw Mistake(text: "no option --\(name)") }
    }
}
