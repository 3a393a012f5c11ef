// SPDX-License-Identifier: Apache-2.0

/// What a device says of itself, from the data of its answer to function 43/14 or 17.
package struct DeviceObjects: Hashable, Sendable {
    /// By their numbers, in the answer's order: 0 is the vendor, 1 the product, 2 the revision.
    package private(set) var texts: [(number: UInt8, text: String)] = []
    /// The first of those that did not fit the answer.
    package private(set) var next: UInt8?

    /// Behind the function and 14: code, conformity, whether more follows, from which, how many,
    /// then each object with its number and length. Nil for anything else; what is cut off at the
    /// end is left out.
    package init?(parsing data: [UInt8]) {
        guard data.count >= 5, (1...4).contains(data[0]) else { return nil }
        if data[2] == 0xFF { next = data[3] }
        var at = 5
        for _ in 0..<data[4] {
            guard at + 2 <= data.count, at + 2 + Int(data[at + 1]) <= data.count else { return }
            let end = at + 2 + Int(data[at + 1])
            texts.append((data[at], Self.text(data[at + 2..<end])))
            at = end
        }
    }

    /// What of these bytes people can read, in one line and not longer than other texts of devices.
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        let letters = bytes.map { (0x21...0x7E).contains($0) ? $0 : 0x20 }
        let words = letters.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        return String(words.joined(separator: " ").prefix(TextDecoder.mostBytes))
    }

    package static func == (a: Self, b: Self) -> Bool {
        a.next == b.next && a.texts.elementsEqual(b.texts, by: ==)
    }

    package func hash(into hasher: inout Hasher) {
        for (number, text) in texts { hasher.combine("\(number) \(text)") }
    }
}
