// SPDX-License-Identifier: Apache-2.0

/// What to subscribe to, checked and made ready for the library.
struct Filter: Sendable {
    /// Filters of one subscription.
    static let most = 64

    /// With the final NUL.
    let characters: [CChar]

    private init(_ text: String) throws(HubFault) {
        guard Self.isValid(text) else { throw .unusable(text) }
        characters = text.utf8.map(CChar.init(bitPattern:)) + [0]
    }

    /// All of them, or the first that MQTT does not know.
    static func list(_ texts: [String]) throws(HubFault) -> [Self] {
        guard texts.count <= most else { throw .unusable("\(texts.count)") }
        var filters: [Self] = []
        for text in texts { filters.append(try Self(text)) }
        return filters
    }

    /// `+` is a whole level, `#` the last one.
    private static func isValid(_ text: String) -> Bool {
        guard 1...Topic.longest ~= text.utf8.count, text.utf8.allSatisfy({ $0 >= 0x20 }) else {
            return false
        }
        let levels = text.split(separator: "/", omittingEmptySubsequences: false)
        return levels.enumerated().allSatisfy { index, level in
            switch level {
            case "+": true
            case "#": index == levels.count - 1
            default: !level.contains("+") && !level.contains("#")
            }
        }
    }
}
