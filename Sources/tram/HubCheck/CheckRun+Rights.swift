// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

/// What the hub lets us hear and say.
extension CheckRun {
    /// Whether the hub's commands and custody would reach this gateway. False when the session is
    /// gone.
    mutating func listen(
        _ talk: inout CheckTalk, _ filters: [String], _ address: Address
    ) -> Bool {
        let codes: [UInt8]
        do throws(HubFault) {
            codes = try talk.granted()
        } catch {
            add(CheckStep(.listening, advice(address).trouble(error), error.text))
            return false
        }
        let facts = [
            JSON.Member("filters", filters),
            JSON.Member(key: "codes", value: .array(codes.map { .number("\($0)") })),
        ]
        let denied = zip(filters, codes).filter { $0.1 >= 0x80 }
        guard let first = denied.first else {
            let found = Text(
                en: "commands and custody for this gateway: granted; some brokers grant this and "
                    + "hold the messages back all the same",
                vi: "lệnh (cmd) và custody cho gateway này: được phép; một số broker cho phép "
                    + "nhưng vẫn giữ bản tin lại")
            add(CheckStep(.listening, found, facts))
            return true
        }
        let list = denied.map(\.0).joined(separator: ", ")
        let reason = Reason.text(first.1)
        add(
            CheckStep(
                .listening, rights(code: "hub-subscribe-denied", address),
                Text(en: "\(list): \(reason.en)", vi: "\(list): \(reason.vi)"), facts))
        return true
    }

    /// Whether what the agent publishes would be taken. False when the session is gone.
    mutating func publish(
        _ talk: inout CheckTalk, _ topics: CheckTopics, _ address: Address
    ) -> Bool {
        var answers = CheckAnswers(topics, connection.version)
        for round in topics.rounds {
            do throws(HubFault) {
                let messages = round.topics.compactMap(Topic.init).map {
                    Message(topic: $0, payload: [], retain: round.isRetained)
                }
                answers.take(try talk.publish(messages), of: round)
            } catch {
                add(cutOff(error, round, address))
                return false
            }
        }
        guard let refusal = answers.refusal else {
            add(CheckStep(.publishing, answers.result, answers.found, answers.facts))
            return true
        }
        add(
            CheckStep(
                .publishing, rights(code: refusal.code, address), refusal.found, answers.facts))
        return true
    }

    private func cutOff(
        _ fault: HubFault, _ round: CheckTopics.Round, _ address: Address
    ) -> CheckStep {
        var trouble = advice(address).trouble(fault)
        if !fault.isTimeout { trouble.causes = rights(code: trouble.code, address).causes }
        let list = round.topics.joined(separator: ", ")
        return CheckStep(
            .publishing, trouble,
            Text(
                en: "\(fault.text.en), after \(list); some hubs do so in place of a refusal",
                vi: "\(fault.text.vi), sau khi gửi \(list); một số hub làm vậy thay vì từ chối"))
    }

    private func rights(code: String, _ address: Address) -> CheckStep.Trouble {
        CheckStep.Trouble(
            code: code,
            causes: [
                Text(
                    en: "the hub's rules (ACL) leave this out for this gateway or its user",
                    vi: "luật (ACL) của hub không cho gateway hoặc tài khoản này"),
                Text(
                    en: "the rules know the service's client id only, not this check's",
                    vi: "luật chỉ biết client id của dịch vụ, không biết của lệnh này"),
                Text(
                    en: "the rules name the agent's topics exactly: then they deny …/check and "
                        + "the service is fine",
                    vi: "luật ghi đúng từng topic: khi đó …/check bị từ chối nhưng dịch vụ vẫn "
                        + "ổn"),
            ], next: Text(en: "tram status hub", vi: "tram status hub"))
    }
}
