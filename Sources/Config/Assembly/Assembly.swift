// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Puts a gateway's configuration together from its sections, and applies the rules that speak of
/// several keys at once.
struct Assembly {
    let file: GatewayFile
    let root: Node
    /// The file's own, with a slash at its end: other files are named from here.
    let directory: String
    let machineID: String
    /// Of this machine, for names that stay with their adapters.
    let ports: SerialPorts
    /// nil: the files are where they belong.
    var rehearsal: Rehearsal?
    /// Whether a bus may have more to read than it has time.
    var bearsOverload = false
    var findings: Findings
    var catalogue = Catalogue(directories: [])
    /// What is wrong with profiles that are used, and with those that these extend, each once.
    var profileProblems: [Outcome<Profile>] = []
    /// Profiles whose problems are among them.
    private var toldProfiles: Set<String> = []
    /// Digests of the profiles that are used.
    private var profileHashes: [String: String] = [:]

    init(
        file: GatewayFile, root: Node, directory: String, machineID: String, ports: SerialPorts,
        findings: Findings
    ) {
        self.file = file
        self.root = root
        self.directory = directory
        self.machineID = machineID
        self.ports = ports
        self.findings = findings
    }

    /// The configuration as far as it goes; whole where the findings have no error.
    mutating func configuration(hashes: [String]) -> Configuration? {
        let gateway = gateway()
        let hub = hub()
        let lines = lines()
        guard let gateway, let hub, findings.errors == 0 else { return nil }
        checkStorage(lines)
        var configuration = Configuration(
            gateway: gateway, hub: hub, lines: lines, hash: Self.hash(hashes, profileHashes))
        configuration.storage = file.storage
        return configuration
    }

    /// The profile of a device, nil where there is none to build on; what is wrong with its file
    /// is reported when it is first asked for.
    mutating func profile(of device: Marked<DeviceSection>) -> Profile? {
        guard !device.profile.isEmpty else { return nil }
        guard let outcome = catalogue.profile(device.profile) else {
            let (id, ids) = (device.profile, catalogue.ids)
            findings.add(
                .unknownProfile, at: device.node.mark(of: "profile"),
                {
                    let near = nearest(id, of: ids)
                    return Text(
                        en: "no profile is called \(id.quoted); "
                            + (near.map { "did you mean \($0)?" }
                                ?? "expected one of the \(ids.count) in the profile directories"),
                        vi: "không có hồ sơ thiết bị \(id.quoted); "
                            + (near.map { "có phải ý bạn là \($0)?" }
                                ?? "cần một trong \(ids.count) hồ sơ có trong các thư mục hồ sơ"))
                }())
            return nil
        }
        if profileHashes.updateValue(outcome.value?.hash ?? "", forKey: device.profile) == nil {
            for file in catalogue.files(of: device.profile)
            where toldProfiles.insert(file.id).inserted {
                profileProblems.append(file.outcome)
            }
        }
        return outcome.value
    }

    /// What the command line names comes first, then the file's directories, then the library.
    mutating func findProfiles(before: [String], after: [String]) {
        let own = file.profiles.map { entry in
            let path = resolve(entry.value)
            checkDirectory(path, entry.node)
            return path
        }
        catalogue = Catalogue(directories: before + own + after)
    }
}
