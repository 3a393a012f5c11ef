// SPDX-License-Identifier: Apache-2.0
internal import Host

/// How many tests that wait run at a time: more would take the processors from each other, and
/// what they look at would come late.
///
/// A class, because every test holds it.
final class Turnstile: Sendable {
    static let shared = Turnstile(places: 2)

    private struct State {
        var places: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Lock<State>

    init(places: Int) { state = Lock(State(places: places)) }

    func enter() async {
        await withCheckedContinuation { next in
            let isFree = state.withLock { state in
                guard state.places > 0 else {
                    state.waiting.append(next)
                    return false
                }
                state.places -= 1
                return true
            }
            if isFree { next.resume() }
        }
    }

    /// The place goes to whoever has waited longest.
    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.places += 1
            return nil
        }
        next?.resume()
    }
}
