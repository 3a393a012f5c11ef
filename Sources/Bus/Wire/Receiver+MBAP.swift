// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Receiver {
    /// Takes whole frames from the front. A frame with another transaction is a late answer and is
    /// dropped; one with ours must be right in everything, as no other will come.
    mutating func mbapAnswer(to request: WireRequest) -> Answer {
        while count >= 7 {
            let length = Int(bytes[4]) << 8 | Int(bytes[5])
            // Unit, function and one byte at the least; 254 at the most.
            guard bytes[2] == 0, bytes[3] == 0, (3...254).contains(length) else {
                return .wrong(.commGarbled)
            }
            guard count >= 6 + length else { return .incomplete }
            let transaction = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
            if transaction == request.transaction { return judge(request, length) }
            foreign += 1
            discard(6 + length)
        }
        return .incomplete
    }

    /// The frame at the front repeats our transaction.
    private func judge(_ request: WireRequest, _ length: Int) -> Answer {
        guard bytes[6] == request.unit else { return .wrong(.commMismatch) }
        if bytes[7] == request.function | 0x80, length == 3 { return .exception(bytes[8]) }
        if let description = request.description {
            let data = description.answer(in: bytes, from: 7, to: 6 + length)
            guard let data, data.upperBound == 6 + length else { return .wrong(.commMismatch) }
            return .description(data)
        }
        if request.isWrite {
            let isOurs = length == 6 && request.isEchoed(by: bytes, at: 6)
            return isOurs ? .data(at: 8) : .wrong(.commMismatch)
        }
        guard bytes[7] == request.function, Int(bytes[8]) == request.replyBytes,
            length == request.replyBytes + 3
        else { return .wrong(.commMismatch) }
        return .data(at: 9)
    }
}
