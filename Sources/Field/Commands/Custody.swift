// SPDX-License-Identifier: Apache-2.0

/// What the hub says that it has stored of a device: of each stream the number up to which it holds
/// all, or knows that it will not come.
package struct Custody: Hashable, Sendable {
    package let epoch: String
    private let numbers: [UInt64?]

    private static let limits = JSON.Limits(bytes: 1_024, depth: 4, values: 32)
    private static let longestEpoch = 64

    /// nil for what is no such message.
    package init?(parsing payload: [UInt8]) {
        guard let content = Self.read(payload), content["v"]?.integer == 1,
            let epoch = content["epoch"]?.string, 1...Self.longestEpoch ~= epoch.utf8.count
        else { return nil }
        var numbers: [UInt64?] = []
        for stream in Stream.allCases {
            guard let item = content[stream.name] else {
                numbers.append(nil)
                continue
            }
            guard let number = item.integer, 0..<Int64.timeEnd ~= number else { return nil }
            numbers.append(UInt64(number))
        }
        (self.epoch, self.numbers) = (epoch, numbers)
    }

    private static func read(_ payload: [UInt8]) -> JSON? {
        do throws(JSON.Fault) {
            return try JSON(parsing: payload, limits: limits)
        } catch {
            return nil
        }
    }

    /// nil for a stream that it does not speak of.
    package func number(of stream: Stream) -> UInt64? { numbers[Int(stream.rawValue)] }
}
