// SPDX-License-Identifier: Apache-2.0
package import Field

/// How fast characters travel on a simulated serial line. A pseudo-terminal knows no speed: we
/// write as slowly as a line would.
package struct Pace: Hashable, Sendable {
    /// Characters are written together while they end within so much time: waking up for each of
    /// 115,200 baud would cost more than the line is worth.
    static let grain = Nanoseconds.milliseconds(1)

    package let baud: Int
    /// 10 in 8N1, 11 in 8E1 and 8N2.
    package let bitsPerCharacter: Int

    package init(baud: Int, bitsPerCharacter: Int) {
        precondition(baud > 0 && bitsPerCharacter > 0)
        self.baud = baud
        self.bitsPerCharacter = bitsPerCharacter
    }

    /// The pace of a line's settings.
    package init(_ speed: SerialSpeed) {
        let mode = speed.mode
        let parity = mode.parity == .none ? 0 : 1
        self.init(baud: speed.baud, bitsPerCharacter: 1 + mode.dataBits + parity + mode.stopBits)
    }

    /// The time that characters take, rounded up.
    package func time(_ characters: Int) -> Nanoseconds {
        let bits = Int64(characters) * Int64(bitsPerCharacter)
        return Nanoseconds((bits * 1_000_000_000 + Int64(baud) - 1) / Int64(baud))
    }

    /// How many characters have ended in a time.
    func characters(in time: Nanoseconds) -> Int {
        Int(max(0, time.count) * Int64(baud) / (Int64(bitsPerCharacter) * 1_000_000_000))
    }

    /// Between two frames: 3.5 characters, 1.75 ms above 19,200 baud.
    var silence: Nanoseconds {
        baud > 19_200 ? .microseconds(1_750) : time(7) / 2
    }
}
