// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Field

/// A gateway holds thousands of points for as long as it runs.
@Suite struct `The room that a point takes` {
    @Test func `is no more for what few points have`() {
        #expect(MemoryLayout<Point>.stride <= 560)
        var point = Point(
            name: "a", table: .holding, address: 0, encoding: .uint16, quantity: "other")
        #expect(point.rareBox == nil)
        point.dependence.decimals = 2
        #expect(point.rareBox != nil)
        point.dependence.decimals = nil
        #expect(point.rareBox == nil)
    }
}
