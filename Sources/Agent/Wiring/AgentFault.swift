// SPDX-License-Identifier: Apache-2.0
package import Field
package import Host
package import Hub

/// Why the service cannot start.
package enum AgentFault: Error, Hashable, Sendable {
    /// The machine has no thread, descriptor or memory for it.
    case system(SystemFault)
    /// The hub's settings cannot be used.
    case hub(HubFault)
    /// The hub could not be told how a device's values are to be read.
    case meta(LongMeta)
    /// Another service answers at the control socket of this path. Two would share the devices,
    /// the hub's client id and the spool, and take them from each other.
    case runsAlready(String)

    package var code: String {
        switch self {
        case .system: "system"
        case .hub(let fault): fault.code
        case .meta: "meta-too-long"
        case .runsAlready: "runs-already"
        }
    }

    package var text: Text {
        switch self {
        case .system(let fault):
            Text(
                en: "the system refused: \(fault)",
                vi: "hệ thống từ chối: \(fault)")
        case .hub(let fault): fault.text
        case .meta(let long): Self.text(of: long)
        case .runsAlready(let path):
            Text(
                en: "a service runs already and answers at \(path); see it: tram status",
                vi: "đã có dịch vụ đang chạy, trả lời ở \(path); xem: tram status")
        }
    }

    private static func text(of long: LongMeta) -> Text {
        let (device, points, bytes) = (long.device, long.points, long.bytes)
        return Text(
            en: """
                device \(device): what the hub is told of its \(points) points (topic meta) takes \
                \(bytes) bytes, at most \(LongMeta.byteLimit) are allowed; divide the points \
                among several profiles, and enter a device with this unit id for each
                """,
            vi: """
                thiết bị \(device): phần mô tả \(points) điểm đo gửi lên hub (topic meta) dài \
                \(bytes) byte, tối đa cho phép \(LongMeta.byteLimit) byte; hãy chia các điểm đo \
                thành nhiều hồ sơ (profile), mỗi hồ sơ khai báo một thiết bị cùng địa chỉ trạm này
                """)
    }
}
