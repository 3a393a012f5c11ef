// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Settings at which damaged answers would begin as they do: of an answer the first three bytes are
/// known, and how they look through our port at each of the settings can be worked out.
struct OtherSettings {
    /// Damaged bytes, and how the answer should have begun.
    typealias Damage = (bytes: [UInt8], header: [UInt8])

    let settings: SerialSpeed
    /// Answers that begin so.
    let hits: Int
    /// The fewest bytes of one that are known.
    let depth: Int

    /// Those that most answers speak for; nil where none does. A beginning of one byte says
    /// nothing, and one that looks the same at our own settings neither.
    static func best(_ damages: [Damage], seenAt own: SerialSpeed) -> Self? {
        Eyepiece.candidates.filter { $0 != own }.compactMap { candidate in
            let depths = damages.compactMap { depth(of: $0, candidate, own) }
            return depths.min().map { Self(settings: candidate, hits: depths.count, depth: $0) }
        }.max { ($0.hits, $0.depth) < ($1.hits, $1.depth) }
    }

    private static func depth(
        of damage: Damage, _ candidate: SerialSpeed, _ own: SerialSpeed
    ) -> Int? {
        let depths = [false, true].compactMap { isHasty -> Int? in
            let eyepiece = Eyepiece(own: own, other: candidate, isHasty: isHasty)
            let view = eyepiece.view(of: damage.header)
            let tells = view.count >= 2 && !view.starts(with: damage.header)
            return tells && damage.bytes.starts(with: view) ? view.count : nil
        }
        return depths.max()
    }
}
