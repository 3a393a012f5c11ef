// SPDX-License-Identifier: Apache-2.0

/// Exception codes (Modbus Application Protocol V1.1b3, section 7; the last from the TCP guide).
package enum ExceptionCode: UInt8, Sendable {
    case illegalFunction = 1
    case illegalAddress = 2
    case illegalValue = 3
    case deviceFailure = 4
    case acknowledge = 5
    case busy = 6
    case gatewayPathUnavailable = 10
    case gatewayTargetSilent = 11
}

extension Registers {
    /// Obeys the request whose function code and data are `bytes[pdu]` and appends the reply's
    /// function code and data, or an exception. `pdu` is not empty; anything else may be wrong.
    package mutating func answer(_ bytes: [UInt8], _ pdu: Range<Int>, into out: inout [UInt8]) {
        let start = out.count
        guard let code = perform(bytes, pdu, &out) else { return }
        out.removeLast(out.count - start)
        Self.refuse(bytes[pdu.lowerBound], code, into: &out)
    }

    /// Appends an exception to the function.
    static func refuse(_ function: UInt8, _ code: ExceptionCode, into out: inout [UInt8]) {
        out.append(function | 0x80)
        out.append(code.rawValue)
    }

    private mutating func perform(
        _ bytes: [UInt8], _ pdu: Range<Int>, _ out: inout [UInt8]
    ) -> ExceptionCode? {
        if [17, 43].contains(bytes[pdu.lowerBound]) { return describe(bytes, pdu, &out) }
        guard let kind = kind(bytes[pdu.lowerBound]) else { return .illegalFunction }
        guard pdu.count >= 5 else { return .illegalValue }
        let address = Self.word(bytes, pdu.lowerBound + 1)
        let second = Self.word(bytes, pdu.lowerBound + 3)
        switch kind {
        case .read(let table):
            guard pdu.count == 5 else { return .illegalValue }
            return read(bytes[pdu.lowerBound], table, address, second, &out)
        case .writeOne(let table):
            guard pdu.count == 5 else { return .illegalValue }
            if let code = writeOne(table, address, second) { return code }
        case .writeMany(let table):
            if let code = writeMany(table, address, second, bytes, pdu) { return code }
        }
        // Both kinds of write are confirmed by the first five bytes of their request.
        for index in pdu.prefix(5) { out.append(bytes[index]) }
        return nil
    }

    private enum Kind {
        case read(Table)
        case writeOne(Table)
        case writeMany(Table)
    }

    /// What the function does, nil if this server does not have it: unknown, or for a table in
    /// which nothing is defined.
    private func kind(_ function: UInt8) -> Kind? {
        let kind: (Kind, Table)? =
            switch function {
            case 1: (.read(.coils), .coils)
            case 2: (.read(.discreteInputs), .discreteInputs)
            case 3: (.read(.holding), .holding)
            case 4: (.read(.input), .input)
            case 5: (.writeOne(.coils), .coils)
            case 6: (.writeOne(.holding), .holding)
            case 15: (.writeMany(.coils), .coils)
            case 16: (.writeMany(.holding), .holding)
            default: nil
            }
        guard let kind, hasZeros || !banks[kind.1.rawValue].isEmpty else { return nil }
        return kind.0
    }

    static func word(_ bytes: [UInt8], _ index: Int) -> Int {
        Int(bytes[index]) << 8 | Int(bytes[index + 1])
    }
}
