// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host

/// Why the running service gives no answer.
enum ServiceFault: Error, Hashable {
    /// Nobody listens at the path.
    case notRunning(String)
    /// This user may not connect there.
    case denied(String)
    case late
    case broken(SystemFault)
    /// What came is no answer.
    case unread
    /// By the service; an exception is the device's own refusal.
    case refused(code: String, Text, exception: UInt8? = nil)

    init(_ fault: SystemFault, _ path: String) {
        if fault.isMissing || fault.isRefused {
            self = .notRunning(path)
        } else if fault.isDenied {
            self = .denied(path)
        } else if fault.isTimeout {
            self = .late
        } else {
            self = .broken(fault)
        }
    }

    var code: String {
        switch self {
        case .notRunning: "service-not-running"
        case .denied: "service-denied"
        case .late: "service-late"
        case .broken: "service-broken"
        case .unread: "service-unread"
        case .refused(let code, _, _): code
        }
    }

    /// It does not run, or does not answer: nothing that whoever asks has done wrong.
    var isSilence: Bool {
        switch self {
        case .notRunning, .late: true
        case .denied, .broken, .unread, .refused: false
        }
    }

    var exit: ExitCode {
        switch self {
        case .late: .timedOut
        // It is served, and its bus is not open.
        case .refused(let code, _, _) where CodeEntry.named(code).contains { $0.area == .line }:
            .unreachable
        case .refused(let code, _, _): Self.exits[code] ?? .problem
        case .notRunning, .denied, .broken, .unread: .unreachable
        }
    }

    /// What the service's refusals mean to a script, where it is more than a problem.
    private static let exits: [String: ExitCode] = [
        "unknown-device": .usage, "unknown-point": .usage, "unknown-bus": .usage,
        "no-unit": .usage, "not-serial": .usage, "not-a-number": .usage,
        "read-only": .refused, "not-writable": .refused, "out-of-limits": .refused,
        "not-allowed": .refused, "not-permitted": .refused,
        "comm/timeout": .timedOut, "late": .timedOut,
    ]

    var text: Text {
        switch self {
        case .notRunning(let path):
            Text(
                en: "no service answers at \(path): it does not run, or was started with another "
                    + "--control; systemctl status tram tells",
                vi: "không có dịch vụ nào trả lời tại \(path): dịch vụ chưa chạy, hoặc chạy với "
                    + "--control khác; xem bằng: systemctl status tram")
        case .denied(let path):
            Text(
                en: "\(path): this user may not enter the folder; be a member of the group tram, "
                    + "or: sudo tram status",
                vi: "\(path): tài khoản này không vào được thư mục; hãy vào nhóm tram, hoặc dùng: "
                    + "sudo tram status")
        case .late:
            Text(
                en: "the service took the question and did not answer in time; its log tells: "
                    + "journalctl -u tram",
                vi: "dịch vụ đã nhận câu hỏi nhưng không trả lời kịp; xem nhật ký: "
                    + "journalctl -u tram")
        case .broken(let fault):
            Text(
                en: "the service ended the conversation (\(fault)); try again",
                vi: "dịch vụ ngắt kết nối (\(fault)); hãy thử lại")
        case .unread:
            Text(
                en: "what answers there is not the service of this package; restart it after an "
                    + "upgrade: systemctl restart tram",
                vi: "câu trả lời không phải của dịch vụ cùng gói cài đặt; hãy khởi động lại sau "
                    + "khi nâng cấp: systemctl restart tram")
        case .refused(_, let text, _): text
        }
    }
}
