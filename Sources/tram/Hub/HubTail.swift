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
        discussion: Text(
            en: """
                check tries whether this gateway can reach the hub and what it may do there; \
                tail shows what the hub receives. Both have a session of their own, beside the \
                service's.

                $ tram hub tail --domain energy
                02:13:05 energy  meter-1      #4821  voltage 230.1 V  current 4.21 A  +6
                """,
            vi: """
                check thử xem gateway này có tới được hub không và được làm gì ở đó; tail hiện \
                những gì hub nhận được. Cả hai dùng phiên riêng, bên cạnh phiên của dịch vụ.

                $ tram hub tail --domain energy --lang vi
                02:13:05 energy  meter-1      #4821  voltage 230,1 V  current 4,21 A  +6
                """),
        subcommands: [HubTail.self, HubCheck.self])
}

struct HubTail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: Text(
            en: "Show what the hub receives, decoded, as it comes.",
            vi: "Hiện những gì hub nhận được, đã giải mã, ngay khi đến."),
        usage: """
            tram hub tail [--config <config>] [--profiles <profiles> ...]
                   [--domain <domain>] [--audit] [--seconds <seconds>]
                   [--wait <wait>] [--output <output>] [--lang <lang>]
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

                With --audit nothing is shown but the count: of every stream which numbers the \
                hub holds, which its gateway declared lost, and which are neither, from the \
                messages alone; then what else breaks the contract.

                  $ tram hub tail --audit --seconds 6
                  danang gw-1, online, session 17, epoch 6f2a9c01
                  DEVICE              STREAM      HELD  DECLARED   MISSING     TWICE  PROBLEMS
                  aq-1                live          13         2         1         0         0
                  aq-1                window         1         0         0         0         0
                  meter-1             live          16         0         0         0         0
                  live records came 61 ms after their time (median), at worst 100 ms
                  ✗ gw-1/aq-1 live: neither held nor declared so far: 1 (#4835)
                  ✗ 1 missing: lost, or still waiting at their gateway (spool)

                Ctrl-C ends it. Exit code 1: with --audit, something is missing or wrong, or no \
                record came; 3: the hub could not be reached within --wait seconds.
                """,
            vi: """
                Đăng ký nhận (subscribe) song song với dịch vụ, theo tài khoản trong tệp cấu hình \
                hoặc tới một địa chỉ. Mỗi bản tin một dòng: giờ, lĩnh vực, thiết bị, số bản ghi, \
                các giá trị kèm đơn vị, và còn bao nhiêu giá trị nữa; giá trị không đọc được thì \
                nêu lý do.

                  $ tram hub tail --domain energy
                  02:13:05 energy  meter-1      #4821  voltage 230,1 V  current 4,21 A  +6
                  $ tram hub tail --url mqtt://127.0.0.1:1883 --root danang --output json

                Với --audit chỉ hiện kết quả đếm: với mỗi luồng, số thứ tự nào hub đã nhận, số \
                nào gateway đã khai báo mất (gap), số nào không thuộc cả hai, chỉ dựa vào bản \
                tin; sau đó là những chỗ sai quy ước khác.

                  $ tram hub tail --audit --seconds 6
                  danang gw-1, online, session 17, epoch 6f2a9c01
                  THIẾT BỊ            LUỒNG    ĐÃ NHẬN  KHAI BÁO     THIẾU   LẶP LẠI    VẤN ĐỀ
                  aq-1                live          13         2         1         0         0
                  aq-1                window         1         0         0         0         0
                  meter-1             live          16         0         0         0         0
                  bản ghi live đến sau 62 ms (trung vị), lâu nhất 99 ms
                  ✗ gw-1/aq-1 live: chưa nhận được và cũng chưa khai báo: 1 (#4835)
                  ✗ thiếu 1: đã mất, hoặc còn chờ tại gateway (spool)

                Ctrl-C để dừng. Mã thoát 1: với --audit, có thiếu hoặc sai, hay không có bản ghi \
                nào; 3: không kết nối được tới hub trong --wait giây.
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
            vi: "Chỉ lĩnh vực này: env, energy, water, … hoặc sys cho các gateway."),
        completion: .domains)
    var domain: String?

    @Flag(
        help: .words(
            en: "Count what is held, declared and missing instead of showing messages.",
            vi: "Đếm bản ghi đã nhận, đã khai báo và còn thiếu thay vì hiện bản tin."))
    var audit = false

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
            en: "table, or json: a line for each message; with --audit one at the end.",
            vi: "table, hoặc json: mỗi bản tin một dòng; với --audit một dòng ở cuối."))
    var output = OutputForm.table

    /// The longest wait that makes sense.
    private static let longestWait = 300
    /// A month.
    private static let longestRun = 31 * 86_400

    func validate() throws {
        guard 1...Self.longestWait ~= wait, 1...Self.longestRun ~= seconds ?? 1 else {
            throw ValidationError(
                Text(
                    en: "--wait takes 1 to \(Self.longestWait) seconds, --seconds 1 to "
                        + "\(Self.longestRun)",
                    vi: "--wait nhận từ 1 đến \(Self.longestWait) giây, --seconds từ 1 đến "
                        + "\(Self.longestRun)"))
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
        let (connection, filters) = try target()
        var tail = Tail(
            connection, filters, screen: screen, output: output,
            seconds: seconds.map { .seconds(Int64($0)) }, patience: .seconds(Int64(wait)))
        if audit { tail.audit(isPartial: domain != nil) }
        let isGood = try tail.run()
        if !isGood { throw ExitCode.problem }
    }

    private static let withoutFile = Text(
        en: "without a file, name the hub itself: tram hub tail --url mqtt://HOST",
        vi: "không có tệp thì ghi thẳng hub: tram hub tail --url mqtt://HOST")

    private func target() throws -> (Connection, filters: [String]) {
        if let url {
            do throws(HubFault) {
                let address = try Address(url)
                let seed = UInt64.random(in: .min ... .max)
                let connection = Connection(
                    addresses: [address], clientID: "tail-\(Identifier.random())", seed: seed)
                return (connection, filters(root ?? "+"))
            } catch {
                throw TailFault.hub(error)
            }
        }
        let configuration: Configuration
        do throws(DeviceMistake) {
            configuration = try options.read()
        } catch {
            throw error.with(Self.withoutFile)
        }
        return (try HubAccess.onlooker(configuration), filters(configuration.hub.root))
    }

    /// An audit of one domain's devices still needs their gateways' states.
    private func filters(_ root: String) -> [String] {
        guard let domain else { return ["\(root)/#"] }
        let chosen = "\(root)/+/\(domain)/#"
        return audit && domain != "sys" ? [chosen, "\(root)/+/sys/#"] : [chosen]
    }
}
