// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Files beside the gateway's own that a tool may write: `conf.d/*.yaml`, by name. They hold buses
/// only, so that no such file can turn where a gateway's records go.
package struct DropIns {
    /// The most of them.
    static let limit = 256
    /// The most bytes of all together.
    static let byteLimit = 1_000_000
    /// The most names looked at in their directory.
    static let entryLimit = 4_096
    /// Their directory beside the gateway's file.
    package static let directory = "conf.d"
    private static let suffix = ".yaml"

    /// The buses of all of them, in the files' order.
    private(set) var buses: [Marked<BusSection>] = []
    /// A digest of each.
    private(set) var hashes: [String] = []

    /// Reads the files beside a gateway's own, whose folder ends with a slash, as they would be
    /// after an edit.
    init(
        beside folder: String, _ findings: inout Findings, edit: DropInEdit = DropInEdit()
    ) {
        let directory = folder + Self.directory
        var room = Self.byteLimit
        for name in Self.names(in: directory, edit, &findings) {
            findings.begin("\(directory)/\(name)")
            let bytes = edit.bytes(of: name)
            guard let document = Document.load(&findings, atMost: room, bytes) else { continue }
            room -= document.bytes
            hashes.append(document.hash)
            buses += Self.buses(in: document.root, &findings)
        }
    }

    private static func names(
        in directory: String, _ edit: DropInEdit, _ findings: inout Findings
    ) -> [String] {
        do throws(SystemFault) {
            let isThere = File.exists(directory)
            let all = isThere ? try File.names(in: directory, atMost: entryLimit + 1) : []
            let names = edit.names(all.filter { $0.hasSuffix(suffix) && !$0.hasPrefix(".") })
            if all.count <= entryLimit, names.count <= limit { return names }
            findings.begin(directory)
            findings.add(
                .tooMany, at: findings.whole,
                Text(
                    en: "more than \(limit) files, or \(entryLimit) names in all",
                    vi: "có quá \(limit) tệp, hoặc quá \(entryLimit) tên trong thư mục"))
        } catch {
            findings.begin(directory)
            findings.add(.cannotRead, at: findings.whole, error.sentence)
        }
        return []
    }

    private static func buses(in root: Node, _ findings: inout Findings) -> [Marked<BusSection>] {
        guard case .map(let entries) = root.content else {
            return DropIn.read(root, &findings)?.buses ?? []
        }
        let known = Set(GatewayFile.keys.map(\.row.name))
            .subtracting(DropIn.keys.map(\.row.name))
        let strays = entries.filter { known.contains($0.key.text ?? "") }
        for stray in strays { findings.misplaced(stray.key) }
        var own = root
        own.content = .map(entries.filter { !known.contains($0.key.text ?? "") })
        return DropIn.read(own, &findings)?.buses ?? []
    }
}

/// The whole of one drop-in.
struct DropIn: Section {
    var buses: [Marked<BusSection>] = []

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "buses", \.buses, .list(of: .marked(.section), 0...GatewayFile.busLimit),
            en: "More buses; one with only id and devices adds its devices to the bus of that id.",
            vi: "Các bus thêm vào; bus chỉ có id và devices thì thêm thiết bị vào bus cùng id.")
    }
}

extension Findings {
    fileprivate mutating func misplaced(_ key: Node) {
        let name = key.text ?? ""
        add(
            .misplacedKey, at: key.mark,
            Text(
                en: "\(name) belongs in the gateway's own file; files in \(DropIns.directory) hold "
                    + "buses only",
                vi: "\(name) phải nằm trong tệp chính của gateway; các tệp trong "
                    + "\(DropIns.directory) chỉ chứa buses"))
    }
}
