// SPDX-License-Identifier: Apache-2.0

extension SimulatedDevice.State {
    /// The chance of the request that was counted last.
    var chance: Noise { faults.derived(UInt64(requests)) }

    /// Faults have a chance of their own, so that they change no measured value.
    private var faults: Noise { (noise ?? Noise(seed: 0)).derived(0xFA17) }

    /// The fault that this request meets, counted under its label.
    mutating func injected(_ bytes: [UInt8], _ pdu: Range<Int>) -> InjectedFault? {
        guard let injection = behaviour.injection, meets(injection, bytes, pdu) else { return nil }
        labels[injection.fault, default: 0] += 1
        return injection.fault
    }

    private func meets(_ injection: Injection, _ bytes: [UInt8], _ pdu: Range<Int>) -> Bool {
        guard injection.fault == .hole else {
            return faults.chance(1, Int64(requests)) < injection.share
        }
        // The same addresses each time, by table.
        guard pdu.count >= 5 else { return false }
        let table = UInt64(bytes[pdu.lowerBound])
        let first = Registers.word(bytes, pdu.lowerBound + 1)
        let count = table <= 4 ? min(2_000, Registers.word(bytes, pdu.lowerBound + 3)) : 1
        return (first..<first + count).contains {
            faults.chance(1_000 + table, Int64($0)) < injection.share
        }
    }
}

extension InjectedFault {
    /// What a device that refuses says.
    var exception: ExceptionCode? {
        switch self {
        case .exception: .deviceFailure
        case .hole: .illegalAddress
        case .busy: .busy
        default: nil
        }
    }
}
