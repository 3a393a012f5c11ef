// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// A site's files in a folder of their own, as they will lie in the site's; what is left of them
/// there goes with it.
struct StagedSite: ~Copyable {
    /// With a slash at its end.
    private(set) var folder: String
    /// Of the gateway's own file.
    private(set) var main: String
    private var files: [String] = []
    private var folders: [String] = []

    /// `main`: what the gateway's own file is called there.
    init(_ export: SiteExport, main: String, at folder: String) throws(SystemFault) {
        (self.folder, self.main) = (folder, main)
        try make(String(folder.dropLast()))
        for part in export.parts {
            let name = part.path == SiteExport.main ? main : part.path
            try makeFolders(of: name)
            let path = folder + name
            files.append(path)
            try File.overwrite(part.bytes, at: path)
            try File.settle(path, mode: part.isSecret ? 0o640 : 0o644)
        }
    }

    deinit {
        for path in files { File.remove(path) }
        for path in folders.reversed() { File.removeFolder(path) }
    }

    private mutating func makeFolders(of name: String) throws(SystemFault) {
        let steps = name.split(separator: "/").dropLast()
        for count in 0..<steps.count {
            let path = folder + steps.prefix(count + 1).joined(separator: "/")
            if !folders.contains(path) { try make(path) }
        }
    }

    private mutating func make(_ path: String) throws(SystemFault) {
        try File.makeFolder(path)
        folders.append(path)
        try File.settle(path, mode: 0o755)
    }

    /// What of it lies directly in its folder, the gateway's own file last.
    var entries: [String] {
        let tops = Set(
            (files + folders.dropFirst()).map { path in
                String(path.dropFirst(folder.count).prefix { $0 != "/" })
            })
        return tops.subtracting([main]).sorted() + [main]
    }
}
