// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// By what one who looks sees whether somebody wrote meanwhile what it was reading. A log that
/// only grew has disturbed nobody: it is read up to where it ended. One that was begun anew has
/// other salts in its head; what was copied into the database changed that file's time.
struct LookTrace: Hashable {
    private let changed: WallTime?
    private let log: [UInt8]

    /// Bytes of the log's head.
    private static let head = 32
    /// A file's time does not tell what was written within one tick of the kernel's clock.
    private static let tick = Nanoseconds.milliseconds(20)

    init(_ path: String) throws(SpoolFault) {
        changed = File.changed(path)
        do throws(SystemFault) {
            log = try File.beginning(path + "-wal", atMost: Self.head)
        } catch {
            guard error.isMissing else { throw SpoolFault(error) }
            log = []
        }
    }

    /// Whether the database was last written long enough ago for its time to tell.
    var isSettled: Bool {
        guard let changed else { return true }
        let age = Clock.wall().nanoseconds - changed.nanoseconds
        return age < 0 || age > Self.tick.count
    }
}
