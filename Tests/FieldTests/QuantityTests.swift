// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Field

@Suite struct `The table of quantities` {
    @Test func `has each name once, and its row under it`() {
        #expect(Quantity.all.count == 76)
        #expect(Set(Quantity.all.map(\.name)).count == Quantity.all.count)
        for quantity in Quantity.all {
            #expect(Quantity.named(quantity.name) == quantity)
            #expect(Point.isName(quantity.name), "\(quantity.name)")
        }
        #expect(Quantity.named(Quantity.other) == nil)
    }

    @Test(arguments: Quantity.all)
    func `says who says so, and has a deadband within its range`(_ quantity: Quantity) {
        #expect(!quantity.source.isEmpty)
        #expect(!quantity.deadbandSource.isEmpty)
        #expect((quantity.range == nil) == (quantity.rangeSource == nil))
        #expect(quantity.rangeSource?.isEmpty != true)
        #expect(quantity.deadband.double >= 0)
        if let range = quantity.range {
            #expect(quantity.deadband.double < range.high.double - range.low.double)
        }
    }

    @Test func `leaves states and counted energies alone`() {
        for quantity in Quantity.all
        where quantity.unit.isEmpty || quantity.name.contains("energy") {
            #expect(quantity.range == nil && quantity.deadband.isZero, "\(quantity.name)")
        }
    }

    @Test func `means angles by circles, levels by energy, and no names or ratios`() {
        let means = Quantity.all.filter { $0.mean != .linear }.map { "\($0.name) \($0.mean)" }
        #expect(
            means == [
                "wind_direction circular", "wind_force none", "sound_level energy",
                "power_factor none", "phase_angle circular", "contact none", "switch_state none",
                "alarm none",
            ])
    }
}

@Suite struct `What is usual for a point` {
    private func point(
        _ quantity: String, _ kind: Point.Kind = .gauge, _ encoding: Encoding = .int16
    ) -> Point {
        var point = Point(
            name: quantity, table: .holding, address: 0, encoding: encoding, quantity: quantity)
        point.kind = kind
        return point
    }

    private func limits(_ low: Int128, _ high: Int128) -> Limits {
        Limits(low: Decimal(mantissa: low), high: Decimal(mantissa: high))
    }

    @Test func `is its quantity's: a counter has no range, a state neither`() {
        #expect(point("uptime").usualDeadband == Decimal(mantissa: 60))
        #expect(point("uptime", .counter).usualDeadband == Decimal(mantissa: 60))
        #expect(point("uptime", .state).usualDeadband == .zero)
        #expect(point("load").usualRange == limits(0, 150))
        #expect(point("load", .counter).usualRange == nil)
        #expect(point("load", .state).usualRange == nil)
        #expect(point("load", .gauge, .bool).usualRange == nil)
        #expect(point("load", .gauge, .bool).usualDeadband == .zero)
        var setpoint = point("load")
        setpoint.access = .readWrite
        #expect(setpoint.usualRange == limits(0, 150) && setpoint.usualDeadband == .zero)
        #expect(point(Quantity.other).usualRange == nil)
        #expect(point(Quantity.other).usualDeadband == .zero)
    }

    @Test(arguments: [
        (-10, 60, 0, 60), (20, 400, 20, 150), (-9, 999, 0, 150), (10, 20, 10, 20),
    ])
    func `reaches no further than the instrument`(
        _ low: Int128, _ high: Int128, _ first: Int128, _ last: Int128
    ) {
        var point = point("load")
        point.span = limits(low, high)
        #expect(point.usualRange == limits(first, last))
    }

    @Test func `is no range where the instrument shows nothing of it`() {
        var point = point("load")
        point.span = limits(-20, -10)
        #expect(point.usualRange == nil)
    }
}
