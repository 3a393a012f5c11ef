// SPDX-License-Identifier: Apache-2.0
package import Field
package import Host

/// Reads a gateway's file and device profiles, strictly: every problem at once, with its place.
package enum Reader {
    /// What `tram.yaml` says, with its profiles and every default filled in.
    ///
    /// Profiles are looked for in `profiles` (what the command line names), then in the file's own
    /// directories, then in `library` (what is installed). Buses of drop-ins beside the file belong
    /// to it, as they would be after an `edit`. `rehearsal`: the files are not where they belong.
    /// `bearsOverload`: a bus that has more to read than it has time is no error.
    package static func configuration(
        at path: String, profiles: [String] = [], library: [String] = [],
        edit: DropInEdit = DropInEdit(), machineID: String = "/etc/machine-id",
        ports: SerialPorts = SerialPorts(), rehearsal: Rehearsal? = nil,
        bearsOverload: Bool = false
    ) -> Outcome<Configuration> {
        var findings = Findings(file: path)
        var outcome = Outcome<Configuration>()
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let document = Document.load(&findings)
        var file = document.flatMap { GatewayFile.read($0.root, &findings) }
        let dropIns = DropIns(beside: directory, &findings, edit: edit)
        file?.add(dropIns, &findings)
        guard let document, let file else {
            outcome.add(findings)
            return outcome
        }
        var assembly = Assembly(
            file: file, root: document.root, directory: directory, machineID: machineID,
            ports: ports, findings: findings)
        (assembly.rehearsal, assembly.bearsOverload) = (rehearsal, bearsOverload)
        assembly.findProfiles(before: profiles, after: library)
        let configuration = assembly.configuration(hashes: [document.hash] + dropIns.hashes)
        outcome.add(assembly.findings)
        for other in assembly.profileProblems { outcome.add(other) }
        if outcome.errors == 0 { outcome.value = configuration }
        return outcome
    }

    /// A length of time as files write it: `30s`, `5m`; nil for anything else.
    package static func duration(_ text: String) -> Nanoseconds? { Nanoseconds(text) }

    /// One device's profile; what it extends lies beside it, in a folder beside its own, or in
    /// `library`.
    package static func profile(
        at path: String, library: [String] = []
    ) -> Outcome<Profile> {
        let name = path.split(separator: "/").last.map { String($0) } ?? ""
        let id =
            name.hasSuffix(ProfileFile.suffix)
            ? String(name.dropLast(ProfileFile.suffix.count)) : name
        var catalogue = Catalogue(beside: path, library: library)
        return catalogue.profile(id, at: path)
    }
}
