// SPDX-License-Identifier: Apache-2.0

extension Auditor {
    /// What will not come: of the numbers in its ranges those that are not held.
    mutating func takeGap(_ content: JSON, _ gateway: Int, _ place: Place) throws(Flaw) {
        guard let name = content.name("epoch") else { throw .epoch }
        guard let id = content.name("id"), let device = content.name("device"),
            Place.isLevel(device), device != "-",
            let stream = content.name("stream").flatMap(Stream.init(name:)),
            content.name("reason") != nil
        else { throw .gap }
        guard place.device == "-" || place.device == device else { throw .wrongDevice }
        let (ranges, readings) = try Self.extent(content)
        let owner = try deviceIndex(gateway, device)
        let index = try seriesIndex(owner, stream, try epochIndex(gateway, name))
        judgePresence("gap \(id)", owner, stream)
        let key = GapKey(gateway: gateway, id: id)
        let print = Fingerprint.of(content)
        if let known = gaps[key] {
            // Idempotent, if it says the same.
            gateways[gateway].repeatedGaps += 1
            if known == print { return }
            problems.note(.gapDiffers, self.place(owner, stream), id)
        }
        gaps.set(key, print)
        let before = series[index].declared.ranges.count
        series[index].declared.formUnion(ranges)
        rangeCount += series[index].declared.ranges.count - before
        bound(index)
        let sum = series[index].readings.addingReportingOverflow(readings)
        series[index].readings = sum.overflow ? .max : sum.partialValue
    }

    /// Its ranges, or how many readings that never got a number.
    private static func extent(
        _ content: JSON
    ) throws(Flaw) -> (ranges: SequenceRanges, readings: UInt64) {
        guard let list = content["ranges"]?.array else {
            guard let readings = content["readings"]?.integer, readings >= 0 else { throw .gap }
            return (SequenceRanges(), UInt64(readings))
        }
        guard list.count <= mostGapRanges else { throw .limit }
        var ranges: [ClosedRange<UInt64>] = []
        for item in list {
            guard let ends = item.array, ends.count == 2, let low = ends[0].integer,
                let high = ends[1].integer, 1 <= low, low <= high, high < numberEnd
            else { throw .gap }
            ranges.append(UInt64(low)...UInt64(high))
        }
        let set = SequenceRanges(ranges.sorted { $0.lowerBound < $1.lowerBound })
        guard content["count"]?.integer ?? 0 <= Int64(set.count) else { throw .gap }
        return (set, 0)
    }
}
