// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A device of which more is to be told than a record may hold: consumers need take no longer one,
/// and a meta cannot come in parts.
package struct LongMeta: Hashable, Sendable {
    package let device: String
    package let points: Int
    /// Of its meta, whatever its texts say.
    package let bytes: Int

    /// The most bytes of a record (JSON, UTF-8).
    package static let byteLimit = 64 * 1_024

    /// nil where it fits.
    init?(_ device: Device, _ meta: MetaRecord) {
        let bytes = meta.payload.count + Self.mostBytes(of: device.texts)
        guard bytes > Self.byteLimit else { return nil }
        (self.device, points, self.bytes) = (device.id, device.points.count, bytes)
    }

    /// What texts add at most: a printable character takes two bytes where it is escaped.
    private static func mostBytes(of texts: [Point]) -> Int {
        if texts.isEmpty { return 0 }
        return texts.reduce(#","texts":{}"#.utf8.count) { sum, text in
            let key = JSONWriter.encoded(key: text.name)
            return sum + key.count + 2 * TextDecoder.mostBytes + "\"\",".utf8.count
        }
    }
}
