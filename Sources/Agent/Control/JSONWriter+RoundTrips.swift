// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field

extension JSONWriter {
    /// How long a device is waited for, how long it takes (µs, beside the wire), and what to write
    /// into its entry where that does not fit.
    mutating func roundTrips(_ trips: RoundTrips?, of device: Device) {
        member("timeout", device.timeout.milliseconds)
        guard let trips, trips.answers > 0 else { return }
        key("round-trip")
        beginObject()
        member("usual", trips.usual.count / 1_000)
        member("slowest", trips.slowest.count / 1_000)
        member("answers", trips.answers)
        endObject()
        guard let suggested = trips.suggested else { return }
        member("suggested-timeout", suggested.milliseconds)
        guard let advice = trips.advice(on: device.timeout) else { return }
        key("advice")
        beginObject()
        let (code, text) = Self.words(advice, trips.slowest, device.timeout, suggested)
        member("code", code)
        member("line", "timeout: \(Self.written(suggested))")
        texts(en: text.en, vi: text.vi)
        endObject()
    }

    private static func words(
        _ advice: RoundTrips.Advice, _ slowest: Nanoseconds, _ timeout: Nanoseconds,
        _ suggested: Nanoseconds
    ) -> (code: String, text: Text) {
        let (now, slow) = (written(timeout), "\(slowest.milliseconds) ms")
        let line = "timeout: \(written(suggested))"
        switch advice {
        case .longer:
            return (
                "timeout-short",
                Text(
                    en: "answers take up to \(slow), near the timeout of \(now), and may be lost; "
                        + "in the device's entry: \(line)",
                    vi: "trả lời mất đến \(slow), gần bằng timeout \(now), có thể bị mất; trong "
                        + "mục của thiết bị hãy ghi: \(line)")
            )
        case .shorter:
            return (
                "timeout-long",
                Text(
                    en: "answers take at most \(slow); when it is silent, \(now) are waited for in "
                        + "vain; in the device's entry: \(line)",
                    vi: "trả lời mất nhiều nhất \(slow); khi thiết bị im lặng, \(now) bị chờ vô "
                        + "ích; trong mục của thiết bị hãy ghi: \(line)")
            )
        }
    }

    /// As files have it.
    private static func written(_ time: Nanoseconds) -> String {
        let milliseconds = time.milliseconds
        return milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000)s" : "\(milliseconds)ms"
    }
}
