// SPDX-License-Identifier: Apache-2.0
// SQLite, and of it what Swift cannot call: a variadic function and a cast macro.
#include <sqlite3.h>

/// No memory set aside for small allocations (SQLite's default is 120 KB a connection).
static inline int csqlite_without_lookaside(sqlite3 *database) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_LOOKASIDE, (void *)0, 0, 0);
}

/// What a damaged or foreign file could otherwise make SQLite do.
static inline int csqlite_defensive(sqlite3 *database) {
    int result = sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
    if (result == SQLITE_OK)
        result = sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
    return result;
}

/// Whether closing leaves the log as it is: one that belongs to a damaged file is evidence.
static inline int csqlite_keep_log(sqlite3 *database, int on) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, on, (int *)0);
}

/// The bytes are copied.
static inline int csqlite_bind_blob(sqlite3_stmt *statement, int place, const void *bytes,
                                    int count) {
    return sqlite3_bind_blob(statement, place, bytes, count, SQLITE_TRANSIENT);
}

/// The text is copied.
static inline int csqlite_bind_text(sqlite3_stmt *statement, int place, const char *text,
                                    int count) {
    return sqlite3_bind_text(statement, place, text, count, SQLITE_TRANSIENT);
}
