// SPDX-License-Identifier: Apache-2.0
import Field

extension SplitMix {
    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}

/// The value as JSON has it.
func printed(_ value: Value) -> String {
    var bytes: [UInt8] = []
    bytes.append(value: value)
    return String(decoding: bytes, as: UTF8.self)
}

/// The text's value, by the reader under test; a fault is thrown to the test.
func parsed(_ text: String, _ limits: JSON.Limits = JSON.Limits()) throws -> JSON {
    try JSON(parsing: Array(text.utf8), limits: limits)
}

/// Why the bytes are refused; nil if they are read.
func refusal(of bytes: [UInt8], _ limits: JSON.Limits = JSON.Limits()) -> JSON.Fault.Reason? {
    do throws(JSON.Fault) {
        _ = try JSON(parsing: bytes, limits: limits)
        return nil
    } catch {
        return error.reason
    }
}

/// A decimal that the test's author wrote and knows to be one.
func decimal(_ text: String) -> Decimal {
    guard let number = Decimal(text) else { preconditionFailure("no decimal: \(text)") }
    return number
}

/// A point of an encoding, otherwise plain.
func point(
    _ encoding: Encoding, scale: String = "1", offset: String = "0", table: Table = .holding,
    address: UInt16 = 0
) -> Point {
    var point = Point(
        name: "p", table: table, address: address, encoding: encoding, quantity: "other")
    point.scale = decimal(scale)
    point.offset = decimal(offset)
    return point
}
