// SPDX-License-Identifier: Apache-2.0

/// The rules for what is believed of a value, and told at once.
extension Point {
    func judgementProblems() -> [Wrong] {
        [rateProblem(), resetsProblem(), resolutionProblem(), invertProblem()].compactMap(\.self)
            + alarmProblems()
    }

    private func rateProblem() -> Wrong? {
        guard let rate else { return nil }
        guard kind == .gauge || kind == .counter, encoding != .bool else {
            return (
                "rate", "conflicting-keys",
                Text(
                    en: "only a gauge or a counter changes at a rate; leave the key out",
                    vi: "chỉ gauge hoặc counter mới có tốc độ thay đổi; hãy bỏ khóa này")
            )
        }
        return rate.mantissa > 0 ? nil : notAboveZero("rate")
    }

    private func notAboveZero(_ key: String) -> Wrong {
        (
            key, "out-of-range",
            Text(en: "expected a number above 0", vi: "cần một số lớn hơn 0")
        )
    }

    private func resetsProblem() -> Wrong? {
        resets == nil || kind == .counter ? nil : ofCounters("resets")
    }

    private func resolutionProblem() -> Wrong? {
        guard let resolution else { return nil }
        guard kind == .counter else { return ofCounters("resolution") }
        return resolution.mantissa > 0 ? nil : notAboveZero("resolution")
    }

    private func ofCounters(_ key: String) -> Wrong {
        (
            key, "conflicting-keys",
            Text(en: "\(key) is of counters alone", vi: "\(key) chỉ dùng cho counter")
        )
    }

    private func invertProblem() -> Wrong? {
        guard isInverted, encoding != .bool || dependence.formula != nil else { return nil }
        return (
            "invert", "bad-value",
            Text(
                en: "a profile inverts only a bool: a number has a scale",
                vi: "hồ sơ chỉ đảo được bool: với số, dùng scale âm")
        )
    }

    private func alarmProblems() -> [Wrong] {
        guard let alarm else { return [] }
        if alarm.low == nil, alarm.high == nil {
            return [
                (
                    "limits", "missing-key",
                    Text(
                        en: "limits need low, high or both",
                        vi: "limits cần low, high hoặc cả hai")
                )
            ]
        }
        if let low = alarm.low, let high = alarm.high, low.double >= high.double {
            return [
                (
                    "limits", "out-of-range",
                    Text(en: "low must be below high", vi: "low phải nhỏ hơn high")
                )
            ]
        }
        guard alarm.hysteresis.mantissa < 0 else { return [] }
        return [
            (
                "limits", "out-of-range",
                Text(en: "hysteresis has no sign", vi: "hysteresis không được âm")
            )
        ]
    }
}
