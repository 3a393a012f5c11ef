// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
package import Testing

/// For a test that waits: for programs, for threads, for time. It gets a thread of its own instead
/// of one from the pool, of which there are as many as processors, so that those who compute go on;
/// and its time counts from its own start, where that of `timeLimit` counts while it stands in the
/// line behind all others.
///
///     @Suite(.waits(atMostMinutes: 1)) struct ServiceTests
package struct Waits: TestTrait, SuiteTrait, TestScoping {
    let limit: Nanoseconds

    package var isRecursive: Bool { true }

    /// A suite waits for nothing; what it contains does.
    package func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? {
        testCase == nil ? nil : self
    }

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(OwnThreads.shared) {
            await Turnstile.shared.enter()
            defer { Turnstile.shared.leave() }
            let watch = try LimitWatch(limit, test.displayName ?? test.name)
            defer { watch.end() }
            try await body()
        }
    }
}

extension Trait where Self == Waits {
    package static func waits(atMostMinutes minutes: Int) -> Self {
        Self(limit: .seconds(Int64(minutes) * 60))
    }
}
