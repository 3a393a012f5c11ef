// SPDX-License-Identifier: Apache-2.0
internal import Config

/// Takes every known secret out of what is handed on: as it is, in hexadecimal digits, in base64,
/// with percent signs or other escapes, in capitals or not.
struct Scrubber {
    /// What is shorter would be found everywhere.
    static let leastSecret = 4
    /// Taking something out may bring other things together: it is looked again.
    private static let mostPasses = 4

    /// How what was taken out is shown.
    enum Mask {
        case marker
        /// A zero for each digit, so that the rest can still be read by programs.
        case zeros
    }

    /// In small letters.
    private struct Secret: Hashable {
        let bytes: [UInt8]
        /// Whether it counts only where no longer word has it in it.
        let isWord: Bool
    }

    /// By their first two bytes.
    private let secrets: [Int: [Secret]]
    let count: Int

    /// `whole`: what is taken out where it is a word of its own.
    init(_ words: some Sequence<String>, whole: Set<String> = []) {
        let all = Self.all(words, false)
        let others = Self.all(whole, true).filter { other in
            !all.contains(Secret(bytes: other.bytes, isWord: false))
        }
        count = all.count + others.count
        secrets = Dictionary(grouping: all.union(others)) { Self.key($0.bytes[0], $0.bytes[1]) }
    }

    private static func all(_ words: some Sequence<String>, _ isWord: Bool) -> Set<Secret> {
        Set(
            words.filter { $0.utf8.count >= leastSecret }
                .map { Secret(bytes: $0.utf8.map(small), isWord: isWord) })
    }

    /// The text without secrets, and how many places were taken out; nil where some stay.
    func cleaned(_ text: [UInt8], _ mask: Mask = .marker) -> (bytes: [UInt8], count: Int)? {
        var (bytes, removed) = (text, 0)
        for _ in 0..<Self.mostPasses {
            let places = places(in: bytes, mask)
            if places.isEmpty { return (bytes, removed) }
            removed += places.count
            bytes = Self.without(places, bytes, mask)
        }
        return nil
    }

    // MARK: Looking

    /// Where secrets stand, in order and apart.
    private func places(in text: [UInt8], _ mask: Mask) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for view in [.plain(text), .unescaped(text)] + ScrubView.base64(text) {
            look(in: view, mask, &found)
        }
        let runs = mask == .zeros ? CaptureFile.runs(text) : ScrubView.hexadecimalRuns(text)
        for view in ScrubView.hexadecimal(text, runs) {
            look(in: view, mask, &found)
        }
        return Self.merged(found)
    }

    private func look(in view: ScrubView, _ mask: Mask, _ found: inout [Range<Int>]) {
        let bytes = view.bytes.map(Self.small)
        guard bytes.count >= Self.leastSecret else { return }
        var cuts = Self.cuts(bytes)[...]
        for start in 0...(bytes.count - Self.leastSecret) {
            guard let near = secrets[Self.key(bytes[start], bytes[start + 1])] else { continue }
            cuts = cuts.drop { $0 < start + Self.leastSecret }
            for secret in near {
                guard let end = Self.end(of: secret, bytes, start, cuts.first) else { continue }
                found += Self.ranges(of: start..<end, view, mask)
            }
        }
    }

    /// Where a secret that begins here ends; nil where there is none. In front of an ellipsis its
    /// beginning is enough: a long one is told with its end cut off.
    private static func end(
        of secret: Secret, _ bytes: [UInt8], _ start: Int, _ cut: Int?
    ) -> Int? {
        if secret.isWord, start > 0, isOfWord(bytes[start - 1]) { return nil }
        let end = start + secret.bytes.count
        if bytes[start...].starts(with: secret.bytes) {
            return secret.isWord && end < bytes.count && isOfWord(bytes[end]) ? nil : end
        }
        guard let cut, cut < end, secret.bytes.starts(with: bytes[start..<cut]) else { return nil }
        return cut
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
            || [0x2D, 0x5F].contains(byte)
    }

    /// Where ellipses stand.
    private static func cuts(_ bytes: [UInt8]) -> [Int] {
        let ellipsis = Array("…".utf8)
        return bytes.indices.filter {
            bytes[$0] == ellipsis[0] && bytes[$0...].starts(with: ellipsis)
        }
    }

    private static func key(_ one: UInt8, _ other: UInt8) -> Int { Int(one) << 8 | Int(other) }

    private static func small(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    /// What of the text belongs to these bytes: all from the first to the last, but of digits only
    /// themselves, as the pieces of an answer are lines of their own.
    private static func ranges(
        of bytes: Range<Int>, _ view: ScrubView, _ mask: Mask
    ) -> [Range<Int>] {
        let all = bytes.map { view.starts[$0]..<view.ends[$0] }
        guard mask == .marker, let first = all.map(\.lowerBound).min(),
            let last = all.map(\.upperBound).max()
        else { return all }
        return [first..<last]
    }

    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] =
                    last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    // MARK: Taking out

    private static func without(
        _ places: [Range<Int>], _ text: [UInt8], _ mask: Mask
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        var start = 0
        for place in places {
            bytes += text[start..<place.lowerBound]
            switch mask {
            case .marker: bytes += Array(Excerpt.marker.utf8)
            case .zeros: bytes += [UInt8](repeating: UInt8(ascii: "0"), count: place.count)
            }
            start = place.upperBound
        }
        return bytes + text[start...]
    }
}

extension CaptureFile {
    /// Places of the digits in a capture's text. Pieces of one direction belong together: an answer
    /// may have come in several.
    static func runs(_ text: [UInt8]) -> [[Int]] {
        var runs: [[Int]] = []
        var last = ""
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
            let quotes = text[start..<end].indices.filter { text[$0] == UInt8(ascii: "\"") }
            if text[start] == UInt8(ascii: "["), quotes.count == 4 {
                let kind = String(decoding: text[quotes[0]..<quotes[1]], as: UTF8.self)
                let digits = Array(quotes[2] + 1..<quotes[3]).filter {
                    ScrubView.isHexadecimal(text[$0])
                }
                if kind == last {
                    runs[runs.count - 1] += digits
                } else {
                    runs.append(digits)
                }
                last = kind
            }
            start = end + 1
        }
        return runs
    }
}
