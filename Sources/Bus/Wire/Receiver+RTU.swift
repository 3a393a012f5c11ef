// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Receiver {
    /// Looks for the answer at every place: noise before it (a driver switching direction, the end
    /// of a foreign frame) must not cost it. What is accepted has the unit, the function, the byte
    /// count and the CRC; what stands after it is not looked at.
    ///
    /// `echoed`: how many bytes of our own request come back first, 0 if none.
    func rtuAnswer(to request: WireRequest, echoed: Int) -> Answer {
        guard count >= echoed else { return .incomplete }
        var damaged = false
        for start in echoed..<max(echoed, count) where bytes[start] == request.unit {
            switch frame(at: start, request) {
            case .answer(let answer): return answer
            case .damaged: damaged = true
            case .short, .none: continue
            }
        }
        // A frame of the right length at the first place with a wrong CRC: nothing more will come.
        let whole = echoed + request.replyLength(.rtu)
        return damaged && count >= whole ? .wrong(.commGarbled) : .incomplete
    }

    private enum Candidate {
        case answer(Answer)
        /// As long as it should be, but the CRC is wrong.
        case damaged
        /// Could become one.
        case short
        case none
    }

    private func frame(at start: Int, _ request: WireRequest) -> Candidate {
        let left = count - start
        guard left >= 3 else { return .short }
        switch bytes[start + 1] {
        case request.function where Int(bytes[start + 2]) == request.replyBytes:
            guard left >= request.replyBytes + 5 else { return .short }
            return checked(start, length: request.replyBytes + 5, .data(at: start + 3))
        case request.function | 0x80:
            guard left >= 5 else { return .short }
            return checked(start, length: 5, .exception(bytes[start + 2]))
        default: return .none
        }
    }

    private func checked(_ start: Int, length: Int, _ answer: Answer) -> Candidate {
        let end = start + length
        let crc = CRC16.of(bytes.span, start..<end - 2)
        let sent = UInt16(bytes[end - 2]) | UInt16(bytes[end - 1]) << 8
        return crc == sent ? .answer(answer) : .damaged
    }
}
