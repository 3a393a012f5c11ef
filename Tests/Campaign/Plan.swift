// SPDX-License-Identifier: Apache-2.0
internal import Field

/// All faults of a campaign, from its seed. Faults of one lane follow one another, those of
/// different lanes meet.
struct Plan {
    private(set) var faults: [Fault] = []

    /// One lane's kinds, how long they last, and the pause behind each, in ms.
    private struct Lane {
        var kinds: [Fault.Kind]
        var length: ClosedRange<Int64>
        var pause: ClosedRange<Int64>
    }

    /// The longer the campaign, the longer its faults: a minute has to hold one of each.
    private static func lanes(isShort: Bool) -> [Lane] {
        let scale: Int64 = isShort ? 1 : 3
        func lane(
            _ kinds: [Fault.Kind], _ length: ClosedRange<Int64>, _ pause: ClosedRange<Int64>
        ) -> Lane {
            Lane(
                kinds: kinds, length: length.lowerBound...length.upperBound * scale,
                pause: pause.lowerBound...pause.upperBound * scale)
        }
        return [
            lane([.kill, .full, .kill, .stop, .kill, .damage], 50...2_500, 2_000...7_000),
            lane(
                [
                    .cut, .halfOpen, .slow, .login, .acknowledgements, .brokerKill, .brokerFreeze,
                ], 500...5_000, 1_000...4_000),
            lane([.stall], 1_000...5_000, 4_000...12_000),
            lane([.clock], 2_000...6_000, 4_000...12_000),
        ]
    }

    init(seed: UInt64, seconds: Int) {
        let whole = Nanoseconds.seconds(Int64(seconds))
        for (number, lane) in Self.lanes(isShort: seconds <= 120).enumerated() {
            add(lane, seed: seed &* 1_000 &+ UInt64(number), until: whole)
        }
        faults.sort { $0.begin < $1.begin }
    }

    /// One kind only; kills, if it is that, one upon the other.
    init(seed: UInt64, seconds: Int, only kind: Fault.Kind, count: Int?) {
        var lane = Lane(kinds: [kind], length: 1_000...8_000, pause: 1_000...6_000)
        if kind == .kill || kind == .stop {
            (lane.length, lane.pause) = (1...300, 100...2_600)
        }
        let whole = count == nil ? Nanoseconds.seconds(Int64(seconds)) : .seconds(1 << 20)
        add(lane, seed: seed, until: whole, atMost: count ?? .max)
    }

    private mutating func add(
        _ lane: Lane, seed: UInt64, until whole: Nanoseconds, atMost most: Int = .max
    ) {
        var generator = SplitMix(seed: seed)
        var bag: [Fault.Kind] = []
        var time = Nanoseconds.seconds(2)
        var count = 0
        while count < most {
            if bag.isEmpty { bag = lane.kinds.shuffled(using: &generator) }
            time = time + .milliseconds(Int64.random(in: lane.pause, using: &generator))
            let length = Nanoseconds.milliseconds(
                Int64.random(in: lane.length, using: &generator))
            guard time + length <= whole, let kind = bag.popLast() else { return }
            faults.append(
                Fault(kind: kind, begin: time, length: length, draw: generator.next()))
            time = time + length
            count += 1
        }
    }
}
