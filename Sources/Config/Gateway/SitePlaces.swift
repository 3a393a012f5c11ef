// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Where the buses and devices of a gateway stand in its files.
package struct SitePlaces: Sendable {
    package struct Place: Hashable, Sendable {
        /// A bus, or the devices of one entry.
        package var ids: [String]
        package var file: String
        package var line: Int
        /// The drop-in's name where nothing else stands in it.
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
                buses.append(place([bus.id], bus.node.mark, isOnly && isBare, findings.files))
            }
            let isShell = bus.isExtension && bus.devices.count == 1
            for entry in bus.devices {
                let ids = entry.units?.expanded(entry.id).map(\.id) ?? [entry.id]
                devices.append(
                    place(
                        ids, entry.node.mark, isOnly && isShell && ids.count == 1, findings.files))
            }
        }
    }

    private func place(
        _ ids: [String], _ mark: Mark, _ isAlone: Bool, _ files: [String]
    ) -> Place {
        let file = files[mark.file]
        let name = file.split(separator: "/").last.map { String($0) }
        return Place(
            ids: ids, file: file, line: mark.line, ownFile: isAlone && mark.file > 0 ? name : nil)
    }

    package func device(_ id: String) -> Place? { devices.first { $0.ids.contains(id) } }

    package func bus(_ id: String) -> Place? { buses.first { $0.ids == [id] } }
}
