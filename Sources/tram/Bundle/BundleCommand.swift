// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

struct BundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: Text(
            en: "Pack what support needs into one archive, without secrets.",
            vi: "Gói những gì bộ phận hỗ trợ cần vào một tệp, không kèm bí mật."),
        usage: """
            tram bundle [--to <to>] [--log <log>] [--config <config>]
                   [--profiles <profiles> ...] [--output <output>]
                   [--control <control>] [--lang <lang>]
            """,
        discussion: discussion)

    @Option(
        help: .words(
            en: "The archive. Without it: tram-bundle-<date>.tar.gz here.",
            vi: "Tệp gói. Nếu bỏ trống: tram-bundle-<ngày>.tar.gz tại đây."), completion: .file())
    var to: String?

    @Option(
        help: .words(
            en: "A file with the service's log, where systemd's journal has none.",
            vi: "Tệp nhật ký của dịch vụ, nếu không nằm trong journal của systemd."),
        completion: .file())
    var log: String?

    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

    func run() throws {
        let screen = Screen(language.language)
        let now = Clock.wall()
        let bundle = collect(screen.language)
        let path = to ?? "tram-bundle-\(LocalTime(now).stamp.filter(\.isNumber)).tar.gz"
        let mayWrite = try WholeFiles.mayWrite(at: path) { $0.starts(with: [0x1F, 0x8B]) }
        guard mayWrite else { throw MoveFault.notAFile(path, by: "tram bundle") }
        let bytes = try Self.archive(bundle, screen.language, at: now)
        try WholeFiles.write(bytes, to: path)
        let view = BundleView(bundle: bundle, path: path, bytes: bytes)
        switch output {
        case .json: Environment.write(view.json.pretty + "\n")
        case .table: for line in view.lines(screen.language) { screen.line(line) }
        }
    }

    private func collect(_ language: Language) -> Bundle {
        let outcome = Reader.configuration(
            at: options.path, profiles: options.directories, library: Library.directories())
        let excerpts = Excerpt.files(at: ShownFiles.paths(beside: options.path), outcome)
        var book = SecretBook(excerpts, outcome.value?.hub)
        let log = ServiceLog(file: log)
        if let log { book.add(smellsOf: log.lines.joined(separator: "\n")) }
        var bundle = Bundle(control: control.path, language: language, book)
        bundle.add(excerpts, outcome)
        if let configuration = outcome.value {
            bundle.add(configuration)
            let catalogue = Catalogue(directories: options.directories + Library.directories())
            bundle.add(configuration.devices.map(\.profile)) { catalogue.path(of: $0) }
        } else {
            for name in ["plan.json", "spool.json", "profiles"] {
                bundle.lack(name, outcome.problems.first.map { .other($0.code) } ?? .unreadable)
            }
        }
        bundle.add("ports.json", PortsView(ports: SerialPorts().all()).json + "\n")
        bundle.add("kernel.json", BundleFacts.kernel.pretty + "\n")
        bundle.addService()
        if let log {
            let text = log.lines.map { $0 + "\n" }.joined()
            bundle.add("log.txt", text, removed: log.others)
        } else {
            bundle.lack("log.txt", .unreadable)
        }
        return bundle
    }

    /// With a first file that says what it is.
    private static func archive(
        _ bundle: Bundle, _ language: Language, at time: WallTime
    ) throws(SystemFault) -> [UInt8] {
        var tar = TarFile()
        let words = BundleView.readMe(bundle, language).map { $0 + "\n" }.joined()
        if let readMe = bundle.cleaned(words) {
            tar.add("tram-bundle/README.txt", readMe, at: time)
        }
        for part in bundle.parts { tar.add("tram-bundle/\(part.name)", part.bytes, at: time) }
        tar.end()
        return try GZip.file(tar.bytes)
    }
}
