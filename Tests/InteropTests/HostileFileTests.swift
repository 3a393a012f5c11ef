// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

extension HeavyTests {
    /// Files that nobody should have written, given to the tool: a sentence with its place, in
    /// bounded time and memory.
    @Suite struct HostileFileTests {
        /// Runs a program and says how much memory it has had, at most.
        static let measure = """
            import resource, subprocess, sys
            code = subprocess.run(sys.argv[1:]).returncode
            print("PEAK", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
            sys.exit(code)
            """

        /// A file's content, and a word of what must be said about it.
        enum Case: String, CaseIterable {
            case truncated, long, deep, null, latin, directory, missing, binary, empty, alias

            var content: String? {
                let good = """
                    gateway: {id: gw-1, area: haichau, site: bts-1}
                    hubs: [{urls: ["mqtt://127.0.0.1:1883"], root: danang}]

                    """
                return switch self {
                case .truncated: good + "buses:\n  - {id: a, tcp: {host: 10.0.0"
                case .long: good + String(repeating: "# ten bytes\n", count: 900_000)
                case .deep: String(repeating: "[", count: 10_000)
                case .null: good + "buses: [\0]\n"
                case .latin: nil
                case .directory: nil
                case .missing: nil
                case .binary: String(repeating: "\u{1}\u{7F}\u{FEFF}%&*", count: 5_000)
                case .empty: ""
                case .alias: "a: &a [1, 2]\nb: *a\n" + good
                }
            }

            /// Whether there is a line to point at.
            var hasPlace: Bool {
                switch self {
                case .long, .directory, .missing, .empty: false
                default: true
                }
            }

            func path(in directory: Directory) throws -> String {
                let path = directory.file("\(rawValue).yaml")
                switch self {
                case .missing: return path
                case .directory: return directory.path
                case .latin:
                    let words = "gateway:\\n  id: gw-1\\n  names: Tr\\351m\\n"
                    let shell = ["-c", "printf '\(words)' > '\(path)'"]
                    _ = try Program("/bin/sh", shell).finish(within: .seconds(5))
                default: try directory.write(content ?? "", to: "\(rawValue).yaml")
                }
                return path
            }
        }

        @Test(arguments: Case.allCases)
        func `a hostile file is refused with a sentence`(sample: Case) throws {
            let directory = try Directory()
            let path = try sample.path(in: directory)
            for command in [["check", path], ["run", "--config", path]] {
                let asked = Clock.now()
                let (ending, output) = try Tram.finish(
                    command, through: ["/usr/bin/python3", "-c", Self.measure],
                    within: .seconds(20))
                let peak = output.compactMap { line in
                    line.hasPrefix("PEAK ") ? Int(line.dropFirst(5)) : nil
                }
                let words = output.filter { !$0.hasPrefix("PEAK ") }
                #expect(ending == .exit(1), "\(command[0]) \(sample): \(words)")
                #expect(try #require(peak.first) <= 32, "\(command[0]) \(sample), MiB")
                #expect(Clock.now() - asked < .seconds(5), "\(command[0]) \(sample)")
                let first = try #require(words.first)
                let place = sample.hasPlace ? "\(path):" : path
                #expect(first.hasPrefix(place) && first.contains(": error: "), "\(first)")
                if sample.hasPlace { #expect(first.dropFirst(place.count).hasPlace, "\(first)") }
                #expect(first.hasSuffix("]"), "a stable code closes the line: \(first)")
                #expect(words.allSatisfy { $0.utf8.count < 1_000 && $0.isHarmless })
                print(
                    "\(command[0]) \(sample): \(peak) MiB, \((Clock.now() - asked).milliseconds) ms"
                )
            }
        }
    }
}

extension String {
    /// Whether it cannot steer a terminal.
    fileprivate var isHarmless: Bool {
        unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}

extension Substring {
    /// `12:7: …`
    fileprivate var hasPlace: Bool {
        let parts = split(separator: ":")
        return parts.count > 2 && Int(parts[0]) != nil && Int(parts[1]) != nil
    }
}
