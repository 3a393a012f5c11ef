// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// Where a gateway's file lies: its folder by its whole path with a slash at the end, and its
/// name. A file that is a link counts where the link is, as its drop-ins lie beside that.
struct SitePlace {
    let folder: String
    let main: String

    var path: String { folder + main }

    /// The folder need not be there yet; the one above it has to.
    init(_ path: String) throws(MoveFault) {
        let slash = path.lastIndex(of: "/")
        main = slash.map { String(path[path.index(after: $0)...]) } ?? path
        let place = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        do throws(SystemFault) {
            let whole =
                File.isDirectory(place)
                ? try File.absolute(place) : try Self.absolute(missing: place)
            folder = whole == "/" ? whole : whole + "/"
        } catch {
            throw .system(error)
        }
    }

    private static func absolute(missing path: String) throws(SystemFault) -> String {
        let slash = path.lastIndex(of: "/")
        let above = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        let found = try File.absolute(above)
        return (found == "/" ? "" : found) + "/" + name
    }
}
