// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host

struct ProfileList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: Text(
            en: "Find devices of the library by words, class, quantity or vendor.",
            vi: "Tìm thiết bị trong thư viện theo từ, loại, đại lượng hoặc hãng."),
        usage: """
            tram profile list [<words> ...] [--class <class>] [--quantity <quantity>]
                   [--vendor <vendor>] [--profiles <profiles> ...]
                   [--output <output>] [--lang <lang>]
            """,
        discussion: Text(
            en: """
                All words must be found: in the profile's name, vendor, model, class, names in \
                either language or quantities. Marks may be left out: cong to dien 3 pha.

                $ tram profile list eastron sdm630
                PROFILE           POINTS  CONFIDENCE  DEVICE
                Three-phase electricity meters (electricity-meter-3p)
                  eastron-sdm630      39  confirmed   Eastron SDM630-Modbus
                1 profile

                Exit code 1: nothing is found, or a profile has errors.
                """,
            vi: """
                Mọi từ đều phải có mặt: trong tên hồ sơ, hãng, kiểu máy, loại, tên gọi (tiếng Việt \
                hoặc tiếng Anh) hoặc đại lượng. Có thể gõ không dấu: cong to dien 3 pha.

                $ tram profile list dien 3 pha sdm630 --lang vi
                HỒ SƠ             ĐIỂM ĐO  ĐỘ TIN CẬY  THIẾT BỊ
                Công tơ điện 3 pha (electricity-meter-3p)
                  eastron-sdm630       39  confirmed   Eastron SDM630-Modbus
                1 hồ sơ

                Mã thoát 1: không tìm thấy, hoặc một hồ sơ có lỗi.
                """))

    @Argument(help: .words(en: "What to look for.", vi: "Các từ cần tìm."))
    var words: [String] = []

    @Option(
        help: .words(
            en: "Only this class, by its id or words of its name.",
            vi: "Chỉ loại này, theo mã hoặc theo từ trong tên loại."))
    var `class`: String?

    @Option(
        help: .words(
            en: "Only devices that measure this: voltage, air_temperature, …",
            vi: "Chỉ thiết bị đo đại lượng này: voltage, air_temperature, …"),
        completion: .quantities)
    var quantity: String?

    @Option(help: .words(en: "Only this vendor's.", vi: "Chỉ của hãng này."))
    var vendor: String?

    @OptionGroup var profiles: ProfileOptions

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var language: LanguageOptions

    func validate() throws {
        guard let quantity, quantity != Quantity.other, Quantity.named(quantity) == nil else {
            return
        }
        let near = nearest(quantity, of: Quantity.all.map(\.name))
        throw ValidationError(
            Text(
                en: "--quantity \(quantity): there is none of this name"
                    + (near.map { "; did you mean \($0)?" } ?? ""),
                vi: "--quantity \(quantity): không có đại lượng tên này"
                    + (near.map { "; có phải \($0) không?" } ?? "")))
    }

    func run() throws {
        let screen = Screen(language.language)
        let shelf = ProfileShelf(profiles.directories + Library.directories())
        let search = ProfileSearch(
            words: words, class: self.class, quantity: quantity, vendor: vendor)
        let view = ProfileListView(
            entries: search.found(in: shelf.entries), all: shelf.entries.count)
        switch output {
        case .json: Environment.write(view.json + "\n")
        case .table:
            for line in view.lines(Terminal.columns, screen.language) { screen.line(line) }
        }
        shelf.complain(screen)
        if view.entries.isEmpty || !shelf.broken.isEmpty { throw ExitCode.problem }
    }
}
