// SPDX-License-Identifier: Apache-2.0

/// How far a reading can be trusted, and why not further: `class` or `class/reason` on the wire.
/// One byte, because it travels with every reading.
package enum Quality: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// Measured, plausible, confirmed by an answer.
    case good = 0

    /// Measured, but outside the range in which it is believed.
    case suspectRange = 16
    /// Measured, but not among the numbers that the profile lists.
    case suspectEnum = 17
    /// Measured, but farther from the reading before than the quantity can have moved.
    case suspectRate = 18
    /// Measured, but unchanged to the last bit for longer than the quantity ever stands still.
    case suspectFlatLine = 19

    /// Measured while somebody works on the device (`tram maintenance`).
    case calibratingMaintenance = 32

    /// The instrument says so, or the value cannot be.
    case faultNotANumber = 48
    case faultSpan = 49
    /// What an instrument means by a sentinel: a raw word that stands for no number.
    case faultInvalid = 50
    case faultNotAvailable = 51
    case faultNotSupported = 52
    case faultNotFitted = 53
    case faultNotReady = 54
    case faultNoSignal = 55
    case faultOverRange = 56
    case faultUnderRange = 57
    case faultSensorFault = 58
    case faultSensorBreak = 59
    case faultShortCircuit = 60
    case faultInactive = 61
    /// A point that says how good this one is does not call it good.
    case faultReported = 62

    /// The planned read failed after its retries.
    case commTimeout = 64
    /// Bytes came, but no intact answer: CRC, length, or a frame that is not Modbus.
    case commGarbled = 65
    /// An intact answer came, but not to this request: other unit, function or byte count.
    case commMismatch = 66
    /// The line, port or connection is not there.
    case commDisconnected = 67
    /// Exception answers (Modbus Application Protocol V1.1b3, section 7).
    case commIllegalFunction = 68
    case commIllegalAddress = 69
    case commIllegalValue = 70
    case commDeviceFailure = 71
    case commBusy = 72
    case commGateway = 73
    case commException = 74

    /// No read was tried for three periods.
    case stale = 96

    /// Written out, because the derived one is reached through a table of witnesses from other
    /// modules, for every reading.
    package static func == (a: Self, b: Self) -> Bool { a.rawValue == b.rawValue }

    /// The first word of the wire form, a contract with the city's consumers.
    package enum Class: String, Sendable {
        case good, suspect, calibrating, fault, comm, stale
    }

    package var `class`: Class {
        switch rawValue >> 4 {
        case 0: .good
        case 1: .suspect
        case 2: .calibrating
        case 3: .fault
        case 4, 5: .comm
        default: .stale
        }
    }

    /// The wire form: `suspect/range`, `comm/timeout`, `stale`.
    package var code: String {
        switch self {
        case .good: "good"
        case .suspectRange: "suspect/range"
        case .suspectEnum: "suspect/enum"
        case .suspectRate: "suspect/rate"
        case .suspectFlatLine: "suspect/flat-line"
        case .calibratingMaintenance: "calibrating/maintenance"
        case .faultNotANumber: "fault/not-a-number"
        case .faultSpan: "fault/span"
        case .faultInvalid: "fault/invalid"
        case .faultNotAvailable: "fault/not-available"
        case .faultNotSupported: "fault/not-supported"
        case .faultNotFitted: "fault/not-fitted"
        case .faultNotReady: "fault/not-ready"
        case .faultNoSignal: "fault/no-signal"
        case .faultOverRange: "fault/over-range"
        case .faultUnderRange: "fault/under-range"
        case .faultSensorFault: "fault/sensor-fault"
        case .faultSensorBreak: "fault/sensor-break"
        case .faultShortCircuit: "fault/short-circuit"
        case .faultInactive: "fault/inactive"
        case .faultReported: "fault/reported"
        case .commTimeout: "comm/timeout"
        case .commGarbled: "comm/garbled"
        case .commMismatch: "comm/mismatch"
        case .commDisconnected: "comm/disconnected"
        case .commIllegalFunction: "comm/illegal-function"
        case .commIllegalAddress: "comm/illegal-address"
        case .commIllegalValue: "comm/illegal-value"
        case .commDeviceFailure: "comm/device-failure"
        case .commBusy: "comm/busy"
        case .commGateway: "comm/gateway"
        case .commException: "comm/exception"
        case .stale: "stale"
        }
    }

    /// Whether a value stands beside it. An error is never a number: what an instrument that has
    /// failed shows is as little a value as what was not read.
    package var hasValue: Bool {
        switch self.class {
        case .good, .suspect, .calibrating: true
        case .fault, .comm, .stale: false
        }
    }

    /// Whether the value counts in its window: what is measured while somebody works on the device
    /// is no measurement of the place.
    package var counts: Bool {
        switch self.class {
        case .good, .suspect: true
        case .calibrating, .fault, .comm, .stale: false
        }
    }
}
