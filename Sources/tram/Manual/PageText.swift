// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import Config
internal import Field

/// What the pages of commands say beyond their help.
enum PageText {
    static let synopsis = Text(en: "SYNOPSIS", vi: "CÚ PHÁP")
    static let description = Text(en: "DESCRIPTION", vi: "MÔ TẢ")
    static let arguments = Text(en: "ARGUMENTS", vi: "ĐỐI SỐ")
    static let options = Text(en: "OPTIONS", vi: "TÙY CHỌN")
    static let commands = Text(en: "COMMANDS", vi: "CÁC LỆNH")
    static let examples = Text(en: "EXAMPLES", vi: "VÍ DỤ")
    static let endings = Text(en: "EXIT STATUS", vi: "MÃ THOÁT")
    static let files = Text(en: "FILES", vi: "CÁC TỆP")
    static let environment = Text(en: "ENVIRONMENT", vi: "BIẾN MÔI TRƯỜNG")

    static let everyCommand = Text(
        en: "Wrong usage ends with 2. All codes are in tram(1).",
        vi: "Dùng lệnh sai: 2. Mọi mã đều có trong tram(1).")

    /// The parser's own words within an option's help, which are English everywhere.
    private static let parsers = [
        ("default: ", "mặc định: "), ("(values: ", "(giá trị: "),
        ("Show the version.", "Hiện số phiên bản."),
        ("Show help information.", "Hiện hướng dẫn này."),
    ]

    static func translated(_ text: String, _ language: Language) -> String {
        guard language == .vietnamese else { return text }
        return parsers.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    private static func keys(_ rows: [(String, Text)], _ language: Language) -> [ManualPart] {
        rows.map { .key($0.0, [$0.1(language)]) }
    }

    static func codes(_ language: Language) -> [ManualPart] {
        keys(
            [
                ("0", Text(en: "Fine.", vi: "Tốt.")),
                ("1", Text(en: "A problem was found.", vi: "Tìm thấy vấn đề.")),
                ("2", Text(en: "Wrong usage.", vi: "Dùng lệnh sai.")),
                (
                    "3",
                    Text(
                        en: "The service, the hub, a port or a host cannot be reached.",
                        vi: "Không kết nối được dịch vụ, hub, cổng hoặc máy.")
                ),
                (
                    "4",
                    Text(
                        en: "Refused for safety: nobody has confirmed it.",
                        vi: "Từ chối để bảo đảm an toàn: chưa ai xác nhận.")
                ), ("5", Text(en: "No answer in time.", vi: "Không trả lời kịp.")),
            ], language)
    }

    static func library(_ language: Language) -> ManualPart {
        .key(
            Library.installed,
            [
                Text(
                    en: "Device profiles that come with the product.",
                    vi: "Hồ sơ thiết bị đi kèm sản phẩm.")(language)
            ])
    }

    static func allFiles(_ language: Language) -> [ManualPart] {
        keys(
            [
                (
                    ConfigurationOptions.usual,
                    Text(en: "The gateway's file.", vi: "Tệp cấu hình của gateway.")
                ),
                (
                    "/etc/tram/conf.d/*.yaml",
                    Text(en: "More buses and devices.", vi: "Thêm bus và thiết bị.")
                ),
                (
                    Agent.usualControl,
                    Text(
                        en: "The running service's control socket.",
                        vi: "Socket điều khiển của dịch vụ đang chạy.")
                ),
                (
                    "/var/lib/tram/spool.db",
                    Text(
                        en: "Records that wait for the hub.",
                        vi: "Bản ghi đang chờ gửi tới hub.")
                ),
            ], language) + [library(language)]
    }

    static func variables(_ language: Language) -> [ManualPart] {
        keys(
            [
                (
                    "TRAM_LANG",
                    Text(
                        en: "The language, en or vi, where --lang does not say it.",
                        vi: "Ngôn ngữ, en hoặc vi, khi không ghi --lang.")
                ),
                (
                    "LC_ALL, LC_MESSAGES, LANG",
                    Text(
                        en: "The locale: its language, and whether the console is UTF-8. On "
                            + "another one Vietnamese is written without marks.",
                        vi: "Locale: ngôn ngữ, và terminal có dùng UTF-8 không. Nếu không, tiếng "
                            + "Việt được ghi không dấu.")
                ),
            ], language)
    }
}
