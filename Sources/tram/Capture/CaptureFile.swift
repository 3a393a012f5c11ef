// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field

/// What the service kept of a bus, as a file has it: a line that says of what, then a line for each
/// piece, `[1795215192692.125,"sent","0103…"]`.
struct CaptureFile {
    private var head: String?
    private var records: [JSON] = []

    /// One of the service's answers.
    mutating func add(_ page: JSON) {
        if head == nil { head = Self.head(page) }
        for case .array(let record) in page["records"]?.array ?? [] {
            records.append(.array(Array(record.dropFirst())))
        }
    }

    private static func head(_ page: JSON) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("tram-capture", 1)
        for key in ["bus", "link", "address", "mode"] {
            if let word = page[key]?.string { writer.member(key, word) }
        }
        if let baud = page["baud"]?.integer { writer.member("baud", baud) }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// Milliseconds UTC of a piece.
    private static func time(_ record: JSON) -> Double { record.array?.first?.double ?? 0 }

    func hasReached(_ time: Int64) -> Bool {
        records.last.map { Self.time($0) >= Double(time) } ?? false
    }

    mutating func keep(last length: Nanoseconds) {
        guard let end = records.last.map(Self.time) else { return }
        let start = end - Double(length.count) / 1e6
        records.removeAll { Self.time($0) < start }
    }

    var text: String {
        ([head].compactMap(\.self) + records.map(\.pretty)).map { $0 + "\n" }.joined()
    }

    func summary(_ bus: String, _ path: String) -> Text {
        let times = [records.first, records.last].compactMap { $0.map(Self.time) }
        let seconds = Int(((times.last ?? 0) - (times.first ?? 0)) / 1_000)
        return Text(
            en: "\(bus): \(records.count.of("piece")) of \(seconds) s in \(path)",
            vi: "\(bus): \(records.count) mẩu trong \(seconds) giây, lưu vào \(path)")
    }
}
