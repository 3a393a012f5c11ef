// SPDX-License-Identifier: Apache-2.0

/// When something switches: time is cut into slots, and chance says of each whether and how long.
struct Happening {
    /// The length of a slot, in seconds.
    let slot: Double
    /// The share of the slots in which something happens.
    let share: Double
    /// How long it lasts, in seconds.
    let lasts: ClosedRange<Double>

    /// A door is opened for minutes, an alarm is rare, a relay switches by the half hour.
    init(_ quantity: String) {
        switch quantity {
        case "contact": (slot, share, lasts) = (900, 0.35, 60...300)
        case "switch_state": (slot, share, lasts) = (1_800, 0.55, 1_500...1_800)
        default: (slot, share, lasts) = (21_600, 0.12, 120...600)
        }
    }

    /// Whether it is so at the moment.
    func isOn(_ noise: Noise, _ seconds: Double) -> Bool {
        let number = Int64((seconds / slot).rounded(.down))
        guard noise.chance(1, number) < share else { return false }
        let length =
            lasts.lowerBound + (lasts.upperBound - lasts.lowerBound)
            * noise.chance(2, number)
        let begin = (slot - length) * noise.chance(3, number)
        return (begin..<begin + length).contains(seconds - Double(number) * slot)
    }

    /// The entry of a list that holds now: mostly the first, for a quarter of an hour another.
    static func entry(of count: Int, _ noise: Noise, _ seconds: Double) -> Int {
        let number = Int64((seconds / 900).rounded(.down))
        guard count > 1, noise.chance(1, number) < 0.25 else { return 0 }
        return 1 + min(count - 2, Int(noise.chance(2, number) * Double(count - 1)))
    }
}

extension Noise {
    /// 0 up to 1, for a channel and a number.
    func chance(_ channel: UInt64, _ number: Int64) -> Double {
        (drawn(channel, number) + 1) / 2
    }
}
