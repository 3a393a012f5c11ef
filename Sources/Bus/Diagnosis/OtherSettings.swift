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
    /// Whether no other baud or parity fits as many.
    var isSettled = false

    /// Those that most answers speak for; nil where none does. A beginning of one byte says
    /// nothing, and one that looks the same at our own settings neither.
    static func best(_ damages: [Damage], seenAt own: SerialSpeed) -> Self? {
        let all = Eyepiece.candidates.filter { $0 != own }.compactMap { candidate -> Self? in
            let depths = damages.compactMap { depth(of: $0, candidate, own) }
            return depths.min().map { Self(settings: candidate, hits: depths.count, depth: $0) }
        }
        var best = all.max { ($0.hits, $0.depth) < ($1.hits, $1.depth) }
        if let found = best {
            best?.isSettled = all.allSatisfy {
                $0.hits < found.hits || $0.settings.looksLike(found.settings)
            }
        }
        return best
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

extension SerialSpeed {
    /// Stop bits are no difference to a receiver.
    fileprivate func looksLike(_ other: Self) -> Bool {
        baud == other.baud && mode.parity == other.mode.parity
    }
}
