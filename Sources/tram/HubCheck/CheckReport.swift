// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field

/// All steps of `tram hub check`, and what they come to.
struct CheckReport {
    /// A step, and at which address of the hub.
    struct Entry {
        var address: String?
        var step: CheckStep
    }

    private(set) var entries: [Entry] = []
    /// A person has ended it before its end.
    var isStopped = false

    mutating func add(_ step: CheckStep, at address: String?) {
        entries.append(Entry(address: address, step: step))
    }

    private var troubles: [CheckStep.Trouble] { entries.compactMap(\.step.trouble) }

    private var unknown: Int { entries.filter { $0.step.result == .unknown }.count }

    var mark: String { isStopped || !troubles.isEmpty ? "✗" : "✓" }

    var verdict: Text {
        if isStopped {
            return Text(en: "ended before its end", vi: "đã dừng khi chưa kiểm tra xong")
        }
        guard troubles.isEmpty else {
            let codes = troubles.map(\.code).joined(separator: ", ")
            return Text(
                en: "\(troubles.count.of("problem")): \(codes)",
                vi: "\(troubles.count) vấn đề: \(codes)")
        }
        let open =
            unknown == 0
            ? Text(en: "", vi: "")
            : Text(
                en: "; cannot be told from here: \(unknown.of("step"))",
                vi: "; từ đây không biết được: \(unknown) bước")
        return Text(
            en: "nothing is wrong\(open.en)", vi: "không có vấn đề gì\(open.vi)")
    }

    /// nil where nothing is wrong.
    var exit: ExitCode? {
        if isStopped { return .problem }
        guard !troubles.isEmpty else { return nil }
        return troubles.allSatisfy(\.isTimeout) ? .timedOut : .problem
    }

    var json: String {
        let content = JSON.object([
            JSON.Member(key: "ok", value: .bool(exit == nil)),
            JSON.Member(key: "stopped", value: .bool(isStopped)),
            JSON.Member("problems", troubles.count), JSON.Member("unknown", unknown),
            JSON.Member(key: "steps", value: .array(entries.map(\.json))),
        ])
        return content.pretty
    }
}

extension CheckReport.Entry {
    var json: JSON {
        var members = [JSON.Member("step", step.kind.rawValue)]
        if let address { members.append(JSON.Member("url", address)) }
        members.append(JSON.Member("result", step.result.rawValue))
        members += Self.texts(step.found)
        if let trouble = step.trouble {
            let causes = trouble.causes.map { JSON.object(Self.texts($0)) }
            members += [
                JSON.Member("code", trouble.code),
                JSON.Member(key: "causes", value: .array(causes)),
                JSON.Member("next", trouble.command.map { [$0] } ?? []),
            ]
            if trouble.command == nil {
                members.append(JSON.Member(key: "advice", value: .object(Self.texts(trouble.next))))
            }
        }
        return .object(members + step.facts.map { JSON.Member(key: $0.key, value: $0.value.tame) })
    }

    private static func texts(_ text: Text) -> [JSON.Member] {
        [JSON.Member("en", text.en), JSON.Member("vi", text.vi)]
            .map { JSON.Member(key: $0.key, value: $0.value.tame) }
    }
}

extension JSON {
    /// Without what would command a terminal that shows it: a certificate's texts are a stranger's.
    fileprivate var tame: JSON {
        switch self {
        case .string(let text): .string(text.printable(columns: .max))
        case .array(let all): .array(all.map(\.tame))
        case .object(let all): .object(all.map { Member(key: $0.key, value: $0.value.tame) })
        case .null, .bool, .number: self
        }
    }
}
