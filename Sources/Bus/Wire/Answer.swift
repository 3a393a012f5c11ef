// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What the bytes so far say about the answer to a request.
enum Answer: Equatable {
    /// Not decided: more must come, or the deadline decides.
    case incomplete
    /// The data begin at this index of the buffer and are as many as were expected.
    case data(at: Int)
    /// Where the data of what a unit says of itself stand.
    case description(Range<Int>)
    /// The server's own refusal, with its code.
    case exception(UInt8)
    /// A frame that cannot be the answer although nothing else will come.
    case wrong(Quality)
}

/// The bytes that came since a request was sent, in a buffer that never grows.
struct Receiver: Sendable {
    /// Room for two of the largest frames: one that is not ours and the one that is.
    static let capacity = 2 * WireRequest.largestFrame
    /// A connection of Modbus TCP has no other frames than ours: there are a hundred of them.
    static let connectionCapacity = WireRequest.largestFrame + 60

    var bytes: [UInt8]
    /// How many of them are filled.
    private(set) var count = 0
    /// Frames that were whole and not ours: another unit's, or late.
    var foreign = 0

    init(_ framing: Framing = .rtu) {
        let capacity = framing == .rtu ? Self.capacity : Self.connectionCapacity
        bytes = [UInt8](repeating: 0, count: capacity)
    }

    mutating func clear() { count = 0 }

    /// Takes note of bytes that were read into `bytes[count...]`.
    mutating func filled(_ more: Int) { count += more }

    /// Makes room: of a line that babbles the newest bytes are kept, as the answer may be among
    /// them.
    mutating func makeRoom() {
        guard count == bytes.count else { return }
        discard(bytes.count - WireRequest.largestFrame)
    }

    /// Drops the oldest bytes.
    mutating func discard(_ number: Int) {
        for index in number..<count { bytes[index - number] = bytes[index] }
        count -= number
    }
}
