// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

struct ProfileShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: Text(
            en: "Show a device: link, points, sources, requests and what they cost.",
            vi: "Xem một thiết bị: kết nối, điểm đo, nguồn, yêu cầu và thời gian đọc."),
        usage: """
            tram profile show <name> [--profiles <profiles> ...]
                   [--output <output>] [--lang <lang>]
            """,
        discussion: Text(
            en: """
                Everything that the profile says, and how the device is read alone on a line at \
                its first speed, as tram plan reckons it. Registers are numbered from 0, as tram \
                read takes them.

                $ tram profile show xy-md02
                xy-md02: XY XY-MD02
                Temperature and humidity transmitter
                class       Temperature and humidity sensors (temperature-humidity)
                confidence  confirmed: two independent sources agree
                link        8N1 8E1, unit id 1
                sources
                  gavinying/modpoll contrib/xy/xy-md02.csv
                  …
                POINT              UNIT  FROM            NAME
                air_temperature    Cel   input 1 int16   Air temperature
                relative_humidity  %RH   input 2 uint16  Relative humidity
                Alone at 9600 8N1, polled every 10 s: 1 request, 31.4 ms (side by side: 1)
                …

                Exit code 1: the profile has errors. 2: no profile has this name.
                """,
            vi: """
                Mọi điều hồ sơ ghi, và cách đọc thiết bị khi nó ở một mình trên đường truyền với \
                tốc độ đầu tiên, tính như tram plan. Thanh ghi đếm từ 0, đúng như tram read cần.

                $ tram profile show xy-md02 --lang vi
                xy-md02: XY XY-MD02
                Cảm biến nhiệt độ và độ ẩm
                loại        Cảm biến nhiệt độ và độ ẩm (temperature-humidity)
                độ tin cậy  confirmed: hai nguồn độc lập khớp nhau
                kết nối     8N1 8E1, địa chỉ trạm (unit id) 1
                nguồn
                  gavinying/modpoll contrib/xy/xy-md02.csv
                  …

                Mã thoát 1: hồ sơ có lỗi. 2: không có hồ sơ tên này.
                """))

    @Argument(
        help: .words(
            en: "A profile of the library, or a file.",
            vi: "Một hồ sơ trong thư viện, hoặc một tệp."), completion: .profiles)
    var name: String

    @OptionGroup var profiles: ProfileOptions

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var language: LanguageOptions

    func run() throws {
        let screen = Screen(language.language)
        let (path, outcome) = try find()
        guard let profile = outcome.value else {
            throw DeviceMistake.broken(profile: name, outcome)
        }
        let view = ProfileView(profile: profile, path: path)
        switch output {
        case .json: Environment.write(view.json + "\n")
        case .table:
            for line in view.lines(Terminal.columns, screen.language) { screen.line(line) }
        }
    }

    private func find() throws(DeviceMistake) -> (path: String, Outcome<Profile>) {
        let directories = profiles.directories + Library.directories()
        if Wish.isPath(name) { return (name, Reader.profile(at: name, library: directories)) }
        var catalogue = Catalogue(directories: directories)
        if let outcome = catalogue.profile(name), let path = catalogue.path(of: name) {
            return (path, outcome)
        }
        throw .unknownProfile(name, catalogue.ids)
    }
}
