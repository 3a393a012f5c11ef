// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What the hub holds of one device's stream `live`, by its poll counter.
struct DeviceBook {
    /// Numbers of one epoch.
    struct EpochBook {
        let epoch: String
        /// The counter that a record told; nil of one whose read had failed.
        var held: [UInt64: Int?] = [:]
        var declared = SequenceRanges()
    }

    /// Readings that never got a number, as a gap tells them; UTC in ms by the agent's clock.
    struct Lost {
        var from: Int64
        var to: Int64
        var polls: Int
    }

    private(set) var epochs: [EpochBook] = []
    private(set) var lost: [Lost] = []
    /// Records that came again.
    private(set) var twice = 0
    /// Counters that came, each once: for latencies, and for seeing that all are there.
    private(set) var counters = SequenceRanges()

    /// The order of epochs is that in which the gateway's state has told them.
    mutating func begin(_ epoch: String) {
        guard !epochs.contains(where: { $0.epoch == epoch }) else { return }
        epochs.append(EpochBook(epoch: epoch))
    }

    /// False for one that was held already.
    @discardableResult
    mutating func hold(_ epoch: String, _ number: UInt64, _ counter: Int?) -> Bool {
        let index = index(epoch)
        guard epochs[index].held.updateValue(counter, forKey: number) == nil else {
            twice += 1
            return false
        }
        if let counter, counter > 0 { counters.insert(UInt64(counter)) }
        return true
    }

    mutating func declare(_ epoch: String, _ ranges: SequenceRanges) {
        epochs[index(epoch)].declared.formUnion(ranges)
    }

    mutating func declare(_ loss: Lost) {
        guard !lost.contains(where: { $0.from == loss.from && $0.to == loss.to }) else { return }
        lost.append(loss)
    }

    private mutating func index(_ epoch: String) -> Int {
        if let index = epochs.lastIndex(where: { $0.epoch == epoch }) { return index }
        // It had no session of its own, and is over: the last one that was told came after it.
        let place = max(0, epochs.count - 1)
        epochs.insert(EpochBook(epoch: epoch), at: place)
        return place
    }

    /// What stands at one number of an epoch.
    enum Place {
        case counter(Int)
        /// Held without a value.
        case failed
        /// So many numbers, declared and not held.
        case declared(Int)
    }
}

extension DeviceBook.EpochBook {
    /// All of it in the order of its numbers.
    var places: [DeviceBook.Place] {
        let numbers = SequenceRanges(held.keys.sorted().map { $0...$0 })
        let absent = declared.subtracting(numbers).ranges.map {
            ($0.lowerBound, DeviceBook.Place.declared(Int($0.upperBound - $0.lowerBound + 1)))
        }
        let present = held.map { number, counter in
            (number, counter.map(DeviceBook.Place.counter) ?? .failed)
        }
        return (present + absent).sorted { $0.0 < $1.0 }.map(\.1)
    }
}
