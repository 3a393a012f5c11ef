// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What somebody looks for in the library, as words of either language, with marks or without.
struct ProfileSearch {
    var words: [String] = []
    var `class`: String?
    var quantity: String?
    var vendor: String?

    /// Profiles in whose own words all are found; where there are none, those in the names of
    /// whose points they are found as well.
    func found(in entries: [ProfileShelf.Entry]) -> [ProfileShelf.Entry] {
        let fitting = entries.filter { fits($0.profile) }
        let wanted = words.joined(separator: " ")
        let heads = fitting.filter { Self.has(wanted, Self.head($0.profile)) }
        guard heads.isEmpty else { return heads }
        return fitting.filter {
            Self.has(wanted, Self.head($0.profile) + " " + Self.points($0.profile))
        }
    }

    private func fits(_ profile: Profile) -> Bool {
        let isOfClass = self.class.map { wanted in
            profile.class == wanted
                || Self.has(wanted, Self.className(profile))
        }
        let hasQuantity = quantity.map { wanted in
            profile.points.contains { $0.quantity == wanted }
        }
        let isOfVendor = vendor.map { profile.vendor.folded.contains($0.folded) }
        return isOfClass ?? true && hasQuantity ?? true && isOfVendor ?? true
    }

    /// Whether each word begins one of the text's; a number may also end one, as in a model's name.
    private static func has(_ wanted: String, _ text: String) -> Bool {
        let words = Self.words(text)
        return Self.words(wanted.folded).allSatisfy { word in
            let isNumber = word.allSatisfy(\.isNumber) && word.count > 1
            return words.contains { $0.hasPrefix(word) || isNumber && $0.hasSuffix(word) }
        }
    }

    private static func words(_ text: String) -> [Substring] {
        text.split { !$0.isLetter && !$0.isNumber }
    }

    private static func head(_ profile: Profile) -> String {
        let names = profile.names.map { "\($0.en) \($0.vi)" } ?? ""
        let quantities = Set(profile.points.map(\.quantity)).sorted().joined(separator: " ")
        return "\(profile.id) \(profile.vendor) \(profile.model) \(names) ".folded
            + className(profile) + " " + quantities
    }

    private static func className(_ profile: Profile) -> String {
        let name = DeviceClass.name(of: profile.class)
        return "\(profile.class) \(name?.en ?? "") \(name?.vi ?? "")".folded
    }

    private static func points(_ profile: Profile) -> String {
        profile.points.map { "\($0.name) \($0.names?.en ?? "") \($0.names?.vi ?? "")" }
            .joined(separator: " ").folded
    }
}

extension String {
    /// Small letters without marks, however those were typed.
    var folded: String {
        let marks: ClosedRange<UInt32> = 0x300...0x36F
        let bare = String.UnicodeScalarView(unicodeScalars.filter { !marks.contains($0.value) })
        return String(bare).withoutDiacritics.lowercased()
    }
}
