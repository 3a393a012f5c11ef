// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host
internal import Hub

struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show all of it: simulated sensors, a broker, the agent, and what the hub gets.",
        discussion: """
            Simulated devices on serial lines, RTU over TCP and Modbus TCP, mosquitto on a free \
            port, and the agent run as processes of their own on this machine's loopback; \
            installs nothing and leaves nothing behind.

            On a terminal of at least 60×16 it is a full screen: for each device some of its \
            points as the hub has them, with value, age, quality and trend, then the faults that \
            you made and what became of them. The keys:

              1 2 3 …   unplug the device of that number; again: plug it in
              l         break a line, or mend it; then its number, or Esc
              b         stop the broker, or start it
              ↑ ↓       scroll, also Page Up and Page Down
              q         quit; so does Ctrl-C. Ctrl-Z suspends all of it, fg goes on

            A fault says when the hub heard of it, how long after its end good values came again, \
            and how many records were lost: numbers that the hub has not received. To a broker \
            that is back the agent returns after a pause, as thousands of gateways must: seconds \
            after a short session, up to 30 s after a long one, longer the longer it was away.

            With --lines, with --seconds or into a pipe each message that the hub receives is one \
            line: time, domain, device, record number, values with units, and how many more there \
            are. Both end with a verdict on every device.

              $ tram demo
              $ tram demo --seconds 20
              $ tram demo --lines --lang vi | grep meter-1

            Exit code 0 only if every device delivered, what moves within seconds has moved, and \
            no number is missing.
            """)

    @Option(help: "Line by line, and end after so many seconds.")
    var seconds: Int?

    @Flag(help: "Line by line, until Ctrl-C.")
    var lines = false

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
            if seconds == nil, !lines, DemoScreen.isPossible {
                isGood = try DemoScreen.run(screen)
            } else {
                let time = seconds.map { Nanoseconds.seconds(Int64($0)) }
                isGood = try DemoShow(screen: screen, seconds: time).run()
            }
        } catch {
            screen.complain("tram demo: \(error.text(screen.language))")
            throw ExitCode.problem
        }
        if !isGood { throw ExitCode.problem }
    }
}
