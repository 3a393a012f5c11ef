// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

@testable import tram

/// What a command said, kept as a file: `Golden/<language>/<name>.txt`. With TRAM_GOLDEN=write in
/// the environment it is written anew instead of compared.
enum Golden {
    private static let folder =
        "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/")
    private static let isWritten = Environment.variable("TRAM_GOLDEN") == "write"

    /// What follows from the words is compared, what from the hour and the machine is masked.
    static func compare(
        _ output: [String], _ name: String, _ language: Language, _ masks: [Mask] = []
    ) throws {
        let lines = (Mask.everywhere + masks).reduce(output) { $1.masked($0) }
        let path = "\(folder)/\(language.rawValue)/\(name).txt"
        let text = lines.joined(separator: "\n") + "\n"
        guard !isWritten else { return try File.write(Array(text.utf8), to: path) }
        guard case .bytes(let bytes) = try File.read(path, atMost: 1 << 16) else {
            Issue.record("\(path) is no file that can be compared")
            return
        }
        let kept = String(decoding: bytes, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        for (number, pair) in zip(1..., zip(lines, kept)) where pair.0 != pair.1 {
            Issue.record("\(path):\(number): now: \(pair.0)")
        }
        #expect(lines.count == kept.count, "\(path): \(lines)")
    }

    /// The names of the files of a language.
    static func names(_ language: Language) throws -> [String] {
        try File.names(in: "\(folder)/\(language.rawValue)", atMost: 1_000)
    }
}

/// What of an output follows from the hour, the machine or the network; `#` stands for it.
enum Mask {
    /// Dates and times of day; ports of this test's own peers.
    case times, ports
    /// How long an answer took: `12 ms`.
    case took
    /// How long something has been so: `for 4 s`.
    case ages
    /// Bytes on the disk, and what follows from them.
    case bytes
    /// Counts of requests, which go on; of questions, which follow from the library.
    case counts
    /// What is made by chance: the spool's epoch.
    case epochs
    /// SHA-256, and names of files that are made of the hour.
    case hashes, stamps
    /// This program's version, and who has called it.
    case versions, users
    /// Whatever was measured, and what the machine says of itself: of a record on paper.
    case measured
    /// What is said of this machine's clock, in however many lines, and what follows from it.
    case clock

    static let everywhere: [Self] = [.times, .ports]

    func masked(_ lines: [String]) -> [String] {
        guard case .clock = self else { return lines.map(masked) }
        var isClock = false
        return lines.compactMap { line in
            isClock = line.contains(#/^. (clock|đồng hồ) /#) || (isClock && line.hasPrefix("   "))
            return isClock
                ? nil : line.replacing(#/; (cannot be told|từ đây không biết).*/#, with: "")
        }
    }

    func masked(_ line: String) -> String {
        switch self {
        case .times:
            line.replacing(#/[0-9]{4}-[0-9]{2}-[0-9]{2}/#, with: "####-##-##")
                .replacing(#/[0-9]{2}-[0-9]{2} (?=[0-9]{2}:[0-9]{2})/#, with: "##-## ")
                .replacing(#/[0-9]{2}:[0-9]{2}(:[0-9]{2})?/#) {
                    $0.output.1 == nil ? "##:##" : "##:##:##"
                }
        case .ports:
            line.replacing(#/127\.0\.0\.1(:|, port |, cổng )[0-9]{4,5}/#) {
                "127.0.0.1\($0.output.1)#"
            }
        case .took: line.replacing(#/[0-9]+([.,][0-9]+)?(–[0-9]+)? ms/#, with: "# ms")
        case .ages: line.replacing(#/[0-9]+ (s|giây|min|phút)\b/#) { "# \($0.output.1)" }
        case .bytes: line.replacing(#/[0-9]+([.,][0-9]+)? (kB|MB|GB)/#, with: "# B")
        case .counts:
            line.replacing(#/(open) .* (?=[0-9]+\.)/#) { "\($0.output.1) # " }
                .replacing(#/ (live|event) +[0-9]+ +[0-9]+ +[0-9–]+ /#) { " \($0.output.1) # " }
                .replacing(#/[0-9]+ (pieces|mẩu|questions|câu hỏi|records|bản ghi)/#) {
                    "# \($0.output.1)"
                }
                .replacing(#/[0-9]+( of |\/)[0-9]+ (looks|lần xem)/#) {
                    "#\($0.output.1)# \($0.output.2)"
                }
                .replacing(#/[0-9]+ (looks|lần xem|requests|yêu cầu|delivered|đã nhận|taken)/#) {
                    "# \($0.output.1)"
                }
                .replacing(#/[0-9]+ yêu$/#, with: "# yêu")
                .replacing(#/^([a-z]+[^ ]*[.\/][^ ]+) +[0-9]+ +[0-9]+$/#) { "\($0.output.1) # #" }
        case .clock: line
        case .epochs: line.replacing(#/epoch [0-9a-f]{8}/#, with: "epoch #")
        case .hashes: line.replacing(#/\b[0-9a-f]{64}\b/#, with: "#")
        case .stamps: line.replacing(#/-[0-9]{8}-?[0-9]{4}\b/#, with: "-#")
        case .measured:
            line.replacing(#/^(- \*\*(machine|máy|system|hệ điều hành|program|chương trình):).*/#) {
                "\($0.output.1)** #"
            }
            .replacing(#/; kernel: .*/#, with: "")
            .replacing(#/\(UTC[^)]+\)/#, with: "(UTC)")
            .replacing(#/^\| . \| (clock|đồng hồ) \| ####.*/#) { "| # | \($0.output.1) | # |" }
            .replacing(#/ ms: ≤.*/#, with: " ms: #")
            .replacing(#/\| [ ▁▂▃▄▅▆▇█]*[▁▂▃▄▅▆▇█][ ▁▂▃▄▅▆▇█]* \|$/#, with: "| # |")
            .replacing(#/\| +\|$/#, with: "| |")
            .replacing(#/[0-9]+([.,][0-9]+)?/#, with: "#")
        case .versions: line.replacing(#/\btram [0-9]+\.[0-9]+\.[0-9]+/#, with: "tram #")
        case .users: line.replacing(#/ +[0-9]+ (?=[^ ]+( [^ ]+)*$)/#, with: " # ")
        }
    }
}
