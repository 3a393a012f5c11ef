// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Where the buses and devices of a gateway stand in its files.
package struct SitePlaces: Sendable {
    package struct Place: Hashable, Sendable {
        /// A bus, or the devices of one entry.
        package var ids: [String]
        package var file: String
        package var line: Int
        /// The drop-in's name where a tool has written it and nothing else stands in it.
        package var ownFile: String?
    }

    package private(set) var buses: [Place] = []
    package private(set) var devices: [Place] = []
    /// The file's own directories of profiles, as they are found from here.
    package private(set) var profiles: [String] = []

    /// Reads the gateway's file and its drop-ins; what is wrong with them is for `Reader`.
    package init(at path: String) {
        var findings = Findings(file: path)
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let file = Document.load(&findings).flatMap { GatewayFile.read($0.root, &findings) }
        let dropIns = DropIns(beside: folder, &findings)
        profiles = (file?.profiles ?? []).map {
            $0.value.hasPrefix("/") ? $0.value : folder + $0.value
        }
        let all = (file?.buses ?? []) + dropIns.buses
        for bus in all {
            let isOnly = all.count { $0.node.mark.file == bus.node.mark.file } == 1
            let isBare = bus.devices.isEmpty && !bus.isExtension
            if !bus.isExtension {
                var own = place([bus.id], bus.node.mark, findings.files)
                if isOnly, isBare { own.claim("bus-\(bus.id).yaml") }
                buses.append(own)
            }
            let isShell = bus.isExtension && bus.devices.count == 1
            for entry in bus.devices {
                let ids = entry.units?.expanded(entry.id).map(\.id) ?? [entry.id]
                var own = place(ids, entry.node.mark, findings.files)
                if isOnly, isShell, ids.count == 1 { own.claim("device-\(ids[0]).yaml") }
                devices.append(own)
            }
        }
    }

    private func place(_ ids: [String], _ mark: Mark, _ files: [String]) -> Place {
        Place(ids: ids, file: files[mark.file], line: mark.line)
    }

    package func device(_ id: String) -> Place? { devices.first { $0.ids.contains(id) } }

    package func bus(_ id: String) -> Place? { buses.first { $0.ids == [id] } }
}

extension SitePlaces.Place {
    /// Takes the file for a tool's if that is its name, in the drop-ins' directory, and it says so
    /// in its first line: one that a person wrote may look the same otherwise.
    fileprivate mutating func claim(_ name: String) {
        guard file.hasSuffix("\(DropIns.directory)/\(name)") else { return }
        let signature = Array(DropInEdit.signature.utf8)
        do throws(SystemFault) {
            let head = try File.beginning(file, atMost: signature.count)
            if head == signature { ownFile = name }
        } catch {
            // What cannot be read any more is nobody's.
        }
    }
}
