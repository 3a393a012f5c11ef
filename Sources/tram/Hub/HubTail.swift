// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host
internal import Hub

struct HubCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hub", abstract: "Look at the hub from here.", subcommands: [HubTail.self])
}

struct HubTail: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail", abstract: "Show what the hub receives, decoded, as it comes.",
        usage: """
            tram hub tail [--config <config>] [--profiles <profiles> ...]
                   [--domain <domain>] [--seconds <seconds>] [--wait <wait>]
                   [--output <output>] [--lang <lang>]
            tram hub tail --url <url> [--root <root>] …
            """,
        discussion: """
            Subscribes beside the service, with the login of the gateway's file or to an address. \
            One line a message: time, domain, device, record number, values with units, and how \
            many more there are; a value that could not be read shows why.

              $ tram hub tail --domain energy
              02:13:05 energy  meter-1      #4821  voltage 230.1 V  current 4.21 A  +6
              $ tram hub tail --url mqtt://127.0.0.1:1883 --root danang --output json

            Ctrl-C ends it. Exit code 3: the hub could not be reached within --wait seconds.
            """)

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var language: LanguageOptions

    @Option(help: "The hub's address instead of the file's: mqtt://host:port.")
    var url: String?

    @Option(help: "The first topic level, with --url.")
    var root = "+"

    @Option(help: "Only this domain: env, energy, water, … or sys for the gateways.")
    var domain: String?

    @Option(help: "End after so many seconds.")
    var seconds: Int?

    @Option(help: "How many seconds to try to reach the hub.")
    var wait = 10

    @Option(help: "table, or json: a line with topic and payload for each message.")
    var output = OutputForm.table

    func validate() throws {
        guard wait > 0, seconds ?? 1 > 0 else {
            throw ValidationError("--seconds and --wait take a positive number")
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
            screen.complain("tram hub tail: \(error.text(screen.language))")
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
                return (connection, filter(root))
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
