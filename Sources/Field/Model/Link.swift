// SPDX-License-Identifier: Apache-2.0

/// Bits of a character on a serial line, written `8N1`.
package struct SerialMode: Hashable, Sendable {
    package enum Parity: Character, CaseIterable, Sendable {
        case none = "N"
        case even = "E"
        case odd = "O"
    }

    package var dataBits: Int
    package var parity: Parity
    package var stopBits: Int

    package static let standard = Self(dataBits: 8, parity: .none, stopBits: 1)

    package init(dataBits: Int, parity: Parity, stopBits: Int) {
        self.dataBits = dataBits
        self.parity = parity
        self.stopBits = stopBits
    }

    /// `8N1`, `8E1`, `8O1`, `8N2`, …: RTU needs eight data bits.
    package init?(_ text: String) {
        let letters = Array(text)
        guard letters.count == 3, letters[0] == "8", let parity = Parity(rawValue: letters[1]),
            letters[2] == "1" || letters[2] == "2"
        else { return nil }
        self.init(dataBits: 8, parity: parity, stopBits: letters[2] == "1" ? 1 : 2)
    }

    package var text: String { "\(dataBits)\(parity.rawValue)\(stopBits)" }

    /// Bits of one character with its start bit: 10 in 8N1, 11 in 8E1 and 8N2.
    package var bitsPerCharacter: Int { 1 + dataBits + (parity == .none ? 0 : 1) + stopBits }
}

/// How fast and in what form characters travel.
package struct SerialSpeed: Hashable, Sendable {
    /// The speeds that a serial port may be set to.
    package static let bauds = [
        300, 600, 1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800,
        921_600,
    ]

    package var baud: Int
    package var mode: SerialMode

    package init(baud: Int = 9_600, mode: SerialMode = .standard) {
        self.baud = baud
        self.mode = mode
    }

    /// The time that a number of characters takes on the line, rounded up.
    package func time(characters: Int) -> Nanoseconds {
        let bits = Int64(characters * mode.bitsPerCharacter)
        return Nanoseconds((bits * 1_000_000_000 + Int64(baud) - 1) / Int64(baud))
    }

    /// The silence between frames, 3.5 characters; fixed at 1.75 ms above 19,200 baud
    /// (Modbus over Serial Line V1.02, section 2.5.1.1).
    package var silence: Nanoseconds {
        baud > 19_200 ? .microseconds(1_750) : Nanoseconds((time(characters: 7).count + 1) / 2)
    }
}

/// How a line is reached.
package enum Link: Hashable, Sendable {
    /// Modbus RTU on a serial port.
    case serial(port: String, SerialSpeed, echo: Bool)
    /// Modbus TCP.
    case tcp(host: String, port: UInt16)
    /// RTU frames through a serial-to-Ethernet converter; the speed is that of its serial side.
    case rtuOverTCP(host: String, port: UInt16, SerialSpeed)

    /// The host and port, or the serial port's path.
    package var address: String {
        switch self {
        case .serial(let port, _, _): port
        case .tcp(let host, let port), .rtuOverTCP(let host, let port, _):
            host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }
}
