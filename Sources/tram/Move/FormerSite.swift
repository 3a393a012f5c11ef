// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field
internal import Host

/// The site that an import takes the place of, as far as its files still say what it is.
struct FormerSite {
    /// Files in its folder that are its own: profiles, and what it reaches its hub with.
    private(set) var names: [String] = []
    private(set) var gateway: String?
    private(set) var spool: String?

    init(_ place: SitePlace) {
        guard File.exists(place.path),
            let configuration = Reader.configuration(
                at: place.path, library: Library.directories()
            ).value
        else { return }
        gateway = configuration.gateway.id
        spool = configuration.storage.path
        do throws(SystemFault) {
            let (files, hub) = (try SiteFiles(at: place.path), configuration.hub)
            let paths = [hub.authority, hub.certificate, hub.key, hub.passwordFile]
            names = files.names + paths.compactMap(\.self).compactMap(files.name(of:))
        } catch {
            // What cannot be listed stays where it is.
        }
    }
}
