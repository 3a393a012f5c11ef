// SPDX-License-Identifier: Apache-2.0

extension JSONWriter {
    /// What a window says of one point: `{"n":60,"due":60,"min":…}`.
    package mutating func sum(_ sum: WindowSum) {
        beginObject()
        key("n")
        integer(sum.count)
        key("due")
        integer(sum.due)
        if sum.late > 0 {
            key("late")
            integer(sum.late)
        }
        switch sum.figures {
        case nil: break
        case .gauge(let extremes, let mean, let last)?:
            if let extremes {
                member("min", extremes.least)
                member("max", extremes.most)
            }
            switch mean {
            case .none: break
            case .null: member("mean", nil)
            case .value(let number): member("mean", number)
            }
            member("last", last)
        case .state(let last, let changes)?:
            member("last", last)
            key("changes")
            integer(changes)
        case .counter(let last, let delta, let since, let reset)?:
            member("last", last)
            member("delta", delta)
            if let since {
                key("since")
                integer(since)
            }
            if let reset {
                key("reset")
                string(reset.name)
            }
        }
        endObject()
    }

    private mutating func member(_ name: String, _ value: Value?) {
        key(name)
        if let value { self.value(value) } else { null() }
    }
}

extension WindowSum.Reset {
    /// As the hub's records name it.
    package var name: String {
        switch self {
        case .rollover: "rollover"
        case .unknown: "unknown"
        }
    }
}
