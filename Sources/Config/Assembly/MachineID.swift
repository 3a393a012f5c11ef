// SPDX-License-Identifier: Apache-2.0
internal import Host

/// What else is to know the machine again is bound to it by this.
package enum MachineBinding {
    /// A digest that no other machine has and that tells nobody its id; empty where the machine has
    /// none.
    package static func read(_ file: String = "/etc/machine-id") -> [UInt8] {
        MachineID(file: file)?.binding ?? []
    }
}

/// The machine's own identity (machine-id(5)), which must not leave it as it is.
struct MachineID {
    /// Ours, so that nobody can tell that our id and another program's are of one machine.
    private static let application: [UInt8] = [
        0xF5, 0x4E, 0xFC, 0xCA, 0xF9, 0xCF, 0x49, 0xA3, 0x94, 0xEF, 0xF7, 0xDB, 0xD6, 0x46, 0xF2,
        0x94,
    ]

    private let bytes: [UInt8]

    /// Nil unless the file holds 32 hex digits, as it does on a machine that has been set up.
    init?(file: String) {
        do throws(SystemFault) {
            guard case .bytes(let text) = try File.read(file, atMost: 64) else { return nil }
            self.init(hex: String(decoding: text, as: UTF8.self))
        } catch {
            return nil
        }
    }

    /// 32 hex digits, with or without the end of the line.
    init?(hex: String) {
        let digits = hex.last == "\n" ? hex.dropLast() : hex[...]
        guard digits.utf8.count == 32, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
            let number = UInt128(digits, radix: 16), number != 0
        else { return nil }
        bytes = (0..<16).map { UInt8(truncatingIfNeeded: number >> UInt128(120 - $0 * 8)) }
    }

    /// `gw-` and 12 hex digits of an application-specific hash: the first of what
    /// `systemd-id128 machine-id --app-specific=…` prints for our application.
    var gatewayID: String {
        "gw-" + Digest.hex(Digest.hmac(Self.application, key: bytes).prefix(6))
    }

    /// The whole of the same hash over another name of ours.
    fileprivate var binding: [UInt8] {
        Digest.hmac(Self.application + Array("spool".utf8), key: bytes)
    }
}
