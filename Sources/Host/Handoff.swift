// SPDX-License-Identifier: Apache-2.0

/// Carries one value that cannot be copied to the thread that will own it: a closure that outlives
/// its maker can capture this, but not the value.
///
///     let cell = Handoff(ring.producer)
///     let thread = try Thread.start("line") {
///         guard var producer = cell.take() else { return }
///         …
///     }
///
/// A class, because both threads hold it until the value has changed hands.
package final class Handoff<Value: ~Copyable & Sendable>: Sendable {
    private let cell: Lock<Value?>

    package init(_ value: consuming Value) { cell = Lock(value) }

    /// The value, for whoever asks first; nil from then on.
    package func take() -> Value? { cell.withLock { $0.take() } }
}
