// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host
internal import Hub

struct HubCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hub",
        abstract: Text(en: "Look at the hub from here.", vi: "Xem hub từ máy này."),
        subcommands: [HubTail.self])
}

struct HubTail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: Text(
            en: "Show what the hub receives, decoded, as it comes.",
            vi: "Hiện những gì hub nhận được, đã giải mã, ngay khi đến."),
        usage: """
            tram hub tail [--config <config>] [--profiles <profiles> ...]
                   [--domain <domain>] [--seconds <seconds>] [--wait <wait>]
                   [--output <output>] [--lang <lang>]
            tram hub tail --url <url> [--root <root>] …
            """,
        discussion: Text(
            en: """
                Subscribes beside the service, with the login of the gateway's file or to an \
                address. One line a message: time, domain, device, record number, values with \
                units, and how many more there are; a value that could not be read shows why.

                  $ tram hub tail --domain energy
                  02:13:05 energy  meter-1      #4821  voltage 230.1 V  current 4.21 A  +6
                  $ tram hub tail --url mqtt://127.0.0.1:1883 --root danang --output json

                Ctrl-C ends it. Exit code 3: the hub could not be reached within --wait seconds.
                """,
            vi: """
                Đăng ký nhận (subscribe) song song với dịch vụ, theo tài khoản trong tệp cấu hình \
                hoặc tới một địa chỉ. Mỗi bản tin một dòng: giờ, lĩnh vực, thiết bị, số bản ghi, \
                các giá trị kèm đơn vị, và còn bao nhiêu giá trị nữa; giá trị không đọc được thì \
                nêu lý do.

                  $ tram hub tail --domain energy
                  02:13:05 energy  meter-1      #4821  voltage 230,1 V  current 4,21 A  +6
                  $ tram hub tail --url mqtt://127.0.0.1:1883 --root danang --output json

                Ctrl-C để dừng. Mã thoát 3: không kết nối được tới hub trong --wait giây.
                """))

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var language: LanguageOptions

    @Option(
        help: .words(
            en: "The hub's address instead of the file's: mqtt://host:port.",
            vi: "Địa chỉ hub thay cho địa chỉ trong tệp: mqtt://host:port."))
    var url: String?

    @Option(
        help: .words(
            en: "The first topic level, with --url. Without it: any.",
            vi: "Cấp đầu của topic, đi cùng --url. Nếu không ghi: bất kỳ."))
    var root: String?

    @Option(
        help: .words(
            en: "Only this domain: env, energy, water, … or sys for the gateways.",
            vi: "Chỉ lĩnh vực này: env, energy, water, … hoặc sys cho các gateway."))
    var domain: String?

    @Option(
        help: .words(en: "End after so many seconds.", vi: "Tự dừng sau chừng ấy giây."))
    var seconds: Int?

    @Option(
        help: .words(
            en: "How many seconds to try to reach the hub.",
            vi: "Cố kết nối tới hub trong bao nhiêu giây."))
    var wait = 10

    @Option(
        help: .words(
            en: "table, or json: a line with topic and payload for each message.",
            vi: "table, hoặc json: mỗi bản tin một dòng gồm topic và payload."))
    var output = OutputForm.table

    func validate() throws {
        guard wait > 0, seconds ?? 1 > 0 else {
            throw ValidationError(
                Text(
                    en: "--seconds and --wait take a positive number",
                    vi: "--seconds và --wait cần một số dương"))
        }
        if url == nil, root != nil {
            throw ValidationError(
                Text(
                    en: "--root does nothing without --url: the file names the root; add --url "
                        + "or leave it out",
                    vi: "--root không có tác dụng khi thiếu --url: tệp cấu hình đã ghi root; hãy "
                        + "thêm --url hoặc bỏ --root"))
        }
        if url != nil, options.path != ConfigurationOptions.usual || !options.directories.isEmpty {
            throw ValidationError(
                Text(
                    en: "--config and --profiles do nothing beside --url, which takes the file's "
                        + "place; leave out one of them",
                    vi: "--config và --profiles không có tác dụng khi đã có --url, vốn thay cho "
                        + "tệp cấu hình; hãy bỏ một bên"))
        }
    }

    func run() throws {
        let screen = Screen(language.language)
        do throws(TailFault) {
            let (connection, filter) = try target()
            try Tail(
                connection, filter, screen: screen, output: output,
                seconds: seconds.map { .seconds(Int64($0)) }, patience: .seconds(Int64(wait))
            ).run()
        } catch {
            for line in error.lines(screen.language) { screen.complain(line) }
            throw error.exitCode
        }
    }

    private func target() throws(TailFault) -> (Connection, filter: String) {
        if let url {
            do throws(HubFault) {
                let address = try Address(url)
                let seed = UInt64.random(in: .min ... .max)
                let connection = Connection(
                    addresses: [address], clientID: "tail-\(Identifier.random())", seed: seed)
                return (connection, filter(root ?? "+"))
            } catch {
                throw .hub(error)
            }
        }
        let outcome = Reader.configuration(
            at: options.path, profiles: options.directories, library: Library.directories())
        guard let configuration = outcome.value else {
            throw .configuration(
                ProblemList(problems: outcome.problems, count: outcome.count)
                    .lines(language.language))
        }
        do {
            return (try HubAccess.onlooker(configuration), filter(configuration.hub.root))
        } catch {
            throw .agent(error)
        }
    }

    private func filter(_ root: String) -> String {
        domain.map { "\(root)/+/\($0)/#" } ?? "\(root)/#"
    }
}
