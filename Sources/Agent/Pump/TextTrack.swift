// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What one device says it is: its texts, as far as they were read.
struct TextTrack: Sendable {
    private let plan: TextPlan
    private var values: [String?]

    init(_ plan: TextPlan) {
        self.plan = plan
        values = plan.texts.map { _ in nil }
    }

    /// Takes a text's words; whether they say something else than what was known. Words that are no
    /// text say nothing, and what was known before is not any more.
    mutating func take(_ words: [UInt16], _ index: Int) -> Bool {
        guard plan.texts.indices.contains(index) else { return false }
        let value = plan.texts[index].decoder?.text(words)
        defer { values[index] = value }
        return value != values[index]
    }

    /// What `meta` says: the serial number, and all other texts under their names.
    var own: MetaRecord.Own {
        var own = MetaRecord.Own()
        for (text, value) in zip(plan.texts, values) {
            guard let value else { continue }
            if own.serial == nil, text.isSerial {
                own.serial = value
            } else {
                own.texts.append((text.name, value))
            }
        }
        return own
    }
}

/// The texts of a profile.
///
/// A class, because all its devices share it.
final class TextPlan: Sendable {
    struct Text: Sendable {
        let name: String
        let decoder: TextDecoder?
        /// Whether it is the number that its maker gave the device.
        let isSerial: Bool
    }

    let texts: [Text]

    init(_ points: [Point]) {
        texts = points.map { point in
            Text(
                name: point.name, decoder: TextDecoder(point),
                isSerial: point.quantity == "serial" || point.name == "serial")
        }
    }
}
