// SPDX-License-Identifier: Apache-2.0
internal import CSQLite
internal import Field

extension Database {
    /// "Tram", so that file(1) can tell.
    static let application: Int64 = 0x5472_616D
    /// The layout's number: another one is not read.
    static let version: Int64 = 2

    /// The tables, by name.
    static let tables: [(name: String, columns: String)] =
        [
            (
                "block",
                "shelf INTEGER, device INTEGER, first INTEGER, row INTEGER, "
                    + "PRIMARY KEY(shelf, device, first)) WITHOUT ROWID"
            ),
            ("command", "id TEXT PRIMARY KEY, body BLOB) WITHOUT ROWID"),
            ("counter", "device TEXT PRIMARY KEY, body BLOB) WITHOUT ROWID"),
            (
                "delivery",
                "hub INTEGER, device INTEGER, stream INTEGER, ranges BLOB, "
                    + "PRIMARY KEY(hub, device, stream)) WITHOUT ROWID"
            ),
            (
                "device",
                "id INTEGER PRIMARY KEY, epoch INTEGER, name TEXT, prefix TEXT, retained TEXT)"
            ),
            ("epoch", "id INTEGER PRIMARY KEY, name TEXT)"),
            ("gap", "id INTEGER PRIMARY KEY, hubs INTEGER, body BLOB)"),
            ("hub", "id INTEGER PRIMARY KEY, name TEXT)"),
            (
                "meta",
                "id INTEGER PRIMARY KEY, device INTEGER, name TEXT, row INTEGER, points TEXT, "
                    + "payload BLOB)"
            ),
            ("setting", "key TEXT PRIMARY KEY, value) WITHOUT ROWID"),
        ]
        + Shelf.allCases.map { shelf in
            (shelf.table, "id INTEGER PRIMARY KEY, body BLOB)")
        }

    private static func statement(_ table: (name: String, columns: String)) -> String {
        "CREATE TABLE \(table.name)(\(table.columns)"
    }

    /// Says how the file is to be used, before anything else is asked of it.
    func configure(_ layout: SpoolLayout) throws(SpoolFault) {
        let pageSize = layout.pageSize
        try run("PRAGMA page_size=\(pageSize); PRAGMA auto_vacuum=NONE; PRAGMA cell_size_check=ON")
        let mode = try text("PRAGMA journal_mode=WAL")
        guard mode == "wal" || mode == "memory" else { throw .denied }
        try run(
            """
            PRAGMA synchronous=FULL; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;
            PRAGMA secure_delete=OFF; PRAGMA cache_size=-\(Self.cacheKiB);
            PRAGMA wal_autocheckpoint=\(layout.logPages);
            PRAGMA journal_size_limit=\(layout.logPages * layout.frame)
            """)
    }

    /// Pages of the file, with those that are free.
    func pages() throws(SpoolFault) -> Int64 { try number("PRAGMA page_count") ?? 0 }

    func freePages() throws(SpoolFault) -> Int64 { try number("PRAGMA freelist_count") ?? 0 }

    /// Lets the file have no more pages; one that has more already has no more than that.
    func limit(_ layout: SpoolLayout) throws(SpoolFault) {
        try run("PRAGMA max_page_count=\(layout.mostPages)")
    }

    /// The end of a clean stop: the log's content goes into the file.
    func finish() throws(SpoolFault) {
        try emptyLog()
        keepLog(false)
    }

    /// Copies the log's content into the file, and makes the log a file of no bytes.
    func emptyLog() throws(SpoolFault) {
        let statement = try prepare("PRAGMA wal_checkpoint(TRUNCATE)")
        if try statement.step(), statement.integer(0) != 0 { throw .busy }
    }

    /// Looks through all pages; false when something is wrong, true also when it took too long.
    func isSound(until isLate: @escaping () -> Bool) throws(SpoolFault) -> Bool {
        var verdict: String?
        do throws(SpoolFault) {
            try run(until: isLate) { (database: borrowing Database) throws(SpoolFault) in
                verdict = try database.text("PRAGMA quick_check(1)")
            }
        } catch .interrupted {
            return true
        }
        return verdict == "ok"
    }

    /// KiB of pages in memory.
    static let cacheKiB = 32

    /// Whether the file is an empty one.
    func isEmpty() throws(SpoolFault) -> Bool {
        let tables = try number("SELECT count(*) FROM sqlite_master")
        let application = try number("PRAGMA application_id")
        let version = try number("PRAGMA user_version")
        return tables == 0 && application == 0 && version == 0
    }

    /// A setting, nil if there is none.
    func setting(_ key: String) throws(SpoolFault) -> [UInt8]? {
        let statement = try prepare("SELECT value FROM setting WHERE key=?")
        try statement.bind(.text(key))
        guard try statement.step() else { return nil }
        guard let value = statement.blob(0).unsealed(Seal(key)) else { throw .damaged }
        return value
    }

    func set(_ key: String, _ value: [UInt8]) throws(SpoolFault) {
        try prepare("INSERT OR REPLACE INTO setting VALUES(?,?)").run(
            .text(key), .blob(value.sealed(Seal(key))))
    }

    /// A number among the settings, 0 if there is none.
    func count(_ key: String) throws(SpoolFault) -> UInt64 {
        guard let value = try setting(key) else { return 0 }
        var unpacker = Unpacker(value)
        guard let number = unpacker.number(), unpacker.isAtEnd else { throw .damaged }
        return number
    }

    func set(_ key: String, _ number: UInt64) throws(SpoolFault) {
        var packer = Packer()
        packer.number(number)
        try set(key, packer.bytes)
    }

    /// A word among the settings, empty if there is none.
    func word(_ key: String) throws(SpoolFault) -> String {
        guard let value = try setting(key) else { return "" }
        guard let word = String(validating: value, as: UTF8.self) else { throw .damaged }
        return word
    }

    func createTables() throws(SpoolFault) {
        for table in Self.tables { try run(Self.statement(table)) }
        try run(
            "PRAGMA application_id=\(Self.application); PRAGMA user_version=\(Self.version)")
    }

    /// Holds the file to having our tables and nothing else: no trigger or view of a stranger.
    func holdToLayout() throws(SpoolFault) {
        guard try number("PRAGMA application_id") == Self.application else {
            throw .misuse(code: 0)
        }
        let version = try number("PRAGMA user_version") ?? 0
        guard version == Self.version else { throw .version(version) }
        guard try hasOurTables() else { throw .misuse(code: 0) }
    }

    private func hasOurTables() throws(SpoolFault) -> Bool {
        var found: [String] = []
        let statement = try prepare(
            "SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
        while try statement.step() { found.append(statement.text(0) ?? "") }
        let ours = Self.tables.sorted { $0.name < $1.name }.map(Self.statement)
        return found == ours
    }
}
