// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@testable import Agent

@Suite struct PointTrackTests {
    @Test func `a point takes 40 bytes at most`() {
        #expect(MemoryLayout<PointTrack>.stride <= 40)
    }

    /// They share a byte.
    @Test func `each mark is its own`() {
        let marks: [WritableKeyPath<PointTrack, Bool>] = [
            \.isFresh, \.isKnown, \.isPersonal, \.isLacking,
        ]
        for mark in marks {
            var track = PointTrack(rule: 0, device: 0, round: 0)
            for other in marks where other != mark { track[keyPath: other] = true }
            #expect(!track[keyPath: mark] && !track.isMarked)
            track[keyPath: mark] = true
            track.mark(true)
            #expect(marks.allSatisfy { track[keyPath: $0] } && track.isMarked)
            for other in marks where other != mark { track[keyPath: other] = false }
            #expect(track[keyPath: mark] && track.isMarked)
        }
    }
}
