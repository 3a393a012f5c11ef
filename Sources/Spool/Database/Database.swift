// SPDX-License-Identifier: Apache-2.0
internal import CSQLite

/// One connection to a database of SQLite, closed when its owner lets go of it. One thread at a
/// time uses it: SQLite's own locks are switched off.
@safe
struct Database: ~Copyable {
    /// Valid while this is; nil where no database could be had at all.
    private let handle: OpaquePointer?
    /// What comes of using one that is not there.
    private let absence: SpoolFault

    private init(owning handle: OpaquePointer?, absence: SpoolFault = .noMemory) {
        unsafe self.handle = unsafe handle
        self.absence = absence
    }

    /// None: whatever is asked of it ends with this fault.
    static func absent(_ fault: SpoolFault) -> Database {
        unsafe Database(owning: nil, absence: fault)
    }

    /// What may be done to the file.
    enum Access {
        case create
        /// One that is there, and nobody else may use it meanwhile.
        case existing
        /// It is read with its log, also while another process writes: without a lock, and nothing
        /// is created. Whoever does so holds against `LookTrace` whether it was left alone.
        case watch
        /// It is read as if nobody could change it: nothing is created or locked.
        case frozen
    }

    /// Opens the file.
    static func open(_ path: String, _ access: Access = .create) throws(SpoolFault) -> Database {
        var opened: OpaquePointer?
        let how =
            switch access {
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            case .existing: SQLITE_OPEN_READWRITE
            case .watch: SQLITE_OPEN_READONLY
            case .frozen: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
            }
        let name = access == .frozen ? frozenName(path) : path
        let result = unsafe sqlite3_open_v2(
            name, &opened, how | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
            access == .watch ? "unix-none" : nil)
        guard let handle = unsafe opened else { throw .noMemory }
        // Also what could not be opened is closed again.
        let database = unsafe Database(owning: handle)
        try check(result)
        try check(unsafe csqlite_without_lookaside(handle))
        try check(unsafe csqlite_defensive(handle))
        database.keepLog(true)
        // No other process reads along: its lock could keep the log from ever beginning anew, and
        // the index of the log needs no file of shared memory. Said before the file is first read.
        if access != .frozen { try database.run("PRAGMA locking_mode=EXCLUSIVE") }
        unsafe sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, longestValue)
        return database
    }

    deinit { unsafe sqlite3_close_v2(handle) }

    /// The path as a URI, with what means something in one written in hexadecimal digits.
    private static func frozenName(_ path: String) -> String {
        var name = "file:"
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"), 0x80...:
                name += "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
            default: name.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return name + "?immutable=1"
    }

    private func connection() throws(SpoolFault) -> OpaquePointer {
        guard let handle = unsafe handle else { throw absence }
        return unsafe handle
    }

    /// Whether closing leaves the log as it is.
    func keepLog(_ on: Bool) {
        if let handle = unsafe handle { unsafe csqlite_keep_log(handle, on ? 1 : 0) }
    }

    /// Bytes of one row: the longest that we write is a body or a meta.
    static let longestValue: Int32 = 1 << 20

    /// Runs statements without results.
    func run(_ words: String) throws(SpoolFault) {
        try Self.check(unsafe sqlite3_exec(connection(), words, nil, nil, nil))
    }

    /// Prepares one statement.
    func prepare(_ words: String) throws(SpoolFault) -> Statement {
        var made: OpaquePointer?
        try Self.check(
            unsafe sqlite3_prepare_v2(connection(), words, Int32(words.utf8.count), &made, nil))
        guard let statement = unsafe made else { throw .misuse(code: SQLITE_MISUSE) }
        return unsafe Statement(owning: statement)
    }

    /// The first column of the first row as a number.
    func number(_ words: String) throws(SpoolFault) -> Int64? {
        let statement = try prepare(words)
        guard try statement.step() else { return nil }
        return statement.integer(0)
    }

    /// The first column of the first row as a text.
    func text(_ words: String) throws(SpoolFault) -> String? {
        let statement = try prepare(words)
        guard try statement.step() else { return nil }
        return statement.text(0)
    }

    /// Whether a transaction is open: some faults end it by themselves.
    var isInTransaction: Bool {
        guard let handle = unsafe handle else { return false }
        return unsafe sqlite3_get_autocommit(handle) == 0
    }

    /// Runs `body` with statements cut short once `isLate` says so; it is asked every few
    /// thousand steps.
    func run(
        until isLate: @escaping () -> Bool, _ body: (borrowing Database) throws(SpoolFault) -> Void
    ) throws(SpoolFault) {
        let handle = try unsafe connection()
        let question = Question(isLate)
        let user = unsafe Unmanaged.passUnretained(question).toOpaque()
        unsafe sqlite3_progress_handler(
            handle, 4_096,
            { user in
                guard let user = unsafe user else { return 0 }
                let question = unsafe Unmanaged<Question>.fromOpaque(user).takeUnretainedValue()
                return question.isLate() ? 1 : 0
            }, user)
        defer {
            unsafe sqlite3_progress_handler(handle, 0, nil, nil)
            withExtendedLifetime(question) {}
        }
        try body(self)
    }

    /// What SQLite is handed to ask. A class, because it is reached through a C pointer.
    private final class Question {
        let isLate: () -> Bool
        init(_ isLate: @escaping () -> Bool) { self.isLate = isLate }
    }

    /// Translates a result once and for all.
    static func check(_ result: Int32) throws(SpoolFault) {
        switch result & 0xFF {
        case SQLITE_OK, SQLITE_ROW, SQLITE_DONE: return
        case SQLITE_FULL: throw .full
        case SQLITE_READONLY: throw .readOnly
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT: throw .damaged
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: throw .denied
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: throw .busy
        case SQLITE_NOMEM: throw .noMemory
        case SQLITE_INTERRUPT: throw .interrupted
        case SQLITE_IOERR: throw .io(code: result)
        // Longer than any value that we write.
        case SQLITE_TOOBIG, SQLITE_MISMATCH: throw .damaged
        default: throw .misuse(code: result)
        }
    }
}
