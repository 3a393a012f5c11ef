// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Synchronization

/// Says which input the process ends with.
enum Watchman {
    static let input = Atomic(0)
    private static let seed = Atomic(0)

    static func start(_ number: Int) {
        seed.store(number, ordering: .relaxed)
        for cause in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGALRM] {
            signal(cause) { cause in
                Watchman.say("fuzz: ended by signal ", Int(cause))
                Watchman.say(" with --seed ", Watchman.seed.load(ordering: .relaxed))
                Watchman.say(" --first ", Watchman.input.load(ordering: .relaxed))
                Watchman.say(" --count ", 1)
                Watchman.say("\n")
                signal(cause, SIG_DFL)
                raise(cause)
            }
        }
    }

    /// Writes without memory of the heap, which may be what is broken.
    private static func say(_ words: StaticString) {
        _ = unsafe write(2, words.utf8Start, words.utf8CodeUnitCount)
    }

    private static func say(_ words: StaticString, _ number: Int) {
        say(words)
        var divisor = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            var digit = UInt8(ascii: "0") + UInt8(number / divisor % 10)
            _ = unsafe write(2, &digit, 1)
            divisor /= 10
        }
    }
}
