// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Spool

extension JSONWriter {
    /// The same facts as `SpoolView`, and all of them.
    mutating func spool(_ path: String, _ look: SpoolLook, _ relics: [SpoolRelic]) {
        beginObject()
        text("path", path)
        text("epoch", look.epoch)
        key("in-use")
        bool(look.isInUse)
        key("unclean")
        bool(look.isUnclean && !look.isInUse)
        number("used-bytes", look.state.usedBytes)
        number("limit-bytes", look.state.limit)
        number("daily-bytes", look.dailyBytes.map { Int64($0) })
        number("drain-seconds", Int(look.drainSeconds))
        tenths("autonomy-hours", look.state.autonomyHours)
        number("disk-free-bytes", look.state.diskFreeBytes)
        tenths("disk-full-hours", look.state.diskFullHours)
        key("streams")
        beginArray()
        for line in look.lines { self.line(line) }
        endArray()
        key("gaps")
        beginArray()
        for gap in look.gaps { self.gap(gap) }
        endArray()
        key("set-aside")
        beginArray()
        for relic in relics { self.relic(relic) }
        endArray()
        endObject()
    }

    /// Why there is nothing to be told of it.
    mutating func spool(_ path: String, _ sight: SpoolSight) {
        let words = sight.text(path)
        beginObject()
        text("path", path)
        text("code", sight.code)
        text("en", words.en)
        text("vi", words.vi)
        endObject()
    }

    private mutating func line(_ line: SpoolLook.Line) {
        beginObject()
        text("device", line.device)
        text("stream", line.stream.name)
        text("epoch", line.epoch)
        number("waiting", line.waiting)
        number("kept", line.kept)
        number("first", line.first)
        number("last", line.last)
        number("from", line.from)
        number("to", line.to)
        endObject()
    }

    private mutating func relic(_ relic: SpoolRelic) {
        beginObject()
        text("path", relic.path)
        number("bytes", relic.bytes)
        number("changed", relic.changed?.milliseconds)
        endObject()
    }

    private mutating func text(_ name: String, _ text: String) {
        key(name)
        string(text)
    }

    private mutating func number(_ name: String, _ number: (some FixedWidthInteger)?) {
        key(name)
        if let number { integer(number) } else { null() }
    }

    private mutating func tenths(_ name: String, _ hours: Double?) {
        key(name)
        guard let hours else { return null() }
        decimal(Decimal(mantissa: Int128(hours * 10), exponent: -1))
    }
}
