// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One thing that is wrong, why it probably is, and what to do.
struct DoctorFinding: Hashable {
    /// What it is about, the worst to be wrong first. Raw values are for scripts.
    enum Subject: String, CaseIterable {
        case file, service, spool, bus, hub, clock, device
    }

    /// How much is known.
    enum Grade: String {
        /// It was seen as it is told.
        case fact
        /// Bytes and times leave nothing else …
        case sure
        /// … or they fit it best.
        case likely
    }

    /// What it may be as well.
    struct Alternative: Hashable {
        let code: String
        let meaning: Text
    }

    let subject: Subject
    /// Of what exactly: a bus, a device, a file.
    let name: String
    /// Never translated.
    let code: String
    var grade = Grade.fact
    /// A sentence.
    let found: Text
    /// The likely ones first.
    let causes: [Text]
    /// What to type next.
    var next: String
    var alternatives: [Alternative] = []
    /// Whether it is told for the sake of completeness: nobody has to act.
    var isNote = false

    init(
        _ subject: Subject, _ name: String, code: String, found: Text, causes: [Text],
        next: String
    ) {
        (self.subject, self.name, self.code) = (subject, name, code)
        (self.found, self.causes, self.next) = (found, causes, next)
    }

    /// With causes and next step as the code's article has them. `names`: what stands there for
    /// the words in capitals.
    init(
        _ subject: Subject, _ name: String, code: String, in area: CodeArea, found: Text? = nil,
        names: [String: String] = [:]
    ) {
        let entry = CodeEntry.named(code).first { $0.area == area } ?? CodeEntry.named(code).first
        let next = entry?.article.next ?? "tram explain \(code)"
        self.init(
            subject, name, code: code,
            found: found ?? entry?.article.meaning ?? Text(en: code, vi: code),
            causes: entry?.article.causes.map(\.text) ?? [], next: Self.filled(next, names))
    }

    private static func filled(_ command: String, _ names: [String: String]) -> String {
        command.split(separator: " ").map { word in
            word.split(separator: ":").map { part in
                names[String(part)].map { ShellLine([$0]).text } ?? String(part)
            }

            .joined(separator: ":")
        }.joined(separator: " ")
    }
}
