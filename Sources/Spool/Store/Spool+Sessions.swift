// SPDX-License-Identifier: Apache-2.0

extension Spool {
    /// Numbers of sessions that are kept ready.
    private static let sessionsAhead: UInt64 = 16

    /// A session of this number has begun; those after it have their numbers.
    package mutating func useSession(_ number: UInt64) throws(SpoolFault) {
        session = max(session, number + 1)
        guard number + Self.sessionsAhead > epochFile.record.sessions else { return }
        var record = epochFile.record
        record.sessions = number + EpochRecord.sessionBlock
        try epochFile.write(record)
    }

    /// What was told at the opening takes memory that nobody needs any more.
    package mutating func forgetOpening() {
        books.known = []
        opening = SpoolOpening(
            how: opening.how, epoch: opening.epoch, isDurable: opening.isDurable)
    }
}
