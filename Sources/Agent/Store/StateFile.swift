// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// A small file beside the spool in which the service keeps something for its next start, and the
/// thread that writes it: a disk that stands still holds up nobody.
///
/// A class, because the thread holds it as well.
final class StateFile: Sendable {
    /// A larger one is not ours.
    static let mostBytes = 1_024 * 1_024
    static let format = JSON.Limits(bytes: mostBytes, values: 65_536)

    /// What came of writing: nil, or why it could not be.
    typealias Report = @Sendable (SystemFault?) -> Void

    private struct Work {
        var waiting: [UInt8]?
        /// Of what waits, and of what it has taken the place of.
        var reports: [Report] = []
        var isRunning = false
        var hasFailed = false
    }

    let path: String
    private let work = Lock(Work())

    /// Beside the spool.
    init(_ name: String, spool: String) {
        let folder = spool.lastIndex(of: "/").map { spool[..<$0] } ?? "."
        path = "\(folder)/\(name)"
    }

    /// Whether the disk did not take what was last written.
    var hasFailed: Bool { work.withLock { $0.hasFailed } }

    /// nil if there is nothing yet.
    func read() throws(StateFault) -> JSON? {
        guard File.exists(path) else { return nil }
        let contents: File.Contents
        do throws(SystemFault) {
            contents = try File.read(path, atMost: Self.mostBytes)
        } catch {
            throw .system(error)
        }
        guard case .bytes(let bytes) = contents else { throw .foreign(path) }
        do throws(JSON.Fault) {
            return try JSON(parsing: bytes, limits: Self.format)
        } catch {
            throw .foreign(path)
        }
    }

    /// Has it written soon; what waits to be written still is not written any more, and whoever
    /// wanted that is told when this is. Reports come on the thread that writes.
    func write(_ bytes: [UInt8], _ report: @escaping Report) {
        let mustStart = work.withLock { work in
            work.waiting = bytes
            work.reports.append(report)
            defer { work.isRunning = true }
            return !work.isRunning
        }
        guard mustStart else { return }
        do throws(SystemFault) {
            try Thread.start("tram-state") { [self] in
                while let (bytes, reports) = next() {
                    let fault = put(bytes)
                    work.withLock { $0.hasFailed = fault != nil }
                    for report in reports { report(fault) }
                }
            }.abandon()
        } catch {
            let reports = work.withLock { work in
                defer { work = Work(hasFailed: true) }
                return work.reports
            }
            for report in reports { report(error) }
        }
    }

    private func next() -> (bytes: [UInt8], reports: [Report])? {
        work.withLock { work in
            work.isRunning = work.waiting != nil
            guard let bytes = work.waiting.take() else { return nil }
            defer { work.reports = [] }
            return (bytes, work.reports)
        }
    }

    /// In one step: who reads it has the old one or the new one, whole.
    private func put(_ bytes: [UInt8]) -> SystemFault? {
        let new = path + ".new"
        do throws(SystemFault) {
            File.remove(new)
            try File.overwrite(bytes, at: new)
            try File.replace(path, with: new)
            try File.syncDirectory(of: path)
            return nil
        } catch {
            return error
        }
    }
}

/// Why what an earlier process has left cannot be used.
enum StateFault: Error, CustomStringConvertible {
    case system(SystemFault)
    /// It is damaged, or nothing of ours.
    case foreign(String)

    var description: String {
        switch self {
        case .system(let fault): "\(fault)"
        case .foreign(let path): "\(path) is damaged, or not ours"
        }
    }
}
