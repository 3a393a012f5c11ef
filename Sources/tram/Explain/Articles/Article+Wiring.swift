// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// What bytes and times tell of a line and of a unit on it.
    static let ofWiring: [Article] = [
        Article(
            "line-silent",
            en: "no device of this line says anything",
            vi: "không thiết bị nào trên đường này trả lời",
            causes: [
                .swappedAtPort, .brokenPair, .noPowerAtAll, .wrongSpeed,
                Hint(
                    en: "the port is another adapter's, or its driver does not send",
                    vi: "nhầm cổng của bộ chuyển đổi khác, hoặc nó không phát"),
            ],
            checks: [
                .pullWires, .measureSupply,
                Hint(
                    en: "swap A and B at the adapter, and ask again",
                    vi: "đổi chéo A/B tại bộ chuyển đổi rồi hỏi lại"), .compareSpeed,
                .measureTermination,
            ],
            next: "tram scan PORT --auto"),
        Article(
            "unit-silent",
            en: "this unit says nothing",
            vi: "trạm này không trả lời gì",
            causes: [.noPower, .wrongUnit, .swappedPair, .brokenPair, .wrongSpeed],
            checks: [.measureSupply, .readUnit, .pullWires, .swapPair, .compareSpeed],
            next: "tram scan BUS"),
        Article(
            "host-silent",
            en: "the connection is there, and no unit behind it answers",
            vi: "kết nối được nhưng không trạm nào phía sau trả lời",
            causes: [
                .wrongUnit, .noPowerBehind,
                Hint(
                    en: "the converter's baud or parity is not the devices'",
                    vi: "baud hoặc parity trong bộ chuyển đổi khác thiết bị"),
                Hint(
                    en: "it is no Modbus, or wants rtu-over-tcp in place of tcp",
                    vi: "không phải Modbus, hoặc cần rtu-over-tcp thay vì tcp"), .swappedPair,
            ],
            checks: [
                .readUnit, .measureSupply,
                Hint(
                    en: "look at the converter's own page: mode, baud, parity",
                    vi: "xem trang cấu hình bộ chuyển đổi: chế độ, baud, parity"),
            ],
            next: "tram scan BUS"),
        Article(
            "other-settings",
            en: "its bytes look like those of another baud or parity",
            vi: "byte trả về giống như của baud hoặc parity khác",
            causes: [.wrongSpeed, .noise],
            checks: [.compareSpeed],
            next: "tram scan PORT --auto"),
        Article(
            "line-noise",
            en: "answers are damaged or lost, as chance will have it",
            vi: "câu trả lời hỏng hoặc mất một cách ngẫu nhiên",
            causes: [.noise, .noTermination, .looseContact, .noCommon, .sameUnit],
            checks: [.pullWires, .measureTermination, .moveCable, .oneByOne],
            next: "tram capture BUS --last 1m"),
        Article(
            "same-unit",
            en: "two devices answer to this unit id",
            vi: "hai thiết bị cùng trả lời ở địa chỉ trạm này",
            causes: [
                .sameUnit,
                Hint(
                    en: "a new device still has the maker's unit id, 1",
                    vi: "thiết bị mới còn giữ địa chỉ 1 của nhà sản xuất"), .noise,
            ],
            checks: [.oneByOne, .readUnit],
            next: "tram scan BUS"),
        Article(
            "own-echo",
            en: "the port hears its own requests",
            vi: "cổng nghe lại chính yêu cầu của mình",
            causes: [
                Hint(
                    en: "the adapter does not switch its receiver off while it sends",
                    vi: "bộ chuyển đổi không tắt phần thu khi đang phát"),
                Hint(
                    en: "the converter is in a mode for RS-422 or full duplex",
                    vi: "bộ chuyển đổi đang ở chế độ RS-422 hoặc song công"),
            ],
            checks: [
                Hint(
                    en: "write echo: true into the bus's entry of tram.yaml",
                    vi: "ghi echo: true vào mục của bus ở tram.yaml"),
                Hint(
                    en: "look for a switch or a setting: 2-wire, echo off",
                    vi: "tìm công tắc hoặc cài đặt: 2 dây, tắt echo"),
            ],
            next: "tram check && tram reload"),
        Article(
            "short-replies",
            en: "answers lack bytes",
            vi: "câu trả lời thiếu byte",
            causes: [
                Hint(
                    en: "the adapter switches to hearing too late, or away too soon",
                    vi: "bộ chuyển đổi đổi chiều thu quá muộn hoặc quá sớm"),
                Hint(
                    en: "rs485 or rts of the bus does not fit the adapter",
                    vi: "rs485 hoặc rts của bus không hợp bộ chuyển đổi"),
                Hint(
                    en: "the converter cuts frames where characters pause",
                    vi: "bộ chuyển đổi cắt khung khi ký tự ngắt quãng"), .noise,
            ],
            checks: [
                Hint(
                    en: "try rs485: auto, then rts, in the bus's entry",
                    vi: "thử rs485: auto, rồi rts, trong mục của bus"),
                Hint(
                    en: "in the converter, lengthen the time that ends a frame",
                    vi: "trong bộ chuyển đổi, tăng thời gian kết thúc khung"), .moveCable,
            ],
            next: "tram capture BUS --last 1m"),
        Article(
            "late-replies",
            en: "answers are intact, and come after the timeout",
            vi: "câu trả lời đúng nhưng đến sau timeout",
            causes: [
                .slowDevice,
                Hint(
                    en: "the network to the converter is slow",
                    vi: "mạng tới bộ chuyển đổi chậm"),
                Hint(
                    en: "the gateway asks its devices one after the other",
                    vi: "gateway hỏi lần lượt từng thiết bị của nó"),
            ],
            checks: [.longerTimeout, .pingHost],
            next: "tram status device"),
        Article(
            "second-master",
            en: "somebody else asks on this line",
            vi: "có master khác đang hỏi trên đường này",
            causes: [
                .otherMaster,
                Hint(
                    en: "an old box or a display was left on the pair",
                    vi: "còn sót hộp cũ hoặc màn hình trên cặp dây"),
                Hint(
                    en: "a second service polls through the same converter",
                    vi: "dịch vụ thứ hai hỏi qua cùng bộ chuyển đổi"),
            ],
            checks: [
                Hint(
                    en: "follow the pair from end to end: what else is on it",
                    vi: "lần theo cặp dây từ đầu đến cuối: còn gì nối vào"), .oneByOne,
            ],
            next: "tram capture BUS --last 1m"),
        Article(
            "other-replies",
            en: "intact answers come, of other units or other requests",
            vi: "có câu trả lời đúng dạng của trạm hay yêu cầu khác",
            causes: [
                .otherMaster,
                Hint(
                    en: "the gateway puts its own unit id into answers",
                    vi: "gateway ghi địa chỉ trạm của nó vào câu trả lời"),
                Hint(
                    en: "the converter mixes up the answers of two clients",
                    vi: "bộ chuyển đổi (DTU) lẫn câu trả lời của hai máy hỏi"),
            ],
            checks: [
                .readUnit,
                Hint(
                    en: "see that nothing else polls through the same converter",
                    vi: "xem còn máy nào khác hỏi qua cùng bộ chuyển đổi không"),
            ],
            next: "tram capture BUS --last 1m"),
        Article(
            "only-refusals",
            en: "the unit answers, and refuses what it is asked",
            vi: "trạm có trả lời nhưng từ chối yêu cầu",
            causes: [.otherModel, .otherTable, .deviceStarts, .deviceFailed],
            checks: [.compareModel, .readManual, .readStatus],
            next: "tram identify BUS:UNIT"),
        Article(
            "gateway-silent",
            en: "the gateway says it cannot reach the unit (10, 11)",
            vi: "gateway báo không liên lạc được trạm (10, 11)",
            causes: [
                .noPower, .wrongUnit, .swappedPair,
                Hint(
                    en: "the gateway's own line is set otherwise than the device",
                    vi: "đường phía sau gateway cài khác với thiết bị"),
            ],
            checks: [
                .measureSupply, .readUnit,
                Hint(
                    en: "compare the line's settings in the gateway with the device's",
                    vi: "so cài đặt đường truyền trong gateway với thiết bị"),
            ],
            next: "tram scan BUS"),
        Article(
            "hangs-up",
            en: "the other end closes the connection when it is asked",
            vi: "phía bên kia đóng kết nối ngay khi bị hỏi",
            causes: [
                .fullConnections, .wrongUnit,
                Hint(
                    en: "it is no Modbus TCP: another service listens there",
                    vi: "không phải Modbus TCP: dịch vụ khác dùng cổng này"),
                Hint(
                    en: "it lets in known addresses only",
                    vi: "nó chỉ nhận các địa chỉ đã khai báo"),
            ],
            checks: [
                Hint(
                    en: "end other clients of the device, or restart it",
                    vi: "ngắt các máy khác đang kết nối, hoặc khởi động lại thiết bị"), .readUnit,
            ],
            next: "tram scan BUS"),
    ]
}

extension Hint {
    fileprivate static let swappedAtPort = Hint(
        en: "A and B are swapped at the port",
        vi: "đảo cực A/B ngay tại cổng")
    fileprivate static let noPowerAtAll = Hint(
        en: "the devices have no power: fuse, supply of the cabinet",
        vi: "các thiết bị mất nguồn: cầu chì, nguồn của tủ")
    fileprivate static let noPowerBehind = Hint(
        en: "the devices behind the converter have no power",
        vi: "thiết bị phía sau bộ chuyển đổi mất nguồn")
    fileprivate static let looseContact = Hint(
        en: "a terminal is loose, wet or corroded",
        vi: "cọc đấu lỏng, ẩm hoặc bị gỉ")
    fileprivate static let noCommon = Hint(
        en: "the common wire between the devices is missing",
        vi: "thiếu dây chung giữa các thiết bị")
}
