// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// The agent's connection to the proxy and the proxy's to the broker.
///
/// A class, because it owns descriptors and lives in an array.
final class Link {
    /// Bytes on their way to one side.
    struct Outbox {
        var bytes: [UInt8] = []
        private(set) var sent = 0
        /// Of all that it ever had.
        private(set) var gone = 0

        /// Where its last byte stands among all that it ever had.
        var end: Int { gone + bytes.count - sent }
        var isEmpty: Bool { sent == bytes.count }

        /// Sends what goes, at most so many bytes; false when the other side has gone.
        mutating func flush(to number: CInt, atMost most: Int) throws(SystemFault) -> Int? {
            guard !isEmpty, most > 0 else { return 0 }
            let piece = Array(bytes[sent...].prefix(most))
            switch try Socket.send(number, piece) {
            case .closed: return nil
            case .wouldBlock: return 0
            case .bytes(let count):
                sent += count
                gone += count
                if isEmpty { (bytes, sent) = ([], 0) }
                return count
            }
        }
    }

    let client: Descriptor
    let hub: Descriptor
    /// Whether the broker's side stands.
    var isOpen = false
    var hasEnded = false
    /// Of MQTT, as CONNECT says.
    var level: UInt8 = 5
    var fromClient = PacketReader()
    var fromHub = PacketReader()
    var toClient = Outbox()
    var toHub = Outbox()
    /// Messages that the broker has not acknowledged, by id.
    var open: [UInt16: Publication] = [:]
    /// Acknowledged by packets that are in `toClient`, and where each ends there.
    var leaving: [(publication: Publication, code: UInt8, end: Int)] = []
    /// Bytes that a slow link still lets through in this tick.
    var room = Int.max

    init(client: consuming Descriptor, hub: consuming Descriptor) {
        self.client = client
        self.hub = hub
    }
}
