// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

extension HeavyTests {
    /// Files that nobody should have written, given to the tool: a sentence with its place, in
    /// bounded time and memory.
    @Suite struct HostileFileTests {
        /// Runs a program and says how much memory it has had, at most, and how long it worked.
        static let measure = """
            import resource, subprocess, sys
            code = subprocess.run(sys.argv[1:]).returncode
            usage = resource.getrusage(resource.RUSAGE_CHILDREN)
            print("PEAK", usage.ru_maxrss // 1024)
            print("WORK", int(1000 * (usage.ru_utime + usage.ru_stime)))
            sys.exit(code)
            """

        static let good = """
            gateway: {id: gw-1, area: haichau, site: bts-1}
            hubs: [{urls: ["mqtt://127.0.0.1:1883"], root: danang}]

            """

        /// What a run said, its memory in MiB, and the processor time that it took.
        struct Cost {
            var ending: Child.Ending
            var words: [String]
            var peak: Int
            var work: Nanoseconds

            init(_ command: [String]) throws {
                let output: [String]
                (ending, output) = try Tram.finish(
                    command, through: ["/usr/bin/python3", "-c", HostileFileTests.measure],
                    within: .seconds(20))
                let number = { (name: String) in
                    output.compactMap { $0.hasPrefix(name) ? Int($0.dropFirst(5)) : nil }.first
                }
                words = output.filter { !$0.hasPrefix("PEAK ") && !$0.hasPrefix("WORK ") }
                peak = try #require(number("PEAK "))
                work = .milliseconds(Int64(try #require(number("WORK "))))
            }

            /// Whether it is what a gateway can bear: 8 MiB beyond what the smallest good file
            /// takes, most of which is the program itself, and 32 in all. A debug build is larger,
            /// and works five times as long.
            func check(_ name: String) throws {
                let isRelease = Tram.path.contains("/release/")
                let longest: Int64 = isRelease ? 1 : 5
                let directory = try Directory()
                let good = try directory.write(HostileFileTests.good, to: "tram.yaml")
                let usual = try Cost(["check", good]).peak
                #expect(peak <= usual + 8, "\(name), MiB")
                #expect(peak <= 32 || !isRelease, "\(name), MiB")
                #expect(work <= .seconds(longest), "\(name)")
                print("\(name): \(peak) MiB, \(work.milliseconds) ms")
            }
        }

        /// A file's content, and a word of what must be said about it.
        enum Case: String, CaseIterable {
            case truncated, long, deep, null, latin, directory, missing, binary, empty, alias

            var content: String? {
                let good = HostileFileTests.good
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
                let cost = try Cost(command)
                let words = cost.words
                #expect(cost.ending == .exit(1), "\(command[0]) \(sample): \(words)")
                try cost.check("\(command[0]) \(sample)")
                let first = try #require(words.first)
                let place = sample.hasPlace ? "\(path):" : path
                #expect(first.hasPrefix(place) && first.contains(": error: "), "\(first)")
                if sample.hasPlace { #expect(first.dropFirst(place.count).hasPlace, "\(first)") }
                #expect(first.hasSuffix("]"), "a stable code closes the line: \(first)")
                #expect(words.allSatisfy { $0.utf8.count < 1_000 && $0.isHarmless })
            }
        }

        /// What comes with a gateway's file: drop-ins and profiles.
        enum Company: String, CaseIterable {
            case largeDropIn, manyDropIns, manyNames, dropInsOfKeys, largeProfile, profileOfPoints
            case profileOfNumbers

            func write(in directory: Directory) throws {
                try directory.makeFolder("conf.d")
                try directory.makeFolder("profiles")
                let long = String(repeating: "# ten bytes\n", count: 900_000)
                let head = "profile: p\nvendor: v\nmodel: m\nclass: other\nsources: [s]\npoints:\n"
                let point = "quantity: other, table: input, address: 1, as: uint16"
                switch self {
                case .largeDropIn: try directory.write(long, to: "conf.d/a.yaml")
                case .manyDropIns: try fill(directory, 300, ".yaml", "buses: []\n")
                case .manyNames: try fill(directory, 5_000, ".txt", "")
                case .dropInsOfKeys:
                    let keys = (0..<300).map { "gatewax\($0): 1\n" }.joined()
                    try fill(directory, 250, ".yaml", keys)
                case .largeProfile: try directory.write(long, to: "profiles/p.yaml")
                case .profileOfPoints:
                    let points = (0..<1_000).map {
                        "  - {name: a\($0), \(point), scale: 0.\($0)}\n"
                    }
                    try directory.write(head + points.joined(), to: "profiles/p.yaml")
                case .profileOfNumbers:
                    let enumeration = (0..<256).map { "\($0): {en: n}" }.joined(separator: ", ")
                    let points = (0..<60).map {
                        "  - {name: a\($0), \(point), kind: state, enum: {\(enumeration)}}\n"
                    }
                    try directory.write(head + points.joined(), to: "profiles/p.yaml")
                }
            }

            private func fill(
                _ directory: Directory, _ count: Int, _ suffix: String, _ text: String
            ) throws {
                for number in 0..<count {
                    try directory.write(text, to: "conf.d/\(number)\(suffix)")
                }
            }
        }

        @Test(arguments: Company.allCases)
        func `what comes with a good file is bounded like the file`(sample: Company) throws {
            let directory = try Directory()
            try sample.write(in: directory)
            let path = try directory.write(
                """
                gateway: {id: gw-1, area: haichau, site: bts-1}
                hubs: [{urls: ["mqtt://127.0.0.1:1883"], root: danang}]
                profiles: [profiles]
                buses:
                  - {id: a, tcp: {host: h}, devices: [{id: d, profile: p, unit-id: 1, domain: e}]}

                """, to: "tram.yaml")
            let cost = try Cost(["check", path])
            try cost.check("\(sample)")
            #expect([.exit(0), .exit(1)].contains(cost.ending))
            #expect(cost.words.allSatisfy { $0.utf8.count < 1_000 && $0.isHarmless })
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
