// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host

struct DecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode",
        abstract: Text(
            en: "Find which type, byte order and scale give an expected value.",
            vi: "Tìm kiểu dữ liệu, thứ tự byte và scale cho ra giá trị mong đợi."),
        usage: """
            tram decode <hex> ... [--expect <low>..<high>] [--all]
                   [--output <output>] [--lang <lang>]
            """,
        discussion: Text(
            en: """
                Takes registers as words (4366 199A, 0x4366), as bytes (43 66 19 9A), or a whole \
                answer, RTU or TCP. Tries every type, byte order and scale that devices use; what \
                comes first is likeliest. The last column goes into a profile as it is. Write \
                what the device shows, or what may be: 207..253 for a mains voltage. Nothing is \
                sent.

                $ tram decode 199A 4366 --expect 207..253
                2 registers: 0x199A 0x4366
                REG  VALUE  IN A PROFILE
                0-1  230.1  as: float32, order: CDAB
                1 of 26 readings is within 207..253; --all shows all

                $ tram decode 01 03 02 08 FD 7E 05 --expect 207..253
                answer of unit 1, function 3, 1 register: 0x08FD
                REG  VALUE  IN A PROFILE
                0    230.1  as: uint16, scale: 0.1
                0    253    as: uint8, half: low
                2 of 9 readings are within 207..253; --all shows all

                Signed types are shown where they make a difference. Without --expect all \
                readings are shown, numbers without a scale.

                Exit code 1: nothing is within the range, or the answer has no registers.
                """,
            vi: """
                Nhận thanh ghi dạng từ (4366 199A, 0x4366), dạng byte (43 66 19 9A), hoặc cả khung \
                trả lời RTU hay TCP. Lệnh thử mọi kiểu dữ liệu, thứ tự byte và scale mà thiết bị \
                hay dùng; dòng đầu là khả năng cao nhất. Cột cuối chép thẳng vào hồ sơ. Hãy ghi \
                giá trị thiết bị đang hiện, hoặc khoảng hợp lý: 207..253 với điện áp lưới. Không \
                gửi gì cả.

                $ tram decode 199A 4366 --expect 207..253 --lang vi
                2 thanh ghi: 0x199A 0x4366
                REG  GIÁ TRỊ  GHI TRONG HỒ SƠ
                0-1  230,1    as: float32, order: CDAB
                1 trong 26 cách đọc nằm trong 207..253; --all để xem tất cả

                Kiểu có dấu chỉ hiện khi cho kết quả khác. Không có --expect thì hiện mọi cách \
                đọc, số không nhân scale.

                Mã thoát 1: không giá trị nào trong khoảng, hoặc khung không có thanh ghi.
                """))

    @Argument(
        help: .words(
            en: "Registers in hexadecimal, or a whole answer.",
            vi: "Các thanh ghi dạng hệ 16, hoặc cả khung trả lời."))
    var hex: [String]

    @Option(
        parsing: .unconditional,
        help: .words(
            en: "Where the value must be, as low..high.",
            vi: "Khoảng của giá trị: thấp..cao."))
    var expect: ExpectedRange?

    @Flag(
        help: .words(
            en: "Show all readings, the unlikely ones too.",
            vi: "Hiện mọi cách đọc, cả khả năng thấp."))
    var all = false

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var language: LanguageOptions

    func validate() throws {
        do throws(DecodeInput.Mistake) {
            _ = try DecodeInput(hex)
        } catch {
            if !error.isFinding { throw ValidationError(error.text) }
        }
    }

    func run() throws {
        let screen = Screen(language.language)
        let input = try DecodeInput(hex)
        let view = DecodeView(
            input: input, range: expect, solver: Solver(input.words, expecting: expect?.limits))
        switch output {
        case .json: Environment.write(view.json + "\n")
        case .table:
            let lines = view.lines(Terminal.columns, screen.language, all: all)
            for line in lines { screen.line(line) }
        }
        if view.isTrouble { throw ExitCode.problem }
    }
}

/// `207..253`, with a point or a comma before decimals.
struct ExpectedRange: ExpressibleByArgument, Hashable {
    let text: String
    let limits: Limits

    init?(argument: String) {
        let ends = argument.replacing(",", with: ".").split(
            separator: "..", omittingEmptySubsequences: false
        ).map { Decimal($0) }
        guard ends.count == 2, let low = ends[0], let high = ends[1], low.double <= high.double
        else { return nil }
        (text, limits) = (argument, Limits(low: low, high: high))
    }
}
