// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field

/// The devices that a command line asks for: `eastron-sdm120 xy-md02=5 ./mine.yaml`.
struct Roster {
    struct Entry {
        let id: String
        let unit: UInt8
        let profile: Profile
        /// Where a profile lies that is not in the library.
        let directory: String?
    }

    /// Unit ids of devices on a serial line.
    static let units: ClosedRange<UInt8> = 1...247

    private(set) var entries: [Entry] = []

    init(_ words: [String], _ directories: [String]) throws(SimulateFault) {
        var catalogue = Catalogue(directories: directories)
        let wanted = words.map(Wish.init)
        var taken: Set<UInt8> = []
        for wish in wanted {
            guard let word = wish.unit else { continue }
            guard let unit = UInt8(word), Self.units.contains(unit), taken.insert(unit).inserted
            else { throw .unit(word) }
        }
        for wish in wanted {
            let profile = try Self.profile(wish.name, &catalogue)
            let free = Self.units.first { !taken.contains($0) }
            guard let unit = wish.unit.flatMap({ UInt8($0) }) ?? free else {
                throw .unit(wish.name)
            }
            taken.insert(unit)
            entries.append(
                Entry(
                    id: unused(profile.id), unit: unit, profile: profile,
                    directory: wish.directory))
        }
    }

    /// The profile's name as far as an id may go, numbered where there are several.
    private func unused(_ name: String) -> String {
        let taken = Set(entries.map(\.id))
        let count = entries.count { $0.profile.id == name }
        let numbers = (count == 0 ? [""] : []) + (2...512).map { "-\($0)" }
        let names = numbers.lazy.map { Self.id(name, $0) }
        return names.first { !taken.contains($0) } ?? name
    }

    private static func id(_ name: String, _ number: String) -> String {
        var start = name.prefix(Level.length - number.utf8.count)
        while start.last == "-" { start.removeLast() }
        return start + number
    }

    private static func profile(
        _ name: String, _ catalogue: inout Catalogue
    ) throws(SimulateFault) -> Profile {
        let outcome = Wish.isPath(name) ? Reader.profile(at: name) : catalogue.profile(name)
        guard let outcome else {
            throw .unknownProfile(
                name, nearest: nearest(name, of: catalogue.ids), isAnyThere: !catalogue.ids.isEmpty)
        }
        guard let profile = outcome.value else {
            throw .brokenProfile(.broken(profile: name, outcome))
        }
        return profile
    }
}

/// One word of the command line.
struct Wish {
    let name: String
    let unit: String?

    init(_ word: String) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        name = String(parts[0])
        unit = parts.count == 2 ? String(parts[1]) : nil
    }

    /// Whether a word of the command line names a file.
    static func isFile(_ word: String) -> Bool { isPath(Wish(word).name) }

    static func isPath(_ name: String) -> Bool { name.contains("/") || name.hasSuffix(".yaml") }

    var directory: String? {
        guard Self.isPath(name) else { return nil }
        return name.lastIndex(of: "/").map { String(name[..<$0]) } ?? "."
    }
}
