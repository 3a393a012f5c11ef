// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host

/// Where the book lies, and the thread that writes it: a disk that stands still holds up nobody.
///
/// A class, because the thread holds it as well.
final class LearnedFile: Sendable {
    /// A larger one is not ours.
    static let mostBytes = 1_024 * 1_024
    static let format = JSON.Limits(bytes: mostBytes, values: 65_536)

    private struct Work {
        var waiting: [UInt8]?
        var isRunning = false
    }

    let path: String
    private let work = Lock(Work())

    /// Beside the spool.
    init(spool: String) {
        let folder = spool.lastIndex(of: "/").map { spool[..<$0] } ?? "."
        path = folder + "/learned.json"
    }

    /// nil if there is nothing yet. What is no book of ours is passed over: all in it is learned
    /// again.
    func read() throws(SystemFault) -> JSON? {
        guard File.exists(path),
            case .bytes(let bytes) = try File.read(path, atMost: Self.mostBytes)
        else { return nil }
        do throws(JSON.Fault) {
            return try JSON(parsing: bytes, limits: Self.format)
        } catch {
            return nil
        }
    }

    /// Has it written soon; what waits to be written still is not written any more. `failed` is
    /// told on the thread that wrote.
    func write(
        _ bytes: [UInt8], failed: @escaping @Sendable (SystemFault) -> Void
    ) throws(SystemFault) {
        let mustStart = work.withLock { work in
            work.waiting = bytes
            defer { work.isRunning = true }
            return !work.isRunning
        }
        guard mustStart else { return }
        do throws(SystemFault) {
            try Thread.start("tram-learned") { [self] in
                while let bytes = next() {
                    do throws(SystemFault) { try put(bytes) } catch { failed(error) }
                }
            }.abandon()
        } catch {
            work.withLock { $0.isRunning = false }
            throw error
        }
    }

    private func next() -> [UInt8]? {
        work.withLock { work in
            work.isRunning = work.waiting != nil
            return work.waiting.take()
        }
    }

    /// In one step: who reads it has the old one or the new one, whole.
    private func put(_ bytes: [UInt8]) throws(SystemFault) {
        let new = path + ".new"
        File.remove(new)
        try File.overwrite(bytes, at: new)
        try File.replace(path, with: new)
    }
}
