// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Glibc
internal import Host
internal import Synchronization

/// Gives whatever reads from outside as many inputs as wanted: good ones changed a little, and
/// bytes at random. Each input is made from the seed and its number, so that one alone can be
/// made again.
struct Fuzz {
    var seed: Int
    var first: Int
    /// For all subjects together.
    var count: Int
    /// Only the subject of this name.
    var only: String?

    /// The longest that one input may take.
    static let patience = Nanoseconds.seconds(1)
    /// The longest that a thousand may take until the process is ended.
    private static let alarm: UInt32 = 60

    /// Whether every input was answered in time. One that ends the process is named by `Watchman`.
    func run() throws -> Bool {
        let folder = try TemporaryDirectory("tram-fuzz")
        let subjects = try Subject.all(in: folder.path).filter { only == nil || $0.name == only }
        guard !subjects.isEmpty else { throw Failure(text: "no subject named \(only ?? "")") }
        Watchman.start(seed)
        print("seed \(seed), inputs from \(first) on")
        var slow = 0
        for subject in subjects { slow += run(subject, count / subjects.count) }
        Glibc.alarm(0)
        print(slow == 0 ? "no input crashed or hung" : "\(slow) inputs took too long")
        return slow == 0
    }

    /// How many inputs took too long.
    private func run(_ subject: Subject, _ count: Int) -> Int {
        var (worst, worstInput, taken, slow) = (Nanoseconds.zero, first, 0, 0)
        let start = Clock.now()
        for input in first..<first + count {
            Watchman.input.store(input, ordering: .relaxed)
            if input & 1_023 == 0 { Glibc.alarm(Self.alarm) }
            var random = SplitMix(seed: UInt64(seed) &* 0x9E37_79B9 &+ UInt64(input))
            let prepared = subject.prepare(&random)
            let begin = Clock.now()
            if subject.run(prepared, &random) { taken += 1 }
            let time = Clock.now() - begin
            if time > worst { (worst, worstInput) = (time, input) }
            if time > Self.patience {
                slow += 1
                print("\(subject.name): input \(input) took \(time.milliseconds) ms")
            }
        }
        let seconds = Double((Clock.now() - start).count) / 1e9
        print(
            "\(subject.name): \(count) inputs in \(seconds.rounded(digits: 1)) s, worst "
                + "\((Double(worst.count) / 1e6).rounded(digits: 2)) ms (input \(worstInput)), "
                + "\(taken) taken as good")
        return slow
    }
}

extension Double {
    fileprivate func rounded(digits: Int) -> Double {
        let factor = pow(10, Double(digits))
        return (self * factor).rounded() / factor
    }
}
