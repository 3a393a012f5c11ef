// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import Config
internal import Field

/// A gateway's files as they are, and as they would be with drop-ins more or fewer.
struct DeviceSite {
    let options: ConfigurationOptions
    let configuration: Configuration
    let places: SitePlaces
    /// What is doubtful already.
    private let known: Set<Problem>

    init(_ options: ConfigurationOptions) throws(DeviceMistake) {
        let outcome = Self.read(options, DropInEdit())
        guard let configuration = outcome.value else { throw .broken(options.path, outcome) }
        self.options = options
        self.configuration = configuration
        places = SitePlaces(at: options.path)
        known = Set(outcome.problems)
    }

    private static func read(
        _ options: ConfigurationOptions, _ edit: DropInEdit
    ) -> Outcome<Configuration> {
        Reader.configuration(
            at: options.path, profiles: options.directories, library: Library.directories(),
            edit: edit)
    }

    /// Where profiles of this site lie.
    var libraries: [String] { options.directories + places.profiles + Library.directories() }

    /// The bus that has a device.
    func line(of device: String) -> Line? {
        configuration.lines.first { $0.devices.contains { $0.id == device } }
    }

    /// The whole as it would be, checked as `tram check` does; what is doubtful for this reason.
    func edited(
        _ edit: DropInEdit
    ) throws(DeviceMistake) -> (configuration: Configuration, doubts: [Text]) {
        let outcome = Self.read(options, edit)
        let names = edit.written.map { "\(DropIns.directory)/\($0.name)" }
        let new = outcome.problems.filter { !known.contains($0) }
        guard let whole = outcome.value else {
            throw .check(new.filter { $0.severity == .error }, names, options.path)
        }
        let doubts = new.map { Self.placed($0, names) }
        if let fault = Agent.faults(of: whole).first { throw DeviceMistake(fault.code, fault.text) }
        return (whole, doubts)
    }

    /// With its place, unless that is in a file that nobody has seen yet.
    fileprivate static func placed(_ problem: Problem, _ names: [String]) -> Text {
        guard !names.contains(where: problem.file.hasSuffix) else { return problem.text }
        let place = problem.line == 0 ? problem.file : "\(problem.file):\(problem.line)"
        return Text(en: "\(place): \(problem.text.en)", vi: "\(place): \(problem.text.vi)")
    }
}

extension DeviceMistake {
    /// They would be wrong with what is to be written.
    fileprivate static func check(_ errors: [Problem], _ names: [String], _ path: String) -> Self {
        let texts = errors.map { DeviceSite.placed($0, names) }
        let code = errors.first?.code ?? ""
        let next =
            switch code {
            case "unknown-profile": ["tram", "profile", "list"]
            case "overloaded": ["tram", "plan", "--config", path]
            default: ["tram", "explain", code]
            }
        return Self(
            code, texts.first ?? Text(en: "", vi: ""), details: Array(texts.dropFirst().prefix(3)),
            next: [next], exit: code == "unknown-profile" ? .usage : .problem)
    }
}
