// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Testing

/// Tells of a test that takes too long while it still runs: what hangs is named.
struct LimitWatch: Sendable {
    private let isOver: WakeUp

    init(_ limit: Nanoseconds, _ name: String) throws {
        let isOver = try WakeUp()
        self.isOver = isOver
        let due = Clock.now() + limit
        try Thread.start("limit") {
            var polls = PollSet()
            polls.add(isOver.descriptor, .readable)
            do throws(SystemFault) {
                guard try polls.wait(until: due) == 0 else { return }
                Issue.record("“\(name)” takes more than \(limit)")
            } catch {
                Issue.record("nobody watches the time of “\(name)”: \(error)")
            }
        }.abandon()
    }

    func end() { isOver.signal() }
}
