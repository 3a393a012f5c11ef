// SPDX-License-Identifier: Apache-2.0
internal import CSQLite

/// One prepared statement. It is used within one call and let go of: preparing costs some ten
/// microseconds, keeping costs memory for each.
@safe
struct Statement: ~Copyable {
    /// Valid while this is.
    private let handle: OpaquePointer

    init(owning handle: OpaquePointer) { unsafe self.handle = unsafe handle }

    deinit { unsafe sqlite3_finalize(handle) }

    /// What a parameter stands for.
    enum Parameter {
        case integer(Int64)
        case text(String)
        case blob([UInt8])
        case null
    }

    /// Gives all parameters their values, for a run from the start.
    func bind(_ parameters: Parameter...) throws(SpoolFault) { try bind(parameters) }

    private func bind(_ parameters: [Parameter]) throws(SpoolFault) {
        unsafe sqlite3_reset(handle)
        for (place, parameter) in zip(Int32(1)..., parameters) {
            switch parameter {
            case .integer(let number):
                try Database.check(unsafe sqlite3_bind_int64(handle, place, number))
            case .text(let text):
                try Database.check(
                    unsafe csqlite_bind_text(handle, place, text, Int32(text.utf8.count)))
            case .blob(let bytes):
                try Database.check(
                    unsafe csqlite_bind_blob(handle, place, bytes, Int32(bytes.count)))
            case .null: try Database.check(unsafe sqlite3_bind_null(handle, place))
            }
        }
    }

    /// The next row; false behind the last.
    func step() throws(SpoolFault) -> Bool {
        let result = unsafe sqlite3_step(handle)
        if result == SQLITE_ROW { return true }
        if result == SQLITE_DONE { return false }
        // What the step came to is not lost by the reset: it would be told again.
        unsafe sqlite3_reset(handle)
        try Database.check(result)
        return false
    }

    /// Runs a statement that has no rows.
    func run(_ parameters: Parameter...) throws(SpoolFault) {
        try bind(parameters)
        while try step() {}
    }

    func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(handle, column) }

    /// nil for what is no text in UTF-8.
    func text(_ column: Int32) -> String? {
        guard let bytes = unsafe sqlite3_column_text(handle, column) else { return nil }
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        let buffer = unsafe UnsafeBufferPointer(start: bytes, count: count)
        return unsafe String(validating: buffer, as: UTF8.self)
    }

    func blob(_ column: Int32) -> [UInt8] {
        guard let bytes = unsafe sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(unsafe sqlite3_column_bytes(handle, column))
        return unsafe Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }
}
