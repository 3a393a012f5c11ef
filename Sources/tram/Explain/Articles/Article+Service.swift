// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// Why the service gives no answer, or advises something.
    static let ofService: [Article] = [
        Article(
            "service-not-running",
            en: "no service answers at the control socket",
            vi: "không có dịch vụ trả lời ở socket điều khiển",
            causes: [
                Hint(
                    en: "it was never started, or ended with a fault",
                    vi: "chưa khởi động, hoặc đã dừng vì lỗi"),
                Hint(
                    en: "its file does not check, so it does not start",
                    vi: "tệp cấu hình có lỗi nên không khởi động"),
                Hint(
                    en: "it was started with another --control",
                    vi: "dịch vụ chạy với --control khác"),
            ],
            checks: [
                .lookService, .readLog,
                Hint(
                    en: "start it: sudo systemctl start tram",
                    vi: "khởi động: sudo systemctl start tram"),
            ],
            next: "tram check"),
        Article(
            "runs-already",
            en: "a service runs already on this machine",
            vi: "đã có dịch vụ đang chạy trên máy này",
            causes: [
                Hint(
                    en: "systemd runs it already, and somebody starts it by hand",
                    vi: "systemd đã chạy dịch vụ, nay có người khởi động thêm bằng tay"),
                Hint(
                    en: "another site on this machine has the same --control",
                    vi: "cấu hình khác trên máy này dùng cùng --control"),
            ],
            checks: [
                .lookService,
                Hint(
                    en: "stop the first one: sudo systemctl stop tram",
                    vi: "dừng dịch vụ đầu: sudo systemctl stop tram"),
            ],
            next: "tram status"),
        Article(
            "service-denied",
            en: "this user may not enter the socket's folder",
            vi: "tài khoản này không vào được thư mục của socket",
            causes: [.notInGroup, .stillOldLogin],
            checks: [.joinGroup, .seeGroups],
            next: "tram status"),
        Article(
            "service-late",
            en: "the service did not answer in time",
            vi: "dịch vụ không trả lời kịp",
            causes: [
                Hint(
                    en: "the machine is overloaded, or its disk stands still",
                    vi: "máy quá tải, hoặc ổ đĩa bị treo"),
                Hint(
                    en: "the bus is full, and the question waits for a free moment",
                    vi: "bus đầy, câu hỏi phải chờ lúc rảnh"),
            ],
            checks: [
                .tryAgain, .readLog,
                Hint(en: "see what the machine does: top", vi: "xem máy đang làm gì: top"),
            ],
            next: "tram status"),
        Article(
            "service-broken",
            en: "the service ended the conversation",
            vi: "dịch vụ ngắt kết nối",
            causes: [
                Hint(
                    en: "it is being restarted, or has just ended",
                    vi: "nó đang khởi động lại hoặc vừa dừng")
            ],
            checks: [.tryAgain, .lookService, .readLog],
            next: "tram status"),
        Article(
            "service-unread",
            en: "what answers is not the service of this package",
            vi: "câu trả lời không phải của dịch vụ cùng gói",
            causes: [
                .otherVersion,
                Hint(
                    en: "another program listens at this path",
                    vi: "chương trình khác đang nghe ở đường dẫn này"),
            ],
            checks: [.restartService],
            next: "tram status"),
        Article(
            "configuration",
            en: "the changed file does not check",
            vi: "tệp vừa sửa có lỗi",
            causes: [.slip],
            checks: [
                Hint(
                    en: "mend every line that is told; the service goes on meanwhile",
                    vi: "sửa từng dòng được nêu; trong lúc đó dịch vụ vẫn chạy")
            ],
            next: "tram check && tram reload"),
        Article(
            "system",
            en: "the machine refused the program something",
            vi: "máy không cấp được thứ chương trình cần",
            causes: [
                .fewMemory, .fullDisk,
                Hint(
                    en: "a limit of the service was set too low (systemd)",
                    vi: "giới hạn của dịch vụ đặt quá thấp (systemd)"),
            ],
            checks: [.readLog, .kernelLog, .lookDisk],
            next: "tram status"),
        Article(
            "timeout-short",
            en: "answers come near the device's timeout",
            vi: "trả lời mất gần hết timeout của thiết bị",
            causes: [
                .slowDevice,
                Hint(
                    en: "a converter or a radio on the way adds time",
                    vi: "bộ chuyển đổi hoặc vô tuyến trên đường làm chậm thêm"),
            ],
            checks: [.longerTimeout],
            next: "tram status device"),
        Article(
            "timeout-long",
            en: "the timeout is far longer than answers take",
            vi: "timeout dài hơn nhiều so với thời gian trả lời",
            causes: [
                Hint(
                    en: "it was written by guess, or copied",
                    vi: "được ghi phỏng đoán hoặc chép lại")
            ],
            checks: [
                .longerTimeout,
                Hint(
                    en: "each silence of this device costs the others that long",
                    vi: "mỗi lần thiết bị này im lặng, các thiết bị khác phải chờ bấy lâu"),
            ],
            next: "tram status device"),
    ]
}
