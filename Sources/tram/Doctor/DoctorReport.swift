// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field

/// All that `tram doctor` has found, the worst first.
struct DoctorReport {
    /// What was looked at.
    struct Scope: Hashable {
        var buses = 0
        var devices = 0
        /// Devices that were asked, and whether a service was there to ask them.
        var asked = 0
        var isServed = false
        /// Devices for which there was no time left.
        var left = 0
    }

    var scope = Scope()
    /// A person has ended it before its end.
    var isStopped = false
    private var all: [DoctorFinding] = []

    mutating func add(_ finding: DoctorFinding) { all.append(finding) }

    /// Notes stand last; else what more hangs on stands before.
    var findings: [DoctorFinding] {
        let order = DoctorFinding.Subject.allCases
        return [false, true].flatMap { isNote in
            order.flatMap { subject in
                all.filter { $0.subject == subject && $0.isNote == isNote }
            }
        }
    }

    var problems: [DoctorFinding] { findings.filter { !$0.isNote } }

    var mark: String { isStopped || !problems.isEmpty ? "✗" : "✓" }

    var exit: ExitCode? { isStopped || !problems.isEmpty ? .problem : nil }

    var verdict: Text {
        if isStopped {
            return Text(en: "ended before its end", vi: "đã dừng khi chưa kiểm tra xong")
        }
        let seen = Text(
            en: "\(scope.buses.of("line")), \(scope.devices.of("device")), \(scope.asked) asked",
            vi: "\(scope.buses) bus, \(scope.devices) thiết bị, đã hỏi \(scope.asked)")
        let left =
            scope.left == 0
            ? Text(en: "", vi: "")
            : Text(
                en: "; no time left for \(scope.left): name a bus or device",
                vi: "; không kịp hỏi \(scope.left): hãy ghi tên bus hoặc thiết bị")
        var seenCodes: Set<String> = []
        let codes = problems.map(\.code).filter { seenCodes.insert($0).inserted }
            .joined(separator: ", ")
        return problems.isEmpty
            ? Text(
                en: "nobody has to act (\(seen.en))\(left.en)",
                vi: "không cần ai xử lý (\(seen.vi))\(left.vi)")
            : Text(
                en: "\(problems.count.of("problem")) (\(seen.en)): \(codes)\(left.en)",
                vi: "\(problems.count) vấn đề (\(seen.vi)): \(codes)\(left.vi)")
    }
}

extension DoctorReport {
    /// The same facts for scripts, in both languages.
    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.flag("ok", exit == nil)
        writer.flag("stopped", isStopped)
        writer.flag("service", scope.isServed)
        for (key, count) in [
            ("buses", scope.buses), ("devices", scope.devices), ("asked", scope.asked),
            ("left", scope.left),
        ] {
            writer.member(key, count)
        }
        writer.key("findings")
        writer.beginArray()
        for finding in findings { writer.finding(finding) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

extension JSONWriter {
    fileprivate mutating func flag(_ name: String, _ value: Bool) {
        key(name)
        bool(value)
    }

    fileprivate mutating func finding(_ finding: DoctorFinding) {
        beginObject()
        member("subject", finding.subject.rawValue)
        member("name", finding.name.printable(columns: .max))
        member("code", finding.code)
        member("grade", finding.grade.rawValue)
        flag("act", !finding.isNote)
        words(finding.found)
        list("causes", finding.causes) { $0.words($1) }
        list("or", finding.alternatives) { writer, one in
            writer.member("code", one.code)
            writer.words(one.meaning)
        }
        strings("next", [finding.next.printable(columns: .max)])
        endObject()
    }

    private mutating func list<Item>(
        _ name: String, _ items: [Item], _ write: (inout Self, Item) -> Void
    ) {
        key(name)
        beginArray()
        for item in items {
            beginObject()
            write(&self, item)
            endObject()
        }
        endArray()
    }

    private mutating func words(_ text: Text) {
        member("en", text.en.printable(columns: .max))
        member("vi", text.vi.printable(columns: .max))
    }
}
