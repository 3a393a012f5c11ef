// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// The epoch's record on disk: two copies, written in turn, so that a write that is cut off leaves
/// the one before it.
struct EpochFile: Sendable {
    /// nil: nothing is written, an epoch in memory.
    private let base: String?
    private(set) var record: EpochRecord
    /// Bytes that were handed to the disk.
    private(set) var written = 0

    init(_ base: String?, _ record: EpochRecord) {
        self.base = base
        self.record = record
    }

    static func names(_ base: String) -> [String] { ["\(base).epoch.a", "\(base).epoch.b"] }

    /// What the copies of an earlier process say.
    struct Found {
        /// The newest that can be read, with allowance for one that cannot.
        var record: EpochRecord?
        /// What stands in a copy's place and is none of ours.
        var foreign: [String] = []
        /// Whether something is there, readable or not.
        var isAnything = false
        /// Whether a copy that was newer may be gone.
        var mayHaveLost = false
    }

    static func find(_ base: String) throws(SpoolFault) -> Found {
        var found = Found()
        var records: [EpochRecord] = []
        var hasDamage = false
        for name in names(base) {
            let contents: File.Contents
            do throws(SystemFault) {
                contents = try File.read(name, atMost: EpochRecord.byteLimit)
            } catch {
                if error.isMissing { continue }
                throw SpoolFault(error)
            }
            found.isAnything = true
            if case .bytes(let bytes) = contents, let record = EpochRecord(packed: bytes) {
                records.append(record)
                continue
            }
            hasDamage = true
            if case .bytes(let bytes) = contents, EpochRecord.isTorn(bytes) { continue }
            found.foreign.append(name)
        }
        found.record = records.max { $0.generation < $1.generation }
        let newest = found.record?.generation ?? 0
        found.mayHaveLost =
            newest > 1 && !records.contains { $0.generation == newest - 1 }
            || hasDamage
        if found.mayHaveLost { found.record?.allowForLostCopy() }
        return found
    }

    /// Writes a record over the older copy; returns once the disk has it.
    mutating func write(_ next: EpochRecord) throws(SpoolFault) {
        var next = next
        next.generation = record.generation + 1
        if let base {
            let bytes = next.packed
            guard bytes.count <= EpochRecord.byteLimit else { throw .full }
            let name = Self.names(base)[Int(next.generation % 2)]
            do throws(SystemFault) {
                let isNew = !File.exists(name)
                try File.overwrite(bytes, at: name)
                if isNew { try File.syncDirectory(of: name) }
            } catch {
                throw SpoolFault(error)
            }
            written += bytes.count
        }
        record = next
    }
}

extension SpoolFault {
    /// The system's fault as one of ours.
    init(_ fault: SystemFault) {
        self =
            fault.isFull
            ? .full
            : fault.isReadOnly
                ? .readOnly
                : fault.isDenied || fault.isMissing ? .denied : .io(code: fault.number)
    }
}
