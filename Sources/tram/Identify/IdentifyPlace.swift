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
        (self.place, self.unit) = (place, unit)
    }

    /// Whether it is asked over Modbus TCP by the command itself.
    var isHost: Bool { if case .host = place { true } else { false } }

    /// The bus of the service, nil where the command opens the line itself.
    var bus: String? {
        if case .bus(let id) = place { id } else { nil }
    }

    /// The line that the command opens itself. `speed`: of a serial port.
    func link(_ speed: SerialSpeed) -> Link? {
        switch place {
        case .bus: nil
        case .port(let path): .serial(port: path, speed, echo: false)
        case .host(let host, let port): .tcp(host: host, port: port)
        }
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
