// SPDX-License-Identifier: Apache-2.0
internal import Field

extension WireRequest {
    /// Writes a request for what a unit says of itself; its length.
    func encode(
        _ description: SelfDescription, _ framing: Framing, into bytes: inout [UInt8]
    ) -> Int {
        let body = [unit, function] + description.data
        var frame = body
        if framing == .mbap {
            let numbers = [transaction, 0, UInt16(body.count)]
            frame = numbers.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } + body
        } else {
            let crc = CRC16.of(body.span, 0..<body.count)
            frame += [UInt8(crc & 0xFF), UInt8(crc >> 8)]
        }
        for (index, byte) in frame.enumerated() { bytes[index] = byte }
        return frame.count
    }
}

extension SelfDescription {
    /// Where the data of an answer whose function stands at `start` are, nil as long as it is none
    /// or has not come whole: nothing behind `end` is looked at.
    func answer(in bytes: [UInt8], from start: Int, to end: Int) -> Range<Int>? {
        guard start + 2 <= end, bytes[start] == function else { return nil }
        let first = start + 2
        if self == .serverID {
            let last = first + Int(bytes[start + 1])
            return last <= end ? first..<last : nil
        }
        // Code, conformity, what follows, from which, and how many there are.
        guard bytes[start + 1] == Self.transport, first + 5 <= end else { return nil }
        var last = first + 5
        for _ in 0..<bytes[first + 4] {
            guard last + 2 <= end else { return nil }
            last += 2 + Int(bytes[last + 1])
        }
        return last <= end ? first..<last : nil
    }
}
