// SPDX-License-Identifier: Apache-2.0

extension AuditProblem {
    /// Where, what, how often and the first of it, in one sentence. What came from outside is not
    /// yet made fit for a terminal.
    package var text: Text {
        let what = kind.text
        let (head, count) = (place.name, "\(count)")
        func sentence(_ what: String, _ word: String) -> String {
            let end = first.isEmpty ? "" : kind == .missing ? " (\(first))" : ", \(word) \(first)"
            return (head.isEmpty ? "" : head + ": ") + what + ": " + count + end
        }
        return Text(en: sentence(what.en, "first"), vi: sentence(what.vi, "đầu tiên"))
    }
}

extension AuditProblem.Place {
    /// `gateway/device stream`, as far as there is one.
    package var name: String {
        let names = [gateway, device].filter { !$0.isEmpty }.joined(separator: "/")
        return [names, stream?.name ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension AuditProblem.Kind {
    /// Read before a colon and a count.
    package var text: Text {
        switch self {
        case .missing:
            Text(
                en: "neither held nor declared so far",
                vi: "chưa nhận được và cũng chưa khai báo")
        case .contentDiffers:
            Text(
                en: "numbers that came again with other contents",
                vi: "số thứ tự đến lần nữa với nội dung khác")
        case .gapDiffers:
            Text(
                en: "gaps that came again and say something else",
                vi: "khai báo thiếu (gap) đến lần nữa với nội dung khác")
        case .numberBack:
            Text(en: "numbers going back in an epoch", vi: "số thứ tự đi lùi trong một epoch")
        case .wrongNumber:
            Text(
                en: "numbers (seq) that are none or too large",
                vi: "số thứ tự (seq) không hợp lệ hoặc quá lớn")
        case .wrongTime, .timeAhead, .windowOverlap, .clockStepped, .restampStray: ofTime
        case .metaUnknown, .pointUnknown, .fullIncomplete, .fullMissing: ofContent
        case .epochStray, .afterWill, .willUnknown, .sessionBack, .epochChanged: ofSession
        case .retained, .malformed, .tooMany, .listenerAway: ofMessages
        }
    }

    private var ofTime: Text {
        switch self {
        case .wrongTime: Text(en: "impossible times", vi: "thời gian không thể có")
        case .timeAhead:
            Text(
                en: "times ahead of this machine's clock",
                vi: "thời gian đi trước đồng hồ máy này")
        case .restampStray:
            Text(
                en: "restamped records that had a trusted time",
                vi: "bản ghi sửa lại giờ (restamped) dù giờ cũ đã tin cậy")
        case .windowOverlap:
            Text(
                en: "windows over a time that another one covers",
                vi: "cửa sổ (window) trùng thời gian với cửa sổ khác")
        default:
            Text(
                en: "clock was set, so windows are not compared",
                vi: "đồng hồ bị chỉnh nên không so các cửa sổ (window)")
        }
    }

    private var ofContent: Text {
        switch self {
        case .metaUnknown:
            Text(
                en: "records before the meta that they name",
                vi: "bản ghi đến trước meta mà chúng nêu")
        case .pointUnknown:
            Text(
                en: "values of points that the meta does not have",
                vi: "giá trị của điểm đo không có trong meta")
        case .fullIncomplete:
            Text(
                en: "records that say full and lack a point",
                vi: "bản ghi ghi full nhưng thiếu điểm đo")
        default:
            Text(
                en: "sessions without a full record",
                vi: "phiên (session) không có bản ghi full")
        }
    }

    private var ofSession: Text {
        switch self {
        case .epochStray:
            Text(
                en: "new records of an epoch that is not the gateway's",
                vi: "bản ghi mới thuộc epoch không phải của gateway")
        case .afterWill:
            Text(
                en: "records after the gateway was told offline",
                vi: "bản ghi sau khi gateway đã báo offline")
        case .willUnknown:
            Text(
                en: "wills of a session that was never told",
                vi: "bản tin will của phiên (session) chưa từng báo")
        case .sessionBack:
            Text(en: "states of an older session", vi: "bản tin state của phiên (session) cũ")
        default:
            Text(
                en: "new epochs; an old one's end shows only by gaps",
                vi: "epoch mới; phần cuối epoch cũ chỉ biết qua gap")
        }
    }

    private var ofMessages: Text {
        switch self {
        case .retained:
            Text(en: "records that the hub retains", vi: "bản ghi bị hub lưu lại (retain)")
        case .malformed: Text(en: "malformed messages", vi: "bản tin sai dạng")
        case .tooMany:
            Text(
                en: "beyond a limit and not looked at",
                vi: "vượt giới hạn nên không xem xét")
        default:
            Text(
                en: "times this listener was away or dropped messages",
                vi: "số lần chính máy này mất kết nối hoặc bỏ sót bản tin")
        }
    }
}
