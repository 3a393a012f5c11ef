// SPDX-License-Identifier: Apache-2.0

extension ProfileModel {
    /// What counters are summed up in, in seconds: so they do not depend on how often the device
    /// is read.
    private static let step = 5.0
    /// Steps that one call takes; a longer gap is taken with longer steps.
    private static let stepLimit = 86_400.0
    /// A day in hours, to see how fast a counter runs as a rule.
    private static let hours = 24

    /// Sums the counters up to the last whole step before a moment.
    mutating func count(to seconds: Double, _ noise: Noise) {
        let counting = countingPoints
        guard !counting.isEmpty else { return }
        let end = (seconds / Self.step).rounded(.down) * Self.step
        guard let begin = summed else {
            summed = end
            return beginCounting(counting, at: end, noise)
        }
        guard end > begin else { return }
        let stride = max(Self.step, (end - begin) / Self.stepLimit)
        for number in 0..<Int(((end - begin) / stride).rounded()) {
            let middle = begin + (Double(number) + 0.5) * stride
            let moment = Moment(plant, noise, middle)
            for index in counting { add(moment, stride, to: index) }
        }
        summed = end
    }

    /// As if it had run since it was switched on; a bit more than it has, so that a simulator that
    /// is started again does not run back.
    private mutating func beginCounting(_ counting: [Int], at seconds: Double, _ noise: Noise) {
        let day = (0..<Self.hours).map { hour in
            Moment(plant, noise, Moment.started + Double(hour) * 3_600)
        }
        for index in counting {
            let usual =
                day.reduce(0) { $0 + $1.rate(points[index].subject, step: points[index].step) }
                / Double(Self.hours)
            let age = max(0, seconds - Moment.started) + 1e7 * (1.5 + noise.fixed(90))
            points[index].begin(at: usual * 1.3 * age)
        }
    }

    private mutating func add(_ moment: Moment, _ stride: Double, to index: Int) {
        let point = points[index]
        points[index].add(moment.rate(point.subject, step: point.step) * stride)
    }
}
