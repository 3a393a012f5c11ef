// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

extension Spool {
    /// Ends cleanly: the next process goes on with the next numbers. Everything that is to be kept
    /// has been committed before.
    package consuming func close() throws(SpoolFault) {
        var books = self.books
        // Which epoch file will be the last: the next process knows an older database by it.
        let last = epochFile.record.generation + 1
        try Self.transact(database) { () throws(SpoolFault) in
            try Self.save(&books, database)
            try saveGeneration(&books)
            try database.set("closing", last)
        }
        self.books = books
        try database.finish()
        try epochFile.write(record(of: numbers, state: .closed))
    }

    /// The database turned out to be damaged: its files get another name, and a new epoch begins
    /// in a new one.
    package consuming func setAside(at wall: WallTime?) -> Spool {
        let settings = self.settings
        let path = self.opening.isDurable ? settings.path : nil
        discard()
        var aside: [String] = []
        if let path {
            do throws(SpoolFault) {
                aside = try SetAside.move(path)
            } catch {
                return Self.inMemory(settings, because: error, at: wall)
            }
        }
        return Self.open(settings, at: wall, setAside: aside)
    }

    /// Lets go of the database as it is.
    private consuming func discard() {}
}
