// SPDX-License-Identifier: Apache-2.0

/// What a server says of itself; where it has nothing to say it does not have the function.
package struct SelfPortrait: Sendable {
    /// The data of its answer to function 17.
    package var serverID: [UInt8] = []
    /// Of function 43/14, by number and in order.
    package var objects: [(number: UInt8, text: String)] = []

    package init() {}
}

/// Functions 17 and 43/14 (Modbus Application Protocol V1.1b3, sections 6.13 and 6.21).
extension Registers {
    /// Bytes of an answer's objects: function, kind and what stands before them come to it.
    private static let objectBytes = 246

    /// Appends the reply, nil where that is done.
    func describe(
        _ bytes: [UInt8], _ pdu: Range<Int>, _ out: inout [UInt8]
    ) -> ExceptionCode? {
        let function = bytes[pdu.lowerBound]
        guard function == 43 else {
            guard !portrait.serverID.isEmpty else { return .illegalFunction }
            guard pdu.count == 1 else { return .illegalValue }
            let told = portrait.serverID.prefix(Self.objectBytes)
            out += [function, UInt8(told.count)] + told
            return nil
        }
        let isRead = pdu.count >= 2 && bytes[pdu.lowerBound + 1] == 14
        guard isRead, !portrait.objects.isEmpty else { return .illegalFunction }
        guard pdu.count == 4 else { return .illegalValue }
        return tell(code: bytes[pdu.lowerBound + 2], from: bytes[pdu.lowerBound + 3], &out)
    }

    private func tell(
        code: UInt8, from first: UInt8, _ out: inout [UInt8]
    ) -> ExceptionCode? {
        let last: UInt8? =
            switch code {
            case 1: 0x02
            case 2: 0x7F
            case 3, 4: 0xFF
            default: nil
            }
        guard let last else { return .illegalValue }
        var wanted = portrait.objects.filter { $0.number <= last }
        if code == 4 {
            wanted = wanted.filter { $0.number == first }
            guard !wanted.isEmpty else { return .illegalAddress }
        } else if wanted.contains(where: { $0.number == first }) {
            wanted = wanted.filter { $0.number >= first }
        }
        append(wanted, code, &out)
        return nil
    }

    /// As many as fit; the first that does not is told.
    private func append(
        _ wanted: [(number: UInt8, text: String)], _ code: UInt8, _ out: inout [UInt8]
    ) {
        var (told, count) = ([UInt8](), 0)
        for object in wanted {
            let text = Array(object.text.utf8.prefix(Self.objectBytes - 2))
            guard told.count + 2 + text.count <= Self.objectBytes else { break }
            told += [object.number, UInt8(text.count)] + text
            count += 1
        }
        let next = count < wanted.count ? wanted[count].number : 0
        out += [43, 14, code, 0x83, count < wanted.count ? 0xFF : 0, next, UInt8(count)] + told
    }
}
