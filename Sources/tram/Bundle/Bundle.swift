// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import Config
internal import Field
internal import Host

/// What a support archive is made of. Its parts are chosen, one by one: nothing is copied because
/// it lies there. Whatever a part has become, every known secret is taken out of it at last.
struct Bundle {
    /// Of all parts together.
    static let mostBytes = 16 << 20
    static let mostProfiles = 64
    /// Of each bus.
    static let mostPages = 64

    let control: String
    let language: Language
    private let scrubber: Scrubber
    let book: SecretBook
    private(set) var parts: [BundlePart] = []
    private(set) var lacks: [BundleLack] = []
    private var size = 0

    init(control: String, language: Language, _ book: SecretBook) {
        (self.control, self.language, self.book) = (control, language, book)
        scrubber = Scrubber(book.words, whole: book.wholes)
    }

    var secrets: Int { scrubber.count }
    var removed: Int { parts.reduce(0) { $0 + $1.removed } }

    /// Text without secrets; nil where some stay.
    func cleaned(_ text: String) -> [UInt8]? { scrubber.cleaned(Array(text.utf8))?.bytes }

    /// `removed`: what was left out of it already.
    mutating func add(
        _ name: String, _ text: String, removed: Int = 0, _ mask: Scrubber.Mask = .marker
    ) {
        guard size + text.utf8.count <= Self.mostBytes else {
            return lack(name, .tooLarge)
        }
        guard let clean = scrubber.cleaned(Array(text.utf8), mask) else {
            return lack(name, .secretStays)
        }
        size += clean.bytes.count
        parts.append(
            BundlePart(name: name, bytes: clean.bytes, removed: removed + clean.count))
    }

    mutating func lack(_ name: String, _ reason: BundleLack.Reason) {
        lacks.append(BundleLack(name: name, reason: reason))
    }

    // MARK: What the service says

    /// Its state, and what passed on each of its buses.
    mutating func addService() {
        do throws(ServiceFault) {
            let status = try ServiceClient.ask("status", at: control)["status"] ?? .null
            add("status.json", status.pretty + "\n")
            for (number, bus) in (status["buses"]?.array ?? []).enumerated() {
                addCapture(of: bus.text("id"), "capture/\(number + 1).capture")
            }
        } catch {
            lack("status.json", .other(error.code))
        }
    }

    /// Of a bus that is gone meanwhile the others are told all the same.
    private mutating func addCapture(of bus: String, _ name: String) {
        do throws(ServiceFault) {
            add(name, try capture(of: bus), .zeros)
        } catch {
            lack(name, .other(error.code))
        }
    }

    private func capture(of bus: String) throws(ServiceFault) -> String {
        var capture = CaptureFile()
        let began = Clock.wall().milliseconds
        var next: Int64? = 0
        for _ in 0..<Self.mostPages {
            guard let from = next, !capture.hasReached(began) else { break }
            let page = try ServiceClient.ask("capture", at: control) { writer in
                writer.member("bus", bus)
                writer.member("from", from)
            }
            capture.add(page)
            next = page["next"]?.integer
        }
        return capture.text
    }

    // MARK: What the files say

    /// The configuration by its keys, and what is wrong with it by place and code: sentences repeat
    /// what stands there.
    mutating func add(_ excerpts: [Excerpt], _ outcome: Outcome<Configuration>) {
        for (number, excerpt) in excerpts.enumerated() {
            let name = number == 0 ? "config/tram.yaml" : "config/conf.d/\(number).yaml"
            add(name, excerpt.text, removed: excerpt.removed)
        }
        let problems = outcome.problems.map { problem in
            JSON.object([
                .init("file", problem.file), .init("severity", problem.severity.rawValue),
                .init("code", problem.code), .init("line", problem.line),
                .init("column", problem.column),
            ])
        }
        add("check.json", JSON.array(problems).pretty + "\n")
    }

    mutating func add(_ profiles: [Profile], _ paths: (String) -> String?) {
        var seen: Set<String> = []
        let own = profiles.filter { seen.insert($0.id).inserted }
        for (number, profile) in own.prefix(Self.mostProfiles).enumerated() {
            let view = ProfileView(profile: profile, path: paths(profile.id) ?? "")
            add("profiles/\(number + 1).json", view.json + "\n")
        }
    }
}
