// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import Config
internal import Field
internal import Host
internal import Spool

/// Gathers a site from its files and its spool, whether the service runs or not.
struct ExportRun {
    private let configuration: Configuration
    private let files: SiteFiles
    private let hasSecrets: Bool
    /// Of the files that are secret, whatever else they are named for.
    private let secrets: Set<String>
    private(set) var export: SiteExport

    /// Of a gateway's file that checks, by its whole path.
    init(_ path: String, _ configuration: Configuration, hasSecrets: Bool) throws(MoveFault) {
        self.configuration = configuration
        self.hasSecrets = hasSecrets
        do throws(SystemFault) {
            files = try SiteFiles(at: path)
        } catch {
            throw .system(error)
        }
        let hub = configuration.hub
        secrets = Set(
            [hub.key, hub.passwordFile].compactMap(\.self).compactMap(files.name(of:)))
        let now = Clock.wall().milliseconds
        export = SiteExport(
            made: SiteExport.isTime(now) ? now : Moment.earliest.milliseconds,
            product: Product.version, gateway: configuration.gateway.id, folder: files.folder)
        export.elsewhere = files.elsewhere
        try addFiles()
        try addCredentials()
        try addCounters()
        guard export.parts.count <= SiteExport.mostParts else { throw .tooLarge }
        if let name = export.badName { throw .names(name) }
    }

    private mutating func addFiles() throws(MoveFault) {
        let own = files.own(naming: configuration.gateway.id)
        export.parts.append(SiteExport.Part(path: SiteExport.main, bytes: own))
        for name in files.names where !secrets.contains(name) { try add(name) }
    }

    /// What the hub is reached with. What lies outside of the folder is named only.
    private mutating func addCredentials() throws(MoveFault) {
        let hub = configuration.hub
        for path in [hub.authority, hub.certificate].compactMap(\.self) {
            guard let name = files.name(of: path) else {
                export.elsewhere.append(path)
                continue
            }
            if !secrets.contains(name) { try add(name) }
        }
        for path in [hub.key, hub.passwordFile].compactMap(\.self) {
            if let name = files.name(of: path) {
                try add(name)
            } else {
                export.leftOut.append(path)
            }
        }
        // What systemd keeps is none of ours to read.
        if hub.certificate != nil, hub.key == nil { export.leftOut.append("credential hub.key") }
        if hub.username != nil, hub.passwordFile == nil {
            export.leftOut.append("credential hub.password")
        }
    }

    /// What is secret is only named, unless it is wanted.
    private mutating func add(_ name: String) throws(MoveFault) {
        if export.parts.contains(where: { $0.path == name }) { return }
        if secrets.contains(name), !hasSecrets { return leaveOut(name) }
        let contents: File.Contents
        do throws(SystemFault) {
            contents = try File.read(files.folder + name, atMost: SiteExport.mostPartBytes)
        } catch {
            throw .system(error)
        }
        guard case .bytes(let bytes) = contents else { throw .tooLarge }
        // A certificate and its key often are one file.
        let isSecret = secrets.contains(name) || bytes.hasPrivateKey
        if isSecret, !hasSecrets { return leaveOut(name) }
        export.parts.append(SiteExport.Part(path: name, bytes: bytes, isSecret: isSecret))
    }

    private mutating func leaveOut(_ name: String) {
        if !export.leftOut.contains(name) { export.leftOut.append(name) }
    }

    private mutating func addCounters() throws(MoveFault) {
        let path = configuration.storage.path
        guard File.exists(path) else { return }
        do throws(SpoolFault) {
            let known = Set(configuration.devices.map(\.id))
            export.counters = try Spool.counters(at: path).filter { known.contains($0.device) }
        } catch {
            throw .spool(error, path)
        }
        // One of a time that was never known is as old as the export, as far as another box can
        // tell.
        for device in export.counters.indices {
            for index in export.counters[device].readings.indices
            where !SiteExport.isTime(export.counters[device].readings[index].at) {
                export.counters[device].readings[index].at = export.made
            }
        }
    }
}

extension [UInt8] {
    /// Whether there is a key in it, as PEM has it.
    fileprivate var hasPrivateKey: Bool {
        let words = Array("PRIVATE KEY-----".utf8)
        return indices.contains { self[$0...].starts(with: words) }
    }
}
