// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Which unit is to be identified, as it was written: a place of `tram scan`, a colon, a unit id.
struct IdentifyPlace: Hashable {
    let place: ScanPlace
    let unit: UInt8

    init?(_ word: String) {
        // Names of ports have colons of their own; the last one parts them from the unit.
        guard let colon = word.lastIndex(of: ":"), colon > word.startIndex,
            let unit = UInt8(word[word.index(after: colon)...]),
            let place = ScanPlace(String(word[..<colon]))
        else { return nil }
        self.init(place, unit)
    }

    init(_ place: ScanPlace, _ unit: UInt8) { (self.place, self.unit) = (place, unit) }

    /// As it is meant with these options; nil where it was written wrongly.
    init?(_ word: String, _ line: LineOptions) throws {
        guard let written = Self(word) else { return nil }
        self.init(try line.place(written.place), written.unit)
    }

    /// Whether it is asked over TCP by the command itself.
    var isHost: Bool {
        switch place {
        case .host, .converter: true
        case .bus, .port: false
        }
    }

    /// The bus of the service, nil where the command opens the line itself.
    var bus: String? {
        if case .bus(let id) = place { id } else { nil }
    }
}

extension Identification {
    /// Of the profiles of a shelf, with as many first questions as the way to the unit bears.
    init(_ shelf: ProfileShelf, unit: UInt8, at place: IdentifyPlace) {
        self.init(
            shelf.entries.map(\.profile), unit: unit,
            greetings: place.isHost ? Self.mostOverTCP : Self.mostGreetings)
    }
}
