// SPDX-License-Identifier: Apache-2.0
internal import Field

extension IdentifyView {
    /// The same facts for a script.
    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("place", name)
        writer.member("questions", identification.asked)
        writer.key("says")
        writer.beginObject()
        for (name, text) in identification.description { writer.member(name, text) }
        writer.endObject()
        writer.key("models")
        writer.beginArray()
        for model in identification.models { writer.integer(model) }
        writer.endArray()
        let (verdict, candidates) = identification.verdict.parts
        writer.member("verdict", verdict)
        writer.key("candidates")
        writer.beginArray()
        for candidate in candidates { writer.candidate(candidate) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension Identification.Verdict {
    /// Its stable name, and the devices that it may be.
    var parts: (name: String, candidates: [Candidate]) {
        switch self {
        case .sure(let candidate): ("sure", [candidate])
        case .unsure(let all): ("unsure", all)
        case .unknown: ("unknown", [])
        case .silent: ("silent", [])
        }
    }
}

extension JSONWriter {
    fileprivate mutating func candidate(_ candidate: Candidate) {
        beginObject()
        member("profile", candidate.profile.id)
        member("score", candidate.score)
        if candidate.offset != 0 { member("address-offset", candidate.offset) }
        list("for", candidate.marks.filter(\.isFor).compactMap { $0.text?.en })
        list("against", candidate.marks.filter { !$0.isFor }.compactMap { $0.text?.en })
        member("points", candidate.points.known)
        member("plausible", candidate.points.plausible)
        member("empty", candidate.points.empty)
        list("implausible", candidate.points.implausible)
        list("refused", candidate.points.refused)
        endObject()
    }

    private mutating func list(_ name: String, _ texts: [String]) {
        key(name)
        beginArray()
        for text in texts { string(text) }
        endArray()
    }
}
