// SPDX-License-Identifier: Apache-2.0
internal import Field
package import Host

/// The files that say what a site is: what goes along when it moves to another box.
package struct SiteFiles {
    /// Files that are looked for; an export takes fewer.
    static let mostNames = 8_192

    /// Of the gateway's own file: its folder with a slash at its end, and its bytes.
    package let folder: String
    package let own: [UInt8]
    /// Where the gateway's keys begin, where its id is not among them.
    private let missingID: Mark?
    /// Drop-ins and profiles in the folder, named from there.
    package private(set) var names: [String] = []
    /// Directories of profiles that lie elsewhere.
    package private(set) var elsewhere: [String] = []

    /// Of a file that checks, by its whole path.
    package init(at path: String) throws(SystemFault) {
        folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        guard case .bytes(let bytes) = try File.read(path, atMost: Document.byteLimit) else {
            throw SystemFault(call: "read", number: 0, subject: path)
        }
        own = bytes
        var findings = Findings(file: path)
        let root = Tree.read(bytes, &findings)
        let file = root.flatMap { GatewayFile.read($0, &findings) }
        missingID = file?.gateway?.id == nil ? root?["gateway"]?.firstKey : nil
        if File.isDirectory(folder + DropIns.directory) { try add(DropIns.directory) }
        for entry in file?.profiles ?? [] {
            guard let name = name(of: entry.value) else {
                elsewhere.append(entry.value)
                continue
            }
            try add(name)
            for inner in try File.names(in: folder + name, atMost: Catalogue.entryLimit)
            where File.isDirectory("\(folder)\(name)/\(inner)") { try add("\(name)/\(inner)") }
        }
        names = Set(names).sorted()
    }

    /// How a file in the folder is named from there; nil for one that is not in it.
    package func name(of path: String) -> String? {
        if path.hasPrefix("/"), !path.hasPrefix(folder) { return nil }
        let own = path.hasPrefix("/") ? path.dropFirst(folder.count) : path[...]
        let parts = own.split(separator: "/").filter { $0 != "." }
        return parts.isEmpty || parts.contains("..") ? nil : parts.joined(separator: "/")
    }

    private mutating func add(_ directory: String) throws(SystemFault) {
        let all = try File.names(in: folder + directory, atMost: Catalogue.entryLimit)
        for name in all where name.hasSuffix(ProfileFile.suffix) && !name.hasPrefix(".") {
            guard names.count < Self.mostNames else { return }
            names.append("\(directory)/\(name)")
        }
    }

    /// The gateway's own file with its id in it: one that was made from the machine's id would be
    /// another one on another machine.
    package func own(naming id: String) -> [UInt8] {
        guard let missingID, missingID.line > 0 else { return own }
        var lines = own.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.indices.contains(missingID.line - 1) else { return own }
        let line = String(decoding: lines[missingID.line - 1], as: UTF8.self)
        let scalars = line.unicodeScalars
        let head = String(String.UnicodeScalarView(scalars.prefix(missingID.column - 1)))
        let tail = String(String.UnicodeScalarView(scalars.dropFirst(missingID.column - 1)))
        // Alone on its line the key is one of a block; otherwise it stands in braces.
        let isBlock = head.allSatisfy { $0 == " " }
        let changed = isBlock ? "\(head)id: \(id)\n\(line)" : "\(head)id: \(id), \(tail)"
        lines[missingID.line - 1] = ArraySlice(Array(changed.utf8))
        return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }
}

extension Node {
    /// Where the first key of a map stands.
    fileprivate var firstKey: Mark? {
        guard case .map(let entries) = content else { return nil }
        return entries.first?.key.mark
    }
}
