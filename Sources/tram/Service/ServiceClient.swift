// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Asks the running service at its control socket.
enum ServiceClient {
    /// For an answer: the service answers between two polls.
    static let patience = Nanoseconds.seconds(10)
    /// A site of a thousand devices has some ten thousand.
    static let limits = JSON.Limits(bytes: 1_024 * 1_024, depth: 8, values: 262_144)

    /// The answer's last line. `more`: further members of the question.
    static func ask(
        _ question: String, at path: String, within patience: Nanoseconds = patience,
        _ more: (inout JSONWriter) -> Void = { _ in }
    ) throws(ServiceFault) -> JSON {
        let line: [UInt8]
        do throws(SystemFault) {
            let deadline = Clock.now() + patience
            var client = try LineClient.open(path, limit: limits.bytes)
            do throws(SystemFault) {
                try client.ask(Self.line(question, more), until: deadline)
            } catch {
                // Who is refused at the door is told so, and the line finds nobody.
                guard error.isClosed else { throw error }
            }
            line = try client.answer(until: deadline)
        } catch {
            throw ServiceFault(error, path)
        }
        return try read(line)
    }

    /// A question, without the line's end.
    static func line(_ question: String, _ more: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("v", 1)
        writer.member("ask", question)
        more(&writer)
        writer.endObject()
        return writer.bytes
    }

    /// What a line of the service says.
    static func read(_ line: [UInt8]) throws(ServiceFault) -> JSON {
        let json: JSON
        do throws(JSON.Fault) {
            json = try JSON(parsing: line, limits: limits)
        } catch {
            throw .unread
        }
        if json["ok"]?.bool == true { return json }
        throw .refused(
            code: json["code"]?.string ?? "",
            Text(en: json["en"]?.string ?? "", vi: json["vi"]?.string ?? ""),
            exception: json["exception"]?.integer.flatMap(UInt8.init(exactly:)))
    }
}
