// SPDX-License-Identifier: Apache-2.0

/// What an instrument measures and how it lays that over its registers.
package protocol SimulatedModel: Sendable {
    /// The registers as they are before the first measurement.
    func registers() -> Registers

    /// Moves the measured values on to a moment, seconds since 1970 in UTC. Never earlier than
    /// the call before, any time later.
    mutating func advance(to seconds: Double, _ noise: Noise, _ registers: inout Registers)
}

/// A sum over time (energy, rain) that is taken in whole steps of time, so that it does not depend
/// on how often the instrument is read, and never falls.
struct Totaliser: Sendable {
    /// What has been summed up, in the rate's unit times seconds.
    private(set) var total = 0.0
    private var summed: Double?
    let step: Double

    init(step: Double) { self.step = step }

    /// Sums up to the last whole step before `seconds`. A gap longer than a day is taken with
    /// proportionally longer steps, so that no call takes long.
    mutating func advance(to seconds: Double, _ rate: (Double) -> Double) {
        let end = (seconds / step).rounded(.down) * step
        guard let begin = summed else {
            summed = end
            return
        }
        guard end > begin else { return }
        let stride = max(step, (end - begin) / Self.stepLimit)
        let count = ((end - begin) / stride).rounded()
        for index in 0..<Int(count) {
            total += max(0, rate(begin + (Double(index) + 0.5) * stride)) * stride
        }
        summed = end
    }

    private static let stepLimit = 86_400.0
}
