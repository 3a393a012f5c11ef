// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import Config
internal import Field
internal import Host
internal import Spool

/// A site's way into a box: everything is looked at before anything is written.
struct ImportRun {
    let export: SiteExport
    /// Of the gateway's own file, as it will be: its folder with a slash, and its name.
    let folder: String
    let main: String

    /// `path`: of the gateway's file on this box.
    init(_ export: SiteExport, to path: String) throws(MoveFault) {
        self.export = export
        let slash = path.lastIndex(of: "/")
        main = slash.map { String(path[path.index(after: $0)...]) } ?? path
        do throws(SystemFault) {
            // The folder need not be there yet; the one above it has to.
            let place = slash.map { String(path[..<$0]) } ?? "."
            folder =
                (File.isDirectory(place)
                    ? try File.absolute(place) : try Self.absolute(missing: place)) + "/"
        } catch {
            throw .system(error)
        }
        let others = export.parts.map(\.path).filter { $0 != SiteExport.main }
        let tops = others.map { $0.prefix { $0 != "/" } }
        guard SiteExport.isName(main), !tops.contains(main[...]) else { throw .names }
    }

    private static func absolute(missing path: String) throws(SystemFault) -> String {
        let slash = path.lastIndex(of: "/")
        let above = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        let found = try File.absolute(above)
        return (found == "/" ? "" : found) + "/" + name
    }

    /// What the site would be here, and what is wrong with it.
    func check() throws(MoveFault) -> (configuration: Configuration?, problems: ProblemList) {
        do throws(SystemFault) {
            let place = try TemporaryDirectory("tram-import")
            let staged = try StagedSite(export, main: main, at: place.path + "/site/")
            let outcome = Reader.configuration(
                at: staged.folder + main, library: Library.directories(),
                rehearsal: Rehearsal(folder: folder, absent: Set(export.leftOut)))
            let problems = outcome.problems.map { problem in
                var own = problem
                own.file = own.file.replacing(staged.folder, with: "")
                return own
            }
            return (outcome.value, ProblemList(problems: problems, count: outcome.count))
        } catch {
            throw .system(error)
        }
    }

    /// What stands in its way here, the gateway's own file first.
    func obstacles() throws(MoveFault) -> [String] {
        let tops = export.parts.map { part in
            part.path == SiteExport.main ? main : String(part.path.prefix { $0 != "/" })
        }
        do throws(SystemFault) {
            let paths = try SiteSwap.inTheWay(of: tops, in: folder)
            return paths.filter { $0 == folder + main } + paths.filter { $0 != folder + main }
        } catch {
            throw .system(error)
        }
    }

    /// Writes it; where what was there is kept.
    func run(_ configuration: Configuration) throws(MoveFault) -> String? {
        let staged = try stage()
        var swap = SiteSwap(folder: folder)
        do {
            try swap.run(staged)
            try store(configuration)
            return swap.kept
        } catch {
            swap.undo(staged)
            if let fault = error as? SpoolFault { throw .spool(fault, configuration.storage.path) }
            guard let fault = error as? SystemFault else { throw .noExport }
            throw .system(fault)
        }
    }

    /// Beside where it will be.
    private func stage() throws(MoveFault) -> StagedSite {
        do throws(SystemFault) {
            let place = String(folder.dropLast())
            if !File.isDirectory(place) { try File.makeFolder(place) }
            return try StagedSite(
                export, main: main, at: "\(folder).import-\(Identifier.random())/")
        } catch {
            throw .system(error)
        }
    }

    /// Counters of devices that are configured go on; the spool's epoch is this box's own.
    private func store(_ configuration: Configuration) throws(SpoolFault) {
        let known = Set(configuration.devices.map(\.id))
        let counters = export.counters.filter { known.contains($0.device) }
        guard !counters.isEmpty else { return }
        let now = Clock.wall()
        let wall = now >= Moment.earliest ? now : nil
        let settings = SpoolSettings(configuration, binding: MachineBinding.read())
        var spool = Spool.open(settings, at: wall)
        guard spool.opening.isDurable else {
            if case .memory(let fault?) = spool.opening.how { throw fault }
            throw .denied
        }
        try spool.take(counters, at: Clock.now(), wall: wall)
        try spool.close()
        try Self.settle(configuration.storage.path)
    }

    /// Root makes it for the service.
    private static func settle(_ path: String) throws(SpoolFault) {
        for ending in ["", "-wal", "-shm", ".epoch.a", ".epoch.b"]
        where File.exists(path + ending) {
            do throws(SystemFault) {
                try File.settle(path + ending, mode: 0o600)
            } catch {
                throw .denied
            }
        }
    }
}
