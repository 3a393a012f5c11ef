// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The window of one device that is open.
struct WindowTrack: Sendable {
    /// Zero: the device has none.
    let length: Nanoseconds
    /// How long after its edge a window waits for what was read before it.
    let grace: Nanoseconds
    /// UTC in milliseconds.
    private(set) var from: Int64 = 0
    private(set) var to: Int64 = 0
    /// What is older has been told.
    private(set) var opened = Instant(nanoseconds: .min)
    /// The end on the monotonic clock.
    private(set) var edge = Instant.never

    /// One period and its timeout, at most this.
    static let longestGrace = Nanoseconds.seconds(5)

    init(_ device: Device) {
        length = device.publishing.window
        grace = min(device.poll + device.timeout, Self.longestGrace)
    }

    /// When it is told at the latest.
    var deadline: Instant { edge + grace }

    /// Opens the window that a moment lies in, from this moment on.
    mutating func open(_ moment: Moment) {
        guard length > .zero else { return }
        from = moment.milliseconds(of: moment.now)
        to = (from / length.milliseconds + 1) * length.milliseconds
        setEdge(moment)
    }

    /// Opens the one after it.
    mutating func advance(_ moment: Moment) {
        (opened, from) = (edge, to)
        to += length.milliseconds
        setEdge(moment)
    }

    private mutating func setEdge(_ moment: Moment) {
        let ahead = to - moment.milliseconds(of: moment.now)
        edge = moment.now + .milliseconds(ahead)
    }

    /// What is read from now on belongs to what is left of it, from this millisecond on.
    mutating func cut(at now: Instant, _ end: Int64) { (opened, from) = (now, end) }
}
