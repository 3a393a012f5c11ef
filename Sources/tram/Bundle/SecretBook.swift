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
    /// Short ones that only may be secrets: they are taken out where they are words of their own.
    private(set) var wholes: Set<String> = []
    /// Files with secrets, and folders of them, that this user may not read.
    private(set) var closed: Set<String> = []
    /// … and those that are not there, too large, or no files.
    private(set) var unread: Set<String> = []
    /// Too short to be looked for.
    var short: Int { shorts.count }
    private var shorts: Set<String> = []

    /// `configured`: the same as the configuration says, where it has no error.
    init(_ excerpts: [Excerpt], _ hub: HubSettings?) {
        for excerpt in excerpts {
            let folder = excerpt.path.lastIndex(of: "/").map { excerpt.path[...$0] } ?? ""
            for one in excerpt.hidden { add(hidden: one.word, under: one.name) }
            for file in excerpt.secretFiles { add(reference: file, in: folder) }
            guard let bytes = ShownFiles.bytes(excerpt.path) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            add(smellsOf: text)
            guard !excerpt.isReadable else { continue }
            for file in SmellyWords.references(in: text) { add(reference: file, in: folder) }
        }
        for file in [hub?.passwordFile, hub?.key] { if let file { add(file: file) } }
        let folders = [Environment.variable("CREDENTIALS_DIRECTORY"), Self.serviceFolder]
        for folder in folders { if let folder { add(folder: folder) } }
        addEnvironment()
    }

    mutating func add(smellsOf text: String) {
        for word in SmellyWords.secrets(in: text) { addUnlessOrdinary(word) }
    }

    /// What the configuration has no place for: each line of it may be a secret of its own.
    private mutating func add(hidden word: String, under name: String) {
        for part in [word] + Self.lines(word) {
            if SmellyWords.isSecret(name) {
                addUnlessOrdinary(part)
            } else {
                addUnlessMeasure(part)
            }
        }
    }

    private static func lines(_ text: String) -> [String] {
        text.split { $0.isNewline }.filter { !$0.hasPrefix("-----") }.map(\.trimmed)
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

    /// Truth values and names of files stand everywhere: they are none.
    private mutating func addUnlessOrdinary(_ word: String) {
        if !Self.isOrdinary(word) { add(word) }
    }

    private static func isOrdinary(_ word: String) -> Bool {
        ["true", "false", "null", "none", "allowed", "refused", Excerpt.marker].contains(word)
            || word.hasPrefix("/") && File.exists(word)
    }

    /// Under a name that is not a secret's numbers and lengths of time are none either, and what is
    /// short is looked for as a word.
    private mutating func addUnlessMeasure(_ word: String) {
        let digits = word.prefix { $0.isNumber }.count
        let isMeasure = digits > 0 && word.count - digits <= 2 && digits <= 5
        guard !isMeasure, !Self.isOrdinary(word) else { return }
        if (Scrubber.leastSecret..<Self.leastPart).contains(word.utf8.count) {
            wholes.insert(word)
        } else {
            add(word)
        }
    }

    /// What is as long is no part of other words by chance.
    private static let leastPart = 8

    // MARK: Files

    /// What the configuration names as a file with secrets. It may be the secret itself, which
    /// somebody has put in the file's place.
    private mutating func add(reference word: String, in folder: Substring) {
        let path = word.hasPrefix("/") ? word : folder + word
        add(file: path)
        add(name: word)
        guard unread.contains(path) else { return }
        for part in [word] + Self.lines(word) { addUnlessOrdinary(part) }
    }

    /// Each line of it: a password is one, and of a key's a few are as good as all.
    private mutating func add(file path: String) {
        do throws(SystemFault) {
            guard case .bytes(let bytes) = try File.read(path, atMost: Self.largestFile) else {
                unread.insert(path)
                return
            }
            let lines = String(decoding: bytes, as: UTF8.self).split { $0.isNewline }
            if lines.count > Self.mostWords { unread.insert(path) }
            for line in lines.prefix(Self.mostWords) where !line.hasPrefix("-----") {
                add(String(line))
                add(line.trimmed)
            }
        } catch {
            if error.isDenied { closed.insert(path) } else { unread.insert(path) }
        }
    }

    private mutating func add(folder: String) {
        do throws(SystemFault) {
            let names = try File.names(in: folder, atMost: Self.mostFiles + 1)
            if names.count > Self.mostFiles { unread.insert(folder) }
            for name in names.prefix(Self.mostFiles) { add(file: "\(folder)/\(name)") }
        } catch {
            // There is none, as a rule.
            if error.isDenied { closed.insert(folder) }
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
