// SPDX-License-Identifier: Apache-2.0
internal import Host
internal import Synchronization

/// Finds out whether a disk that could not have the spool can be written again, on a thread of its
/// own: the disk may let it stand still.
///
/// A class, because the pump's thread and the one that tries hold it.
final class DiskProbe: Sendable {
    private enum State: UInt8, AtomicRepresentable {
        case idle, underWay, good
    }

    private static let stackBytes = 64 * 1_024

    /// The spool's path: beside it a file is written and removed.
    private let path: String
    private let state = Atomic(State.idle)

    init(_ path: String) { self.path = path }

    /// Whether the last try went well.
    var isGood: Bool { state.load(ordering: .acquiring) == .good }

    /// Begins a try, unless one is under way.
    func begin() {
        let (isFree, _) = state.compareExchange(
            expected: .idle, desired: .underWay, ordering: .acquiringAndReleasing)
        guard isFree else { return }
        do throws(SystemFault) {
            let thread = try Thread.start("tram-disk", stack: Self.stackBytes) { [self] in
                state.store(isWritable() ? .good : .idle, ordering: .releasing)
            }
            thread.abandon()
        } catch {
            state.store(.idle, ordering: .releasing)
        }
    }

    private func isWritable() -> Bool {
        let trial = path + ".trial"
        defer { File.remove(trial) }
        do throws(SystemFault) {
            try File.overwrite([UInt8](repeating: 0, count: 4_096), at: trial)
            try File.syncDirectory(of: trial)
            return true
        } catch {
            return false
        }
    }
}
