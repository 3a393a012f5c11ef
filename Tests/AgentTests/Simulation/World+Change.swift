// SPDX-License-Identifier: Apache-2.0
import Agent
import Field

/// The gateway's file changes: devices go, come back, and are something else.
extension World {
    mutating func change() {
        if let next = coming {
            // The disk may not have given numbers in time.
            let isReady = pump.isReady(for: next)
            guard isReady || below(30) == 0 else { return }
            isHasty = isHasty || !isReady
            noteSealed()
            pump.change(
                to: configuration(next), from: configuration(devices), at: now)
            (devices, coming) = (next, nil)
            changes += 1
        } else if below(25) == 0 {
            let next = Self.devices(below(4))
            pump.expect(next)
            coming = next
        }
    }
}
