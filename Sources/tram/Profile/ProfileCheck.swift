// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

struct ProfileCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: Text(
            en: "Check profiles strictly, and run their vectors.",
            vi: "Kiểm tra chặt chẽ các hồ sơ và chạy thử vectors."),
        usage: """
            tram profile check <path> ... [--strict] [--profiles <profiles> ...]
                   [--output <output>] [--lang <lang>]
            """,
        discussion: Text(
            en: """
                A path is a profile's file or a directory of them. Every problem has file, line \
                and column; of a vector that does not hold, the point, what it decodes to, and \
                what was expected. Warnings say what a sound profile still lacks:

                  no-vietnamese-name  the device or a point has no name in Vietnamese
                  few-sources         confirmed with fewer than two sources
                  no-vectors          nothing tests what the profile says
                  untested-points     points that no vector covers
                  more-requests       more requests than there are runs of registers

                $ tram profile check acme-t1.yaml
                acme-t1.yaml:12:64: error: air_temperature decodes to 23.5, expected "24.5" …
                1 profile: 1 error, 0 warnings

                Of several profiles a table follows, by class: how many there are, confirmed, \
                their points, those with a Vietnamese name, with a range, in a vector, vectors, \
                requests, and runs of registers side by side.

                Exit code 1: errors; with --strict also warnings.
                """,
            vi: """
                Đường dẫn là tệp hồ sơ hoặc thư mục chứa hồ sơ. Mỗi vấn đề có tệp, dòng và cột; \
                vector sai thì nêu điểm đo, giá trị giải mã được và giá trị cần có. Cảnh báo cho \
                biết một hồ sơ đúng còn thiếu gì:

                  no-vietnamese-name  thiết bị hoặc điểm đo chưa có tên tiếng Việt
                  few-sources         confirmed nhưng chưa đủ hai nguồn
                  no-vectors          chưa có gì kiểm chứng hồ sơ
                  untested-points     điểm đo không có trong vector nào
                  more-requests       nhiều yêu cầu hơn số dãy thanh ghi liền kề

                $ tram profile check acme-t1.yaml --lang vi
                acme-t1.yaml:12:64: lỗi: air_temperature giải mã ra 23.5, cần "24.5" …
                1 hồ sơ: 1 lỗi, 0 cảnh báo

                Khi có nhiều hồ sơ, cuối cùng là bảng theo loại: số hồ sơ, số đã xác nhận, điểm \
                đo, có tên tiếng Việt, có range, có trong vector, số vector, yêu cầu, và số dãy \
                thanh ghi liền kề.

                Mã thoát 1: có lỗi; với --strict thì cả cảnh báo.
                """))

    @Argument(
        help: .words(en: "Files or directories.", vi: "Các tệp hoặc thư mục."),
        completion: .yaml)
    var paths: [String]

    @Flag(
        help: .words(
            en: "A warning is as bad as an error.", vi: "Coi cảnh báo như lỗi."))
    var strict = false

    @OptionGroup var profiles: ProfileOptions

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var language: LanguageOptions

    func validate() throws {
        guard paths.isEmpty else { return }
        throw ValidationError(
            Text(
                en: "name a profile's file, or a directory of them",
                vi: "hãy ghi tên tệp hồ sơ, hoặc thư mục hồ sơ"))
    }

    func run() throws {
        let screen = Screen(language.language)
        let files = paths.flatMap(Self.files)
        let view = ProfileCheckView(
            files: files.map(\.path), twins: files.filter { $0.first != nil },
            library: profiles.directories + Library.directories())
        switch output {
        case .json: Environment.write(view.json + "\n")
        case .table:
            for line in view.lines(screen.language) { screen.line(line) }
        }
        if view.errors > 0 || strict && view.hasGaps || view.files.isEmpty {
            throw ExitCode.problem
        }
    }

    /// A file itself, the profiles of a directory; `first`: the file that is read in its place.
    private static func files(_ path: String) -> [(path: String, first: String?)] {
        guard File.isDirectory(path) else { return [(path, nil)] }
        let isEnded = path.count > 1 && path.hasSuffix("/")
        let shelf = Catalogue(directories: [isEnded ? String(path.dropLast()) : path])
        return shelf.ids.compactMap { id in shelf.path(of: id).map { ($0, nil) } }
            + shelf.twins.map { ($0.path, $0.first) }
    }
}
