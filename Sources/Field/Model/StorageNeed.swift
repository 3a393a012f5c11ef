// SPDX-License-Identifier: Apache-2.0

/// What the records of a site take up on disk, about, in bytes a day. Windows count as often as
/// they come; live values that are sent by their deadband as often as the heartbeat alone sends
/// them, and events not at all: nobody knows them beforehand.
package struct StorageNeed: Hashable, Sendable {
    /// A live value, deflated among others, in bytes: as measured with ten points a device whose
    /// values are random (the article Spool).
    static let liveBytes = 5.0
    /// The statistics of one point in one window, in bytes: as measured.
    static let windowBytes = 21.0

    package var live = 0.0
    package var window = 0.0

    package init(live: Double, window: Double) { (self.live, self.window) = (live, window) }

    /// What is read without a pause counts as often as its line reads it for certain.
    package init(of lines: [Line]) {
        for line in lines {
            for (device, cycle) in zip(line.devices, line.cycles) {
                for point in device.points { add(point, of: device, cycle: cycle) }
            }
        }
    }

    private mutating func add(_ point: Point, of device: Device, cycle: Nanoseconds) {
        guard let own = device.periods.period(of: point) else { return }
        let period = own == .zero ? cycle : own
        let publishing = device.publishing
        if publishing.window != .zero {
            window += Self.windowBytes * Self.daily(max(publishing.window, period))
        }
        guard !point.isPersonal, let pause = publishing.longestLivePause else { return }
        live += Self.liveBytes * Self.daily(max(pause, period))
    }

    private static func daily(_ pause: Nanoseconds) -> Double {
        pause == .zero ? 0 : 1 / pause.days
    }

    /// What it takes to keep them so long.
    package func size(_ keep: Storage.Keeping) -> ByteCount {
        let bytes = live * keep.live.days + window * keep.window.days
        return ByteCount(bytes: Int64(min(bytes, 1e18)))
    }

    /// How far back the records reach that fit into so much, in days; nil: all that are kept.
    package func reach(within size: ByteCount, _ keep: Storage.Keeping) -> Double? {
        guard self.size(keep) > size else { return nil }
        let size = Double(size.bytes)
        let (short, rest) =
            keep.live < keep.window ? (keep.live.days, window) : (keep.window.days, live)
        let both = (live + window) * short
        return both < size ? short + (size - both) / rest : size / (live + window)
    }
}

extension Publishing {
    /// The longest time between two values of a point, apart from its period; nil: none is sent.
    fileprivate var longestLivePause: Nanoseconds? {
        switch live {
        case .every: .zero
        case .change: heartbeat == .zero ? nil : heartbeat
        case .off: nil
        }
    }
}

extension Nanoseconds {
    fileprivate var days: Double { Double(count) / 86_400e9 }
}
