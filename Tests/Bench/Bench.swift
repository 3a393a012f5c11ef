// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Benchmarks that compare within one run on one machine, and fail when a ratio is missed.
@main
struct Bench {
    static func main() {
        switch CommandLine.arguments.dropFirst().first {
        case "ring": exit(RingBench().run() ? 0 : 1)
        default:
            print("usage: Bench ring")
            exit(64)
        }
    }
}
