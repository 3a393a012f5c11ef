// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// A value that several threads use, one at a time.
///
/// On pthread_mutex(7) and not the standard library's `Mutex`, because the thread sanitizer knows
/// the one and not the slow path of the other: it reported races between two critical sections.
///
/// A class, because all its users hold it. why: `@unchecked`, as the value is reached only between
/// lock and unlock of the mutex beside it; the mailboxes' tests run under the thread sanitizer.
@safe package final class Lock<Value: ~Copyable>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    package init(_ value: consuming sending Value) {
        unsafe mutex = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(mutex, nil)
        self.value = value
    }

    deinit {
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
    }

    /// Runs `body` alone with the value. Short: another thread may be waiting.
    package func withLock<Result: ~Copyable, Fault: Error>(
        _ body: (inout Value) throws(Fault) -> sending Result
    ) throws(Fault) -> sending Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
