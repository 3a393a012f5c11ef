// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field

/// What the technician is told of a write, and the log.
extension WriteTask {
    /// For the log. Nothing was read where nothing is read back.
    func verdict(_ data: [UInt8]) -> String {
        data.isEmpty ? "done" : isSame(data) ? "done, and read back" : "reads back otherwise"
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
    }

    /// All requests were answered: what the device says now, where that was read.
    func answer(_ data: [UInt8], _ result: GuestResult) -> [UInt8] {
        let isRead = !data.isEmpty
        let isGood = !isRead || isSame(data)
        var writer = JSONWriter()
        writer.beginAnswer(isOK: isGood)
        if !isGood {
            writer.member("code", "read-back")
            writer.texts(
                en: "the device took the write, and says something else now: it may need time, "
                    + "be locked, or round; read it again",
                vi: "thiết bị đã nhận lệnh ghi nhưng đọc lại được giá trị khác: có thể nó cần thời "
                    + "gian, đang khóa, hoặc làm tròn; hãy đọc lại")
        }
        describe(&writer)
        if isRead {
            writer.key("now")
            if let value = value(of: data) { writer.value(value) } else { writer.null() }
        }
        writer.member("took", result.took.count / 1_000)
        writer.endObject()
        return writer.bytes
    }

    /// A request failed: whether the value may have been taken all the same.
    func answer(failed result: GuestResult) -> [UInt8] {
        switch result.outcome {
        case .failed(let quality) where isSent: return answer(unknown: quality.code)
        case .late where isSent: return answer(unknown: "late")
        default: return result.line
        }
    }

    /// No more of it will be heard.
    var givenUp: [UInt8] {
        isSent ? answer(unknown: ControlRefusal.begunAnew.rawValue) : ControlRefusal.begunAnew.line
    }

    private func answer(unknown code: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginAnswer(isOK: false)
        writer.member("code", isTaken ? "not-read-back" : "unconfirmed")
        if isTaken {
            writer.texts(
                en: "the device took the write, but could not be read back (\(code)); read the "
                    + "point again",
                vi: "thiết bị đã nhận lệnh ghi nhưng không đọc lại được (\(code)); hãy đọc lại "
                    + "điểm đo")
        } else {
            writer.texts(
                en: "no usable answer came (\(code)): nobody knows whether the device took the "
                    + "write; read the point before it is written again",
                vi: "không nhận được câu trả lời dùng được (\(code)): không biết thiết bị đã nhận "
                    + "lệnh ghi chưa; hãy đọc lại điểm đo trước khi ghi lần nữa")
        }
        writer.endObject()
        return writer.bytes
    }
}
