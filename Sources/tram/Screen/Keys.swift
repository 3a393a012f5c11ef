// SPDX-License-Identifier: Apache-2.0

/// A key that means something to a full screen.
enum Key: Hashable {
    /// A printable character of ASCII, as typed.
    case letter(Character)
    case up, down, pageUp, pageDown, home, end
    case tab, backTab
    case escape
    /// Ctrl-C.
    case interrupt
    /// Ctrl-Z.
    case suspend
    /// Ctrl-L: draw everything again.
    case redraw
}

/// Makes keys of the bytes that a terminal sends. Sequences may come in pieces; what is none that
/// it knows is passed over, and nothing that comes makes it grow.
struct Keys {
    private enum State {
        case ground
        case escaped
        /// Behind ESC [ or ESC O: its parameter's bytes so far.
        case sequence([UInt8])
    }

    /// Parameters of a sequence; a longer one is none.
    private static let longest = 16

    private var state = State.ground

    /// Whether an ESC has come that may be a key or the beginning of a sequence: see `rest`.
    var isUndecided: Bool {
        if case .escaped = state { return true }
        return false
    }

    /// The keys in what has come.
    mutating func take(_ bytes: some Sequence<UInt8>) -> [Key] {
        bytes.compactMap { take($0) }
    }

    /// Nothing has followed for a while: an ESC that waits was the key.
    mutating func rest() -> Key? {
        defer { state = .ground }
        return isUndecided ? .escape : nil
    }

    private mutating func take(_ byte: UInt8) -> Key? {
        switch state {
        case .ground: return ground(byte)
        case .escaped:
            if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") {
                state = .sequence([])
                return nil
            }
            // Two keys were typed quickly, or Alt with a letter: the second stands for itself.
            state = .ground
            return ground(byte)
        case .sequence(let parameters):
            if (0x20..<0x40).contains(byte), parameters.count < Self.longest {
                state = .sequence(parameters + [byte])
                return nil
            }
            state = .ground
            // ESC within a sequence begins another one.
            return byte == 0x1B ? ground(byte) : Self.key(byte, parameters)
        }
    }

    private mutating func ground(_ byte: UInt8) -> Key? {
        switch byte {
        case 0x03: return .interrupt
        case 0x09: return .tab
        case 0x0C: return .redraw
        case 0x1A: return .suspend
        case 0x1B:
            state = .escaped
            return nil
        case 0x20..<0x7F: return .letter(Character(Unicode.Scalar(byte)))
        default: return nil
        }
    }

    private static func key(_ final: UInt8, _ parameters: [UInt8]) -> Key? {
        switch final {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "Z"): .backTab
        case UInt8(ascii: "~"):
            switch parameters {
            case Array("1".utf8), Array("7".utf8): .home
            case Array("4".utf8), Array("8".utf8): .end
            case Array("5".utf8): .pageUp
            case Array("6".utf8): .pageDown
            default: nil
            }
        default: nil
        }
    }
}
