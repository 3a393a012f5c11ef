// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

/// What a hub has answered to the messages at `CheckTopics`.
struct CheckAnswers {
    private struct Answer {
        var topic: String
        var code: UInt8
    }

    private let topics: CheckTopics
    private let version: Connection.Version
    private var answers: [Answer] = []
    /// Channels that are refused.
    private var refused: [Refused: [String]] = [:]

    private struct Refused: Hashable {
        var code: UInt8
        /// Whose they are.
        var domains: [String]
    }

    init(_ topics: CheckTopics, _ version: Connection.Version) {
        (self.topics, self.version) = (topics, version)
    }

    mutating func take(_ codes: [UInt8], of round: CheckTopics.Round) {
        answers += zip(round.topics, codes).map(Answer.init)
        for code in Set(codes) where code >= Reason.firstRefusal {
            let domains = zip(round.domains, codes).filter { $0.1 == code }.map(\.0)
            refused[Refused(code: code, domains: domains), default: []].append(round.channel)
        }
    }

    /// What the hub refuses, if anything.
    var refusal: (code: String, found: Text)? {
        guard !refused.isEmpty else { return nil }
        let parts = refused.map { refused, channels in
            let reason = Reason.text(refused.code)
            let places = refused.domains.joined(separator: ", ")
            let list = channels.joined(separator: ", ") + (places.isEmpty ? "" : " (\(places))")
            return Text(en: "\(list): \(reason.en)", vi: "\(list): \(reason.vi)")
        }.sorted { $0.en < $1.en }
        let isDenied = refused.keys.contains { $0.code == Reason.notAuthorized }
        return (
            code: isDenied ? "hub-publish-denied" : "hub-publish-refused",
            found: Text(
                en: parts.map(\.en).joined(separator: "; "),
                vi: parts.map(\.vi).joined(separator: "; "))
        )
    }

    var result: CheckStep.Result { version == .v5 ? .fine : .unknown }

    /// What it comes to where nothing is refused, and what it does not prove.
    var found: Text {
        let channels = topics.rounds.map(\.channel).joined(separator: ", ")
        let domains = topics.rounds.first?.domains.joined(separator: ", ") ?? ""
        let places = domains.isEmpty ? "" : " (\(domains))"
        let more =
            topics.left == 0
            ? Text(en: "", vi: "")
            : Text(
                en: "; not asked: \(topics.left.of("domain"))",
                vi: "; chưa hỏi: \(topics.left) lĩnh vực")
        guard version == .v5 else {
            return Text(
                en: "\(channels)\(places): acknowledged, but MQTT 3.1.1 acknowledges what rules "
                    + "deny as well; tram hub tail shows what arrives\(more.en)",
                vi: "\(channels)\(places): đã xác nhận, nhưng MQTT 3.1.1 xác nhận cả khi bị cấm; "
                    + "xem có đến không: tram hub tail\(more.vi)")
        }
        let isUnheard = answers.allSatisfy { $0.code == Reason.noSubscribers }
        let heard =
            isUnheard
            ? Text(en: "; nobody listens there (0x10)", vi: "; ở đó không có ai nghe (0x10)")
            : Text(en: "", vi: "")
        return Text(
            en: "\(channels)\(places): taken one level below (…/check); rules for these very "
                + "topics cannot be tried harmlessly\(heard.en)\(more.en)",
            vi: "\(channels)\(places): được nhận ở một cấp dưới (…/check); không thể thử luật của "
                + "chính các topic đó mà không làm phiền bên nhận\(heard.vi)\(more.vi)")
    }

    var facts: [JSON.Member] {
        let list = answers.map { answer in
            JSON.object([
                JSON.Member("topic", answer.topic), JSON.Member("code", Int(answer.code)),
            ])
        }
        return [
            JSON.Member(key: "topics", value: .array(list)),
            JSON.Member(key: "codes-told", value: .bool(version == .v5)),
        ]
    }
}
