// SPDX-License-Identifier: Apache-2.0

/// What was spent in the month, so that the next process goes on counting.
extension Spool {
    func keep(_ spending: MonthSpending) throws(SpoolFault) {
        try database.set("spending", spending.packed)
    }

    /// nil where nothing was ever counted, or the figure cannot be read: no reason to set a spool
    /// of records aside.
    static func spending(_ database: borrowing Database) throws(SpoolFault) -> MonthSpending? {
        try database.setting("spending").flatMap(MonthSpending.init(packed:))
    }
}
