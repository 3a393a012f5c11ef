// SPDX-License-Identifier: Apache-2.0

/// A request for what a device says of itself, beside its tables (Modbus Application Protocol
/// V1.1b3, sections 6.13 and 6.21).
package enum SelfDescription: Hashable, Sendable {
    /// Function 17.
    case serverID
    /// Function 43/14: the basic objects, from this one on.
    case objects(from: UInt8)
    /// Function 43/14: this object alone.
    case object(UInt8)

    package var function: UInt8 { self == .serverID ? 17 : 43 }

    /// The request's data, behind the function.
    package var data: [UInt8] {
        switch self {
        case .serverID: []
        case .objects(let first): [Self.transport, 1, first]
        case .object(let number): [Self.transport, 4, number]
        }
    }

    /// The kind of function 43 that reads objects.
    package static let transport: UInt8 = 14
}
