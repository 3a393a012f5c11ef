// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What one exchange shows.
struct Sight {
    /// Data of intact answers to this request, each with when it was whole.
    private(set) var answers: [(data: ArraySlice<UInt8>, time: Instant)] = []
    private(set) var exception: UInt8?
    /// The request stands before everything else.
    private(set) var isEchoed = false
    /// Requests that are none of ours, and those that look like one, but are no echo.
    private(set) var strangers = 0
    private(set) var copies = 0
    /// Intact answers to something else.
    var others: [FoundFrame] = []
    /// Bytes that belong to no intact frame.
    private(set) var rest: [UInt8] = []
    /// An answer came after the next request had left.
    var isAnsweredLater = false

    /// On a line that has RTU frames; `own`: every request that we have made on it.
    init(rtu exchange: Exchange, own: Set<[UInt8]>) {
        let frames = FoundFrame.all(in: exchange.bytes)
        var end = 0
        for frame in frames {
            rest += exchange.bytes[end..<frame.bytes.startIndex]
            end = frame.bytes.endIndex
            take(frame, of: exchange, own)
        }
        rest += exchange.bytes[end...]
    }

    private mutating func take(_ frame: FoundFrame, of exchange: Exchange, _ own: Set<[UInt8]>) {
        // A driver that takes the line may make a zero or two before.
        if isQuiet, frame.bytes.startIndex == rest.count,
            frame.bytes.elementsEqual(exchange.request)
        {
            isEchoed = true
        } else if frame.isRequest {
            if !own.contains(Array(frame.bytes)) {
                strangers += 1
            } else if frame.function <= 4 {
                copies += 1
            }
            // The answer to a write is its request once more, and may come late.
        } else if frame.bytes.starts(with: exchange.header),
            frame.bytes.count == exchange.replyLength
        {
            let time = exchange.time(upTo: frame.bytes.endIndex)
            answers.append((frame.bytes.dropFirst(3).dropLast(2), time))
        } else if frame.unit == exchange.unit, frame.function == exchange.function | 0x80 {
            exception = frame.bytes[frame.bytes.startIndex + 2]
        } else {
            others.append(frame)
        }
    }

    /// On a connection of Modbus TCP.
    init(mbap exchange: Exchange) {
        let bytes = exchange.bytes
        var start = 0
        while bytes.count >= start + 9, bytes[start + 2] == 0, bytes[start + 3] == 0 {
            let end = start + 6 + Int(bytes[start + 4]) << 8 + Int(bytes[start + 5])
            guard end >= start + 9, end <= bytes.count else { break }
            take(bytes[start..<end], of: exchange)
            start = end
        }
        rest += bytes[start...]
    }

    private mutating func take(_ frame: ArraySlice<UInt8>, of exchange: Exchange) {
        let start = frame.startIndex
        let pdu = frame[(start + 6)...]
        if !frame.starts(with: exchange.request.prefix(2)) {
            others.append(FoundFrame(bytes: pdu))
        } else if pdu.starts(with: exchange.header), pdu.count == 3 + Int(exchange.header[2]) {
            answers.append((pdu.dropFirst(3), exchange.time(upTo: frame.endIndex)))
        } else if pdu.starts(with: [exchange.unit, exchange.function | 0x80]), pdu.count == 3 {
            exception = pdu[start + 8]
        } else {
            others.append(FoundFrame(bytes: pdu))
        }
    }

    // MARK: Of bytes that belong to no frame

    /// Whether these are but the line's own: a driver that lets go of it makes a zero or two.
    var isQuiet: Bool { rest.count <= 2 && rest.allSatisfy { $0 == 0 || $0 == 0xFF } }

    var hasAnswer: Bool { !answers.isEmpty }

    /// Whether anything intact has come of the unit or of others.
    var isSilent: Bool {
        answers.isEmpty && exception == nil && others.isEmpty && isQuiet && !isAnsweredLater
    }

    /// Whether bytes came that should have been the answer.
    var isDamaged: Bool { answers.isEmpty && exception == nil && !isQuiet && !isAnsweredLater }

    /// Whether they are an answer that lacks its end, its beginning or some of its middle.
    func isShort(_ exchange: Exchange) -> Bool {
        guard isDamaged, rest.count < exchange.replyLength else { return false }
        let header = exchange.header
        if rest.count >= 2, rest.starts(with: header.prefix(rest.count)) { return true }
        return (1...3).contains { lost in
            let whole = Array(header.prefix(lost)) + rest
            return whole.count == exchange.replyLength
                && FoundFrame.isIntact(whole, 0, whole.count)
        }
    }
}
