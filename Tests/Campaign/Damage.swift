// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Glibc
internal import Host

/// What becomes of a spool's files while nobody uses them.
enum Damage: CaseIterable {
    case databaseFlipped, databaseCut, databaseEmpty, logFlipped, logCut, logGone
    case firstEpochFlipped, secondEpochCut, bothEpochsGone

    /// What it does, in a few words.
    var name: String {
        switch self {
        case .databaseFlipped: "bits of the database flipped"
        case .databaseCut: "database cut short"
        case .databaseEmpty: "database emptied"
        case .logFlipped: "bits of the log flipped"
        case .logCut: "log cut short"
        case .logGone: "log gone"
        case .firstEpochFlipped: "bits of one epoch file flipped"
        case .secondEpochCut: "one epoch file cut short"
        case .bothEpochsGone: "both epoch files gone"
        }
    }

    /// Does it to the spool at a path.
    func happen(to spool: String, draw: UInt64) throws {
        var generator = SplitMix(seed: draw)
        switch self {
        case .databaseFlipped: try Self.flip(spool, &generator)
        case .databaseCut: try Self.cut(spool, &generator)
        case .databaseEmpty: try File.write([], to: spool)
        case .logFlipped: try Self.flip(spool + "-wal", &generator)
        case .logCut: try Self.cut(spool + "-wal", &generator)
        case .logGone: File.remove(spool + "-wal")
        case .firstEpochFlipped: try Self.flip(spool + ".epoch.a", &generator)
        case .secondEpochCut: try Self.cut(spool + ".epoch.b", &generator)
        case .bothEpochsGone:
            File.remove(spool + ".epoch.a")
            File.remove(spool + ".epoch.b")
        }
    }

    private static let largest = 1 << 30

    private static func flip(_ path: String, _ generator: inout SplitMix) throws {
        guard var bytes = try bytes(path), !bytes.isEmpty else { return }
        for _ in 0..<Int.random(in: 1...16, using: &generator) {
            let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
            bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^= bit
        }
        try File.write(bytes, to: path)
    }

    private static func cut(_ path: String, _ generator: inout SplitMix) throws {
        guard let bytes = try bytes(path), !bytes.isEmpty else { return }
        let length = Int.random(in: 0..<bytes.count, using: &generator)
        guard unsafe truncate(path, length) == 0 else { throw SystemFault.now("truncate", path) }
    }

    /// nil if there is no such file.
    private static func bytes(_ path: String) throws -> [UInt8]? {
        guard File.exists(path), case .bytes(let bytes) = try File.read(path, atMost: largest)
        else { return nil }
        return bytes
    }
}
