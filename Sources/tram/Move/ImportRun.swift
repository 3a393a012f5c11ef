// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import Config
internal import Field
internal import Host
internal import Spool

/// A site's way into a box: everything is looked at before anything is written.
struct ImportRun {
    let export: SiteExport
    /// Of the gateway's own file, as it will be.
    let place: SitePlace

    var folder: String { place.folder }
    private var main: String { place.main }

    /// `path`: of the gateway's file on this box.
    init(_ export: SiteExport, to path: String) throws(MoveFault) {
        self.export = export
        place = try SitePlace(path)
        let others = export.parts.map(\.path).filter { $0 != SiteExport.main }
        let tops = others.map { $0.prefix { $0 != "/" } }
        guard SiteExport.isName(place.main), !tops.contains(place.main[...]) else {
            throw .names(place.main)
        }
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

    /// What stands in its way here and where it would be kept, the gateway's own file first.
    func obstacle(_ configuration: Configuration) throws(MoveFault) -> (String, kept: String)? {
        let spool = configuration.storage.path
        do throws(SystemFault) {
            let paths = try SiteSwap.inTheWay(of: tops, in: folder)
            let all =
                paths.filter { $0 == place.path } + paths.filter { $0 != place.path }
                + SpoolFiles.there(spool)
            let swap = SiteSwap(folder: folder, spool: spool)
            guard let path = all.first else { return nil }
            return (path, kept: try swap.place(of: path))
        } catch {
            throw .system(error)
        }
    }

    /// What of the site lies directly in its folder.
    private var tops: [String] {
        export.parts.map { part in
            part.path == SiteExport.main ? main : String(part.path.prefix { $0 != "/" })
        }
    }

    /// Secrets that were left out and of which this box has one, whosever it is: the site will use
    /// it. Before it is written: those that would stay.
    func secretsHere(isWritten: Bool) throws(MoveFault) -> [String] {
        do throws(SystemFault) {
            let former = isWritten ? [] : try SiteSwap.inTheWay(of: tops, in: folder)
            return export.leftOut.filter { former.isEmpty || !SiteExport.isName($0) }
                .map { $0.hasPrefix("/") ? $0 : folder + $0 }.filter(File.isPlain)
        } catch {
            throw .system(error)
        }
    }

    /// Writes it; where what was there is kept.
    func run(_ configuration: Configuration) throws(MoveFault) -> [String] {
        let path = configuration.storage.path
        let former = FormerSite(place)
        let there = try SpoolFiles.counters(path)
        let isSame = former.gateway == export.gateway && former.spool == path
        let counters = isSame ? export.counters.later(there) : export.counters
        let staged = try stage()
        let others = Set(former.names + export.leftOut).subtracting([main])
        var swap = SiteSwap(
            folder: folder, spool: path, others: others.filter(SiteExport.isName).sorted())
        do {
            try swap.run(staged)
            try store(counters, configuration)
            return swap.kept
        } catch {
            swap.undo(staged)
            if let fault = error as? SpoolFault { throw .spool(fault, path) }
            guard let fault = error as? SystemFault else { throw .noExport }
            throw .system(fault)
        }
    }

    /// Beside where it will be.
    private func stage() throws(MoveFault) -> StagedSite {
        do throws(SystemFault) {
            let place = String(folder.dropLast())
            if !File.isDirectory(folder) { try File.makeFolder(place) }
            return try StagedSite(
                export, main: main, at: "\(folder).import-\(Identifier.random())/")
        } catch {
            throw .system(error)
        }
    }

    /// Counters of devices that are configured go on; the spool's epoch is this box's own. Where
    /// that fails, nothing of the spool stays.
    private func store(
        _ counters: [DeviceCounters], _ configuration: Configuration
    ) throws {
        // One of the site's own files may have come to lie there.
        guard SpoolFiles.there(configuration.storage.path).isEmpty else {
            throw SpoolFault.denied
        }
        let known = Set(configuration.devices.map(\.id))
        let own = counters.filter { known.contains($0.device) }
        guard !own.isEmpty else { return }
        do {
            try make(own, configuration)
        } catch {
            SpoolFiles.remove(configuration.storage.path)
            throw error
        }
    }

    private func make(_ counters: [DeviceCounters], _ configuration: Configuration) throws {
        let path = configuration.storage.path
        let now = Clock.wall()
        let wall = now >= Moment.earliest ? now : nil
        let settings = SpoolSettings(configuration, binding: MachineBinding.read())
        var spool = Spool.open(settings, at: wall)
        guard spool.opening.isDurable else {
            if case .memory(let fault?) = spool.opening.how { throw fault }
            throw SpoolFault.denied
        }
        // Whenever this may end, it is the service's.
        try SpoolFiles.settle(path)
        try spool.take(counters, at: Clock.now(), wall: wall)
        try spool.close()
        try SpoolFiles.settle(path)
    }
}
