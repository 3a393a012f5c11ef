// SPDX-License-Identifier: Apache-2.0
package import Field

/// One way in which a simulated device or its line misbehaves: the label under which it is counted.
package enum InjectedFault: String, CaseIterable, Sendable {
    /// The reply comes when nobody waits for it any more.
    case late
    /// The check of the reply is wrong; on TCP its transaction.
    case crc
    /// Random bytes before the reply.
    case noise
    /// Bytes of the reply are missing.
    case dropped
    /// The reply is another unit's.
    case foreign
    /// Two devices have the unit id, and both answer.
    case duplicate
    /// The request comes back before the reply: an adapter that hears itself.
    case echo
    /// The device refuses: it has failed (exception 4).
    case exception
    /// Some addresses do not exist (exception 2), always the same ones.
    case hole
    /// The device asks for patience (exception 6).
    case busy
    /// No answer.
    case dead
    /// The port goes away for some seconds.
    case vanish

    /// What people call it.
    package var text: Text {
        switch self {
        case .late: Text(en: "late replies", vi: "trả lời trễ")
        case .crc: Text(en: "wrong check (CRC)", vi: "sai mã kiểm (CRC)")
        case .noise: Text(en: "noise before replies", vi: "nhiễu trước câu trả lời")
        case .dropped: Text(en: "replies with bytes missing", vi: "câu trả lời mất byte")
        case .foreign:
            Text(en: "replies of another unit", vi: "trả lời mang địa chỉ trạm (unit id) khác")
        case .duplicate:
            Text(
                en: "two devices with one unit id", vi: "hai thiết bị trùng địa chỉ trạm (unit id)")
        case .echo: Text(en: "echo of requests", vi: "tiếng vọng (echo) của yêu cầu")
        case .exception: Text(en: "exception 4, device failure", vi: "exception 4, thiết bị hỏng")
        case .hole: Text(en: "addresses refused", vi: "từ chối một số địa chỉ thanh ghi")
        case .busy: Text(en: "exception 6, busy", vi: "exception 6, thiết bị bận")
        case .dead: Text(en: "no answer", vi: "không trả lời")
        case .vanish: Text(en: "the port goes away", vi: "cổng biến mất rồi trở lại")
        }
    }
}

/// A fault that a device has, and how often it shows.
package struct Injection: Hashable, Sendable {
    /// How late a late reply is.
    static let lateness = Nanoseconds.milliseconds(500)
    static let longestLateness = Nanoseconds.milliseconds(2_000)
    /// How long a port that vanishes is away.
    static let absence = Nanoseconds.seconds(3)

    package var fault: InjectedFault
    /// The share of the requests, of a `hole` that of the addresses: 0 to 1.
    package var share: Double

    package init(_ fault: InjectedFault, share: Double = 1) {
        self.fault = fault
        self.share = max(0, min(1, share))
    }
}
