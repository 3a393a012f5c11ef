// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// The last lines that the service itself wrote.
struct ServiceLog {
    static let mostLines = 2_000
    /// Of a file, from its end.
    private static let mostBytes = 1 << 20
    private static let patience = Nanoseconds.seconds(10)
    private static let journal = "/usr/bin/journalctl"
    private static let levels: Set = [
        "trace", "debug", "info", "notice", "warning", "error", "critical",
    ]

    private(set) var lines: [String] = []
    /// Lines that are not the service's.
    private(set) var others = 0

    /// Of a file, or of systemd's journal; nil for what cannot be read.
    init?(file: String?) {
        do throws(SystemFault) {
            let all = try Self.all(file)
            for line in all.suffix(Self.mostLines) {
                if Self.isService(line) { lines.append(line) } else { others += 1 }
            }
        } catch {
            return nil
        }
        if file == nil, lines.isEmpty { return nil }
    }

    /// `2026-11-23T03:02:03+0000 warning tram: …`, and behind the time what wrote it.
    static func isService(_ line: String) -> Bool {
        let words = line.split(separator: " ", maxSplits: 4).dropFirst()
        return zip(words, words.dropFirst()).contains { level, name in
            Self.levels.contains(String(level)) && name == "tram:"
        }
    }

    private static func all(_ file: String?) throws(SystemFault) -> [String] {
        guard let file else { return try journalLines() }
        return try lines(of: file)
    }

    private static func lines(of path: String) throws(SystemFault) -> [String] {
        guard case .bytes(let bytes) = try File.end(path, atMost: mostBytes + 1) else {
            throw SystemFault(call: "read", number: 0, subject: path)
        }
        let lines = String(decoding: bytes, as: UTF8.self).split { $0.isNewline }
        // A line of which only the end is there is none.
        return lines.dropFirst(bytes.count > mostBytes ? 1 : 0).map(String.init)
    }

    private static func journalLines() throws(SystemFault) -> [String] {
        let pipe = try Pipe()
        var child = try Child(
            journal,
            [
                "--unit=tram", "--lines=\(mostLines)", "--no-pager", "--output=short-iso",
                "--no-hostname", "--quiet",
            ],
            output: pipe.writing.number, error: -1)
        var output = try ChildOutput.of(pipe.keepReading())
        let deadline = Clock.now() + patience
        var lines: [String] = []
        while lines.count < mostLines, Clock.now() < deadline {
            let line = try output.line(within: deadline - Clock.now())
            if line.isEmpty, child.poll() != nil { break }
            if !line.isEmpty { lines.append(line) }
        }
        return lines
    }
}
