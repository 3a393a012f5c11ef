// SPDX-License-Identifier: Apache-2.0

/// A counter's last good reading in a window that has been told: the next window counts on from
/// it, also in the next process.
package struct CounterReading: Hashable, Sendable {
    package var point: String
    /// As it was read, before its scale.
    package var bits: UInt64
    /// UTC in milliseconds.
    package var at: Int64

    package init(point: String, bits: UInt64, at: Int64) {
        self.point = point
        self.bits = bits
        self.at = at
    }

    /// Counters of one device.
    package static let mostOfDevice = 1_000
}

extension [CounterReading] {
    package var packed: [UInt8] {
        var packer = Packer(room: 16 * count)
        packer.number(UInt64(count))
        for reading in self {
            packer.text(reading.point)
            packer.number(reading.bits)
            packer.signed(reading.at)
        }
        return packer.bytes
    }

    /// nil for bytes that `packed` would not have given.
    package init?(packed bytes: [UInt8]) {
        var unpacker = Unpacker(bytes)
        guard let count = unpacker.count(atMost: CounterReading.mostOfDevice) else { return nil }
        self = []
        for _ in 0..<count {
            guard let point = unpacker.text(), let bits = unpacker.number(),
                let at = unpacker.signed()
            else { return nil }
            append(CounterReading(point: point, bits: bits, at: at))
        }
        if !unpacker.isAtEnd { return nil }
    }
}
