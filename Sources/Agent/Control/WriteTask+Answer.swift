// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field

/// What the technician is told of a write, and the log.
extension WriteTask {
    /// For the log. Nothing was read where nothing is read back.
    var verdict: String {
        if isRefused { return "the device says that it has not done it" }
        return now.isEmpty ? "done" : isSame ? "done, and read back" : "reads back otherwise"
    }

    /// What would be written.
    var plan: [UInt8] {
        var writer = JSONWriter()
        writer.beginAnswer(isOK: true)
        describe(&writer)
        writer.endObject()
        return writer.bytes
    }

    private func describe(_ writer: inout JSONWriter) {
        writer.member("device", request.device)
        writer.member("point", point.name)
        writer.member("unit-of-measure", point.unit)
        writer.member("bus", line)
        writer.member("unit", unit)
        writer.member("table", point.table.rawValue)
        writer.member("address", point.address)
        writer.member("function", write.function)
        writer.key("words")
        writer.beginArray()
        for word in write.words { writer.integer(word) }
        writer.endArray()
        writer.member("unlocks", (point.write?.unlock ?? []).count)
        if let lock = point.write?.lock, !lock.isEmpty { writer.member("locks", lock.count) }
        if point.write?.afterRestart == true {
            writer.key("after-restart")
            writer.bool(true)
        }
    }

    /// All requests were answered: what the device says now, where that was read.
    func answer(_ last: GuestResult) -> [UInt8] {
        let isRead = !now.isEmpty
        let mistake = isRefused ? Self.refused : isRead && !isSame ? Self.otherwise : nil
        var writer = JSONWriter()
        writer.beginAnswer(isOK: mistake == nil)
        if let mistake {
            writer.member("code", mistake.code)
            writer.texts(en: mistake.text.en, vi: mistake.text.vi)
        }
        describe(&writer)
        if isRead {
            writer.key("now")
            if let value { writer.value(value) } else { writer.null() }
        }
        writer.member("took", last.took.count / 1_000)
        writer.endObject()
        return writer.bytes
    }

    private static let otherwise = (
        code: "read-back",
        text: Text(
            en: "the device took the write, and says something else now: it may need time, be "
                + "locked, or round; read it again",
            vi: "thiết bị đã nhận lệnh ghi nhưng đọc lại được giá trị khác: có thể nó cần thời "
                + "gian, đang khóa, hoặc làm tròn; hãy đọc lại")
    )

    private static let refused = (
        code: "not-done",
        text: Text(
            en: "the device took the write, and its result says that it has not done it; see the "
                + "device's manual for the number",
            vi: "thiết bị đã nhận lệnh ghi, nhưng thanh ghi kết quả cho biết chưa thực hiện; hãy "
                + "xem ý nghĩa con số trong tài liệu thiết bị")
    )

    /// A request failed: whether the value may have been taken all the same, and what became of
    /// the lock.
    func answer(failed result: GuestResult, _ note: Text? = nil) -> [UInt8] {
        switch result.outcome {
        case .failed(let quality) where isSent: return answer(unknown: quality.code, note)
        // A write is made once, so this one never left; a value before it was taken.
        case .closed(let fault) where isTaken: return answer(unknown: fault.code, note)
        case .late where isSent: return answer(unknown: "late", note)
        default: return result.line(note)
        }
    }

    static let lockedAgain = Text(
        en: "; the device was locked again", vi: "; thiết bị đã được khóa lại")
    static let leftOpen = Text(
        en: "; the device may be left unlocked: write again, or lock it yourself",
        vi: "; có thể thiết bị vẫn đang mở khóa: hãy ghi lại, hoặc tự khóa thiết bị")

    /// No more of it will be heard.
    var givenUp: [UInt8] {
        isSent ? answer(unknown: ControlRefusal.begunAnew.rawValue) : ControlRefusal.begunAnew.line
    }

    private func answer(unknown code: String, _ note: Text? = nil) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginAnswer(isOK: false)
        writer.member("code", isTaken ? "not-read-back" : "unconfirmed")
        if isTaken {
            writer.texts(
                en: "the device took the write, but could not be read back (\(code)); read the "
                    + "point again",
                vi: "thiết bị đã nhận lệnh ghi nhưng không đọc lại được (\(code)); hãy đọc lại "
                    + "điểm đo", note)
        } else {
            writer.texts(
                en: "no usable answer came (\(code)): nobody knows whether the device took the "
                    + "write; read the point before it is written again",
                vi: "không nhận được câu trả lời dùng được (\(code)): không biết thiết bị đã nhận "
                    + "lệnh ghi chưa; hãy đọc lại điểm đo trước khi ghi lần nữa", note)
        }
        writer.endObject()
        return writer.bytes
    }
}
