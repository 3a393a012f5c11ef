// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// What an identification came to, for people and for scripts.
struct IdentifyView {
    let name: String
    private let place: IdentifyPlace
    let identification: Identification
    /// Of a serial port.
    private let speed: SerialSpeed
    private let took: Nanoseconds

    init(
        name: String, _ place: IdentifyPlace, _ identification: Identification,
        _ speed: SerialSpeed = SerialSpeed(), took: Nanoseconds
    ) {
        (self.name, self.place, self.speed) = (name, place, speed)
        (self.identification, self.took) = (identification, took)
    }

    /// What was found, and what to type next.
    func lines(_ language: Language) -> [String] {
        let candidates = identification.verdict.parts.candidates
        guard let first = candidates.first else { return findings(language) }
        var isSure = false
        if case .sure = identification.verdict { isSure = true }
        let next = isSure ? [] : next(first, language)
        return findings(language) + next + addition(first, isSure, language)
    }

    /// What was found.
    func findings(_ language: Language) -> [String] {
        let head = "\(name): \(identification.asked.of("question")), \(took.count / 1_000_000) ms"
        let headVi = "\(name): \(identification.asked) câu hỏi, \(took.count / 1_000_000) ms"
        return Text(en: head, vi: headVi)(language).wrapped + said(language) + verdict(language)
    }

    /// What the device says of itself, whoever it is.
    private func said(_ language: Language) -> [String] {
        let texts = identification.description.map { "\($0.name) \($0.text.quoted)" }
        let models = identification.models.map { "\($0)" }
        let spoken = texts + (models.isEmpty ? [] : ["SunSpec \(models.joined(separator: " "))"])
        guard !spoken.isEmpty else { return [] }
        let list = spoken.joined(separator: ", ")
        return Text(en: "it says: \(list)", vi: "thiết bị tự ghi: \(list)")(language).wrapped
    }

    private func verdict(_ language: Language) -> [String] {
        switch identification.verdict {
        case .sure(let candidate):
            let title = Text(en: "sure: ", vi: "chắc chắn: ")(language) + candidate.title
            return title.wrapped + evidence(candidate, language)
        case .unsure(let all):
            let names = all.map(\.profile.id)
            let list = Text(
                en: names.joined(separator: " or ") + (names.count == 1 ? ", or another" : ""),
                vi: names.joined(separator: " hoặc ")
                    + (names.count == 1 ? ", hoặc thiết bị khác" : ""))
            let title = Text(en: "not sure: \(list.en)", vi: "không chắc: \(list.vi)")(language)
            let each = all.flatMap { $0.title.wrapped + evidence($0, language) }
            return title.wrapped + each
        case .unknown: return unknown(language)
        case .silent:
            let end = name.lastIndex(of: ":") ?? name.endIndex
            let scan = "tram scan \(name[..<end])\(place.place.flag)"
            let asked = identification.asked
            return Text(
                en: "none of \(asked.of("question")) was answered; who is there: \(scan)",
                vi: "không câu nào trong \(asked) câu hỏi được trả lời; tìm bằng: \(scan)")(
                    language
                ).wrapped
        }
    }

    private func unknown(_ language: Language) -> [String] {
        let none = Text(
            en: "no profile of the library can be told; ",
            vi: "chưa nhận ra được hồ sơ nào trong thư viện; ")(language)
        guard let registers = reading("holding 0..9") else {
            let label = Text(
                en: "find it by the words of its label:", vi: "hãy tìm theo chữ trên nhãn máy:")
            return (none + label(language)).wrapped + ShellLine(adding).lines()
        }
        let words = Text(en: "its registers: \(registers)", vi: "xem thanh ghi: \(registers)")
        return (none + words(language)).wrapped
    }

    private func evidence(_ candidate: Candidate, _ language: Language) -> [String] {
        let marks = candidate.marks.compactMap { finding in
            finding.text.map { (finding.isFor, $0) }
        }
        return (marks + candidate.points.texts).flatMap { isFor, text in
            ("  \(isFor ? "+" : "-") " + text(language)).wrapped
        }
    }

    /// How to find out, where it is not sure.
    private func next(_ candidate: Candidate, _ language: Language) -> [String] {
        let first = candidate.profile.points.first(where: \.isRead)
        let place = first.map {
            "\($0.readTable.rawValue) \(Int($0.address) + candidate.offset)"
        }
        let values = reading(place ?? "holding 0").map {
            Text(en: ", or its values: \($0)", vi: ", hoặc số đo: \($0)")
        }
        return Text(
            en: "compare its label\(values?.en ?? ""); to add it as the first one:",
            vi: "hãy so với nhãn máy\(values?.vi ?? ""); nếu đúng máy đầu, thêm bằng:")(
                language
            ).wrapped
    }

    /// Only what a bus has can be read; elsewhere tram device add shows the values.
    private func reading(_ what: String) -> String? {
        place.bus.map { "tram read \($0):\(place.unit) \(what)" }
    }

    /// The command that has it polled, as far as that is known without its profile.
    private var adding: [String] {
        ["tram", "device", "add"] + place.place.flags(speed) + ["--unit", "\(place.unit)"]
    }

    /// The command that has it polled.
    private func addition(
        _ candidate: Candidate, _ isSure: Bool, _ language: Language
    ) -> [String] {
        var words =
            adding + ["--profile", candidate.profile.id, "--id", "device-\(place.unit)"]
        if candidate.offset != 0 { words.append("--address-offset=\(candidate.offset)") }
        let head = isSure ? [Text(en: "to add it:", vi: "để thêm thiết bị:")(language)] : []
        return head + ShellLine(words).lines()
    }
}

extension Candidate {
    /// Its profile and what that is.
    var title: String { "\(profile.id) (\(profile.vendor) \(profile.model))" }
}

extension String {
    /// In lines of at most 80 columns, the next ones indented.
    var wrapped: [String] {
        let words = split(separator: " ").map { String($0) }
        var lines = [String(prefix { $0 == " " }) + (words.first ?? "")]
        for word in words.dropFirst() {
            let last = lines.count - 1
            if lines[last].columns + 1 + word.columns > 80 {
                lines.append("      " + word)
            } else {
                lines[last] += " " + word
            }
        }
        return lines
    }
}
