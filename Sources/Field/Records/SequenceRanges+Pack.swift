// SPDX-License-Identifier: Apache-2.0

extension SequenceRanges {
    /// Ranges that are read of one set.
    package static let mostPacked = 4_096

    /// A few bytes a range: each end is told from the one before it.
    package var packed: [UInt8] {
        var packer = Packer()
        pack(into: &packer)
        return packer.bytes
    }

    /// nil for bytes that `packed` would not have given.
    package init?(packed bytes: [UInt8]) {
        var unpacker = Unpacker(bytes)
        guard let ranges = Self(from: &unpacker), unpacker.isAtEnd else { return nil }
        self = ranges
    }

    func pack(into packer: inout Packer) {
        packer.number(UInt64(ranges.count))
        var end: UInt64 = 0
        for range in ranges {
            packer.number(range.lowerBound - end)
            packer.number(range.upperBound - range.lowerBound)
            end = range.upperBound
        }
    }

    init?(from unpacker: inout Unpacker) {
        guard let count = unpacker.count(atMost: Self.mostPacked) else { return nil }
        self.init()
        var end: UInt64 = 0
        for index in 0..<count {
            guard let ahead = unpacker.number(), let width = unpacker.number(),
                index == 0 || ahead >= 2
            else { return nil }
            let (low, isBeyond) = end.addingReportingOverflow(ahead)
            let (high, isTooWide) = low.addingReportingOverflow(width)
            guard !isBeyond, !isTooWide else { return nil }
            insert(low...high)
            end = high
        }
    }
}
