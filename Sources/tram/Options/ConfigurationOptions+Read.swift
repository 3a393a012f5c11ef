// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field

extension ConfigurationOptions {
    /// What the file says, with its profiles. `bearsOverload`: a bus with too much to read is for
    /// the command itself to tell.
    func read(bearsOverload: Bool = false) throws(DeviceMistake) -> Configuration {
        let outcome = Reader.configuration(
            at: path, profiles: directories, library: Library.directories(),
            bearsOverload: bearsOverload)
        guard let configuration = outcome.value else { throw .broken(path, outcome) }
        return configuration
    }

    /// The buses of the file, nil where it cannot be read: then nothing is said of it.
    var known: [Line]? {
        Reader.configuration(
            at: path, profiles: directories, library: Library.directories()
        ).value?.lines
    }
}

extension DeviceMistake {
    /// Errors of a file that are named one by one.
    private static let mostErrors = 3

    /// The gateway's files have errors.
    static func broken(_ path: String, _ outcome: Outcome<Configuration>) -> Self {
        Self(
            outcome,
            Text(
                en: "the configuration has errors; mend them first",
                vi: "cấu hình có lỗi; hãy sửa trước"), next: ["tram", "check", path])
    }

    /// A device profile has errors.
    static func broken(profile name: String, _ outcome: Outcome<Profile>) -> Self {
        Self(
            outcome,
            Text(
                en: "the profile \(name.quoted) has errors; mend them first",
                vi: "hồ sơ \(name.quoted) có lỗi; hãy sửa trước"),
            next: ["tram", "profile", "check", name])
    }

    private init<Value: Sendable>(_ outcome: Outcome<Value>, _ text: Text, next: [String]) {
        let errors = outcome.problems.filter { $0.severity == .error }
        let list = ProblemList(
            problems: Array(errors.prefix(Self.mostErrors)), count: outcome.errors)
        let code = errors.first?.code ?? ""
        // Another look at a file that cannot be read says the same.
        let isUnread = code == "cannot-read"
        let unread = Text(en: "there is no file to be read", vi: "không có tệp để đọc")
        self.init(
            code, isUnread ? unread : text, details: list.texts,
            next: [isUnread ? ["tram", "explain", code] : next])
    }
}
