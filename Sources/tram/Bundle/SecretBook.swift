// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field
internal import Host

/// Every secret that this machine tells us of, so that none is handed on: the files that the
/// configuration names, what systemd hands to the service, what the configuration has no place
/// for, and the environment.
struct SecretBook {
    /// Files of one folder that are looked into.
    private static let mostFiles = 64
    private static let largestFile = 64 * 1_024
    /// Words of one file.
    private static let mostWords = 1_024
    /// What systemd hands to the service.
    private static let serviceFolder = "/run/credentials/tram.service"

    private(set) var words: Set<String> = []
    /// Files with secrets that this user may not read.
    private(set) var closed = 0
    /// Too short to be looked for.
    var short: Int { shorts.count }
    private var shorts: Set<String> = []

    /// `configured`: the same as the configuration says, where it has no error.
    init(_ excerpts: [Excerpt], _ hub: HubSettings?) {
        for excerpt in excerpts {
            let folder = excerpt.path.lastIndex(of: "/").map { excerpt.path[...$0] } ?? ""
            for word in excerpt.secrets { addUnlessOrdinary(word) }
            for file in excerpt.secretFiles {
                add(file: file.hasPrefix("/") ? file : folder + file)
                add(name: file)
            }
            if let bytes = ShownFiles.bytes(excerpt.path) {
                add(smellsOf: String(decoding: bytes, as: UTF8.self))
            }
        }
        for file in [hub?.passwordFile, hub?.key] { if let file { add(file: file) } }
        let folders = [Environment.variable("CREDENTIALS_DIRECTORY"), Self.serviceFolder]
        for folder in folders { if let folder { add(folder: folder) } }
        addEnvironment()
    }

    mutating func add(smellsOf text: String) {
        for word in SmellyWords.secrets(in: text) { addUnlessOrdinary(word) }
    }

    private mutating func add(_ word: String) {
        guard !word.isEmpty else { return }
        if word.utf8.count < Scrubber.leastSecret {
            shorts.insert(word)
        } else {
            words.insert(word)
        }
    }

    /// A file's name may hold what is in it.
    private mutating func add(name path: String) {
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        let parts = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        if !parts.allSatisfy(Self.usual.contains) { add(name) }
    }

    /// What files with secrets are called.
    private static let usual: Set = [
        "hub", "mqtt", "broker", "tram", "gateway", "gw", "client", "private", "password", "passwd",
        "pw", "secret", "token", "key", "pem", "crt", "txt", "credentials",
    ]

    /// Paths, numbers, lengths of time and truth values stand everywhere: they are none.
    private mutating func addUnlessOrdinary(_ word: String) {
        let digits = word.prefix { $0.isNumber }.count
        let isMeasure = digits > 0 && word.count - digits <= 2 && digits <= 5
        let ordinary = ["true", "false", "null", "none", "allowed", "refused", Excerpt.marker]
        if !isMeasure, !word.hasPrefix("/"), !ordinary.contains(word) { add(word) }
    }

    // MARK: Files

    /// Each line of it: a password is one, and of a key's a few are as good as all.
    private mutating func add(file path: String) {
        do throws(SystemFault) {
            guard case .bytes(let bytes) = try File.read(path, atMost: Self.largestFile) else {
                return
            }
            let lines = String(decoding: bytes, as: UTF8.self).split { $0.isNewline }
            for line in lines.prefix(Self.mostWords) where !line.hasPrefix("-----") {
                add(String(line))
                add(line.trimmed)
            }
        } catch {
            if error.isDenied { closed += 1 }
        }
    }

    private mutating func add(folder: String) {
        do throws(SystemFault) {
            for name in try File.names(in: folder, atMost: Self.mostFiles) {
                add(file: "\(folder)/\(name)")
            }
        } catch {
            // There is none, as a rule.
            return
        }
    }

    // MARK: The environment

    private mutating func addEnvironment() {
        do throws(SystemFault) {
            guard
                case .bytes(let bytes) = try File.read(
                    "/proc/self/environ", atMost: Self.largestFile * 4)
            else { return }
            for entry in bytes.split(separator: 0) {
                let text = String(decoding: entry, as: UTF8.self)
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { continue }
                if SmellyWords.isSecret(parts[0]) { addUnlessOrdinary(parts[1]) }
                for word in SmellyWords.userInfo(parts[1]) { add(word) }
            }
        } catch {
            // Without /proc nothing of it is known.
            return
        }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
