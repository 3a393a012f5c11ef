// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host
internal import Hub

struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show all of it: simulated sensors, a broker, the agent, and what the hub gets.",
        discussion: """
            Four devices (three on Modbus TCP, one on a serial line), mosquitto on a free port, \
            and the agent run as processes of their own on this machine's loopback; installs \
            nothing and leaves nothing behind. Each message that the hub receives is one line: \
            time, domain, device, record number, values with units, and how many more there are.

              $ tram demo --seconds 20

            Exit code 0 only if every device delivered changing values under numbers without a gap.
            """)

    @Option(help: "End after so many seconds; without it Ctrl-C ends it.")
    var seconds: Int?

    @OptionGroup var language: LanguageOptions

    func validate() throws {
        guard seconds ?? 3 >= 3 else {
            throw ValidationError("--seconds: at least 3, as devices are read once a second")
        }
    }

    func run() throws {
        let screen = Screen(language.language)
        let isGood: Bool
        do throws(DemoFault) {
            var show = try DemoShow.start(screen, seconds: seconds.map { .seconds(Int64($0)) })
            isGood = try show.run()
        } catch {
            screen.complain("tram demo: \(error.text(screen.language))")
            throw ExitCode.problem
        }
        if !isGood { throw ExitCode.problem }
    }
}
