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
        var short = false
        for start in echoed..<count where bytes[start] == request.unit {
            switch frame(at: start, request) {
            case .answer(let answer): return answer
            case .damaged: damaged = true
            case .short: short = true
            case .none: continue
            }
        }
        // As much as the answer has come with a wrong CRC, and no place is left at which an intact
        // one may have begun: nothing more will come. What looks damaged before that may be data.
        let whole = echoed + request.replyLength(.rtu)
        return damaged && !short && count >= whole ? .wrong(.commGarbled) : .incomplete
    }

    /// An intact answer to some request or a refusal, whoever sent it, right behind the echo.
    func rtuStranger(echoed: Int) -> (unit: UInt8, length: Int)? {
        guard count >= echoed + 5 else { return nil }
        let length: Int
        switch bytes[echoed + 1] {
        case 1...4: length = Int(bytes[echoed + 2]) + 5
        case 5, 6, 15, 16: length = 8
        case 0x81...0x86, 0x8F, 0x90: length = 5
        default: return nil
        }
        guard count >= echoed + length, isIntact(echoed, length: length) else { return nil }
        return (bytes[echoed], length)
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
        guard left >= 2 else { return .short }
        switch bytes[start + 1] {
        case request.function where request.description != nil:
            return description(at: start, request)
        case request.function where request.isWrite:
            guard left >= 8 else { return .short }
            guard request.isEchoed(by: bytes, at: start) else { return .none }
            return checked(start, length: 8, .data(at: start + 2))
        case request.function:
            guard left >= 3 else { return .short }
            guard Int(bytes[start + 2]) == request.replyBytes else { return .none }
            guard left >= request.replyBytes + 5 else { return .short }
            return checked(start, length: request.replyBytes + 5, .data(at: start + 3))
        case request.function | 0x80:
            guard left >= 5 else { return .short }
            return checked(start, length: 5, .exception(bytes[start + 2]))
        default: return .none
        }
    }

    /// How long the answer is, it says itself.
    private func description(at start: Int, _ request: WireRequest) -> Candidate {
        let end = min(count, start + WireRequest.longestRTU)
        guard let data = request.description?.answer(in: bytes, from: start + 1, to: end) else {
            return count < start + WireRequest.longestRTU ? .short : .none
        }
        guard data.upperBound + 2 <= count else { return .short }
        return checked(start, length: data.upperBound + 2 - start, .description(data))
    }

    private func checked(_ start: Int, length: Int, _ answer: Answer) -> Candidate {
        isIntact(start, length: length) ? .answer(answer) : .damaged
    }

    private func isIntact(_ start: Int, length: Int) -> Bool {
        let end = start + length
        let crc = CRC16.of(bytes.span, start..<end - 2)
        return crc == UInt16(bytes[end - 2]) | UInt16(bytes[end - 1]) << 8
    }
}
