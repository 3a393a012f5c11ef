// SPDX-License-Identifier: Apache-2.0
internal import Field

/// An archive of plain files in the form of POSIX.1-1988 (ustar), which every tar reads.
struct TarFile {
    private static let block = 512
    /// Of a name; ours are shorter.
    private static let longestName = 100

    private(set) var bytes: [UInt8] = []

    /// `time`: what is written as that of its last change.
    mutating func add(_ name: String, _ content: [UInt8], at time: WallTime) {
        bytes += Self.head(name, content.count, time.milliseconds / 1_000) + content
        bytes += [UInt8](
            repeating: 0, count: (Self.block - content.count % Self.block) % Self.block)
    }

    /// Two blocks of zeros.
    mutating func end() { bytes += [UInt8](repeating: 0, count: 2 * Self.block) }

    private static func head(_ name: String, _ size: Int, _ seconds: Int64) -> [UInt8] {
        var head = [UInt8](repeating: 0, count: block)
        func put(_ text: String, at place: Int) {
            head.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
        }
        put(String(decoding: name.utf8.prefix(longestName), as: UTF8.self), at: 0)
        put("0000644", at: 100)
        put(octal(0, 7), at: 108)
        put(octal(0, 7), at: 116)
        put(octal(Int64(size), 11), at: 124)
        put(octal(max(0, seconds), 11), at: 136)
        put("        0", at: 148)
        put("ustar\u{0}00", at: 257)
        let sum = head.reduce(0) { $0 + Int64($1) }
        put(octal(sum, 6) + "\u{0} ", at: 148)
        return head
    }

    private static func octal(_ number: Int64, _ digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
