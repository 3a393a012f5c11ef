// SPDX-License-Identifier: Apache-2.0

/// Records of one stream of a device that are to be sent again, by their numbers.
package struct ReplayRequest: Hashable, Sendable {
    package let device: String
    package let stream: Stream
    package let numbers: SequenceRanges
    /// Of the numbers; nil for the one that runs.
    package let epoch: String?

    /// Ranges of one request.
    package static let mostRanges = 64
    private static let longestEpoch = 64

    init(_ arguments: JSON?) throws(CommandRefusal) {
        guard let device = arguments?["device"]?.string, Auditor.Place.isLevel(device),
            let stream = arguments?["stream"]?.string.flatMap(Stream.init(name:)),
            let list = arguments?["ranges"]?.array, 1...Self.mostRanges ~= list.count
        else { throw .badArguments }
        (self.device, self.stream) = (device, stream)
        var numbers = SequenceRanges()
        for item in list { numbers.insert(try Self.range(item)) }
        self.numbers = numbers
        epoch = try Self.epoch(arguments?["epoch"])
    }

    private static func range(_ item: JSON) throws(CommandRefusal) -> ClosedRange<UInt64> {
        guard let ends = item.array, ends.count == 2, let low = ends[0].integer,
            let high = ends[1].integer, 1 <= low, low <= high, high < Int64.timeEnd
        else { throw .badArguments }
        return UInt64(low)...UInt64(high)
    }

    private static func epoch(_ item: JSON?) throws(CommandRefusal) -> String? {
        guard let item else { return nil }
        guard let epoch = item.string, 1...longestEpoch ~= epoch.utf8.count else {
            throw .badArguments
        }
        return epoch
    }
}
