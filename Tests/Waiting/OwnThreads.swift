// SPDX-License-Identifier: Apache-2.0
internal import Host

/// Each piece of a test on a thread of its own, which may wait as long as it likes.
///
/// A class, because tasks hold their executor.
final class OwnThreads: TaskExecutor {
    static let shared = OwnThreads()
    /// What the main thread has: tests of the whole recurse deeper than the product does.
    private static let stack = 8 << 20

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        do throws(SystemFault) {
            try Thread.start("test", stack: Self.stack) { [self] in
                unsafe job.runSynchronously(on: asUnownedTaskExecutor())
            }.abandon()
        } catch {
            fatalError("no thread for a test: \(error)")
        }
    }
}
