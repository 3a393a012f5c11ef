// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Logging

/// The quarantine with the file beside the spool in which it outlives the process.
///
/// A class, because the main thread writes into it what the pump's thread reads.
final class QuarantineBook: Sendable {
    private struct State {
        var quarantine = Quarantine()
        var file: StateFile?
    }

    private let state = Lock(State())

    /// Reads what an earlier process has left, at the first time; from now on it is kept there.
    func open(_ file: StateFile, _ log: Logger) {
        let isFirst = state.withLock { state in
            defer { state.file = file }
            return state.file == nil
        }
        guard isFirst else { return }
        do throws(StateFault) {
            guard let json = try file.read() else { return }
            let found = Quarantine(json, boot: Machine.boot, at: Clock.now())
            state.withLock { $0.quarantine = found }
        } catch {
            log.warning("which lines have stopped the service is not known: \(error)")
        }
    }

    /// The lines that are to be left closed, and until when.
    func held(at now: Instant) -> [String: Instant] {
        state.withLock { $0.quarantine.held(at: now) }
    }

    /// These have stopped the service. `report` comes when the disk has it, or cannot.
    func note(_ lines: [String], at now: Instant, _ report: @escaping StateFile.Report) {
        let (file, bytes) = state.withLock { state in
            for line in lines { state.quarantine.note(line, at: now) }
            return (state.file, state.quarantine.bytes(boot: Machine.boot))
        }
        guard let file else { return report(nil) }
        file.write(bytes, report)
    }

    /// Somebody has seen to them: all begin anew.
    func release(_ log: Logger) {
        let file = state.withLock { state -> StateFile? in
            guard !state.quarantine.entries.isEmpty else { return nil }
            state.quarantine = Quarantine()
            return state.file
        }
        file?.write(Quarantine().bytes(boot: Machine.boot)) { fault in
            if let fault { log.warning("that no line is in quarantine is not kept: \(fault)") }
        }
    }
}
