// SPDX-License-Identifier: Apache-2.0
// Stands between a program and the kernel where files are written: counts, refuses and records.
// The executable's own write, fsync and so on are found before the C library's, by every library.
#ifndef CCRASHLOG_H
#define CCRASHLOG_H

#include <stdint.h>

/// What has been asked of the kernel so far, for files whose path begins with the folder.
typedef struct {
    uint64_t writes;
    uint64_t bytes;
    uint64_t syncs;
} crashlog_counts;

/// From now on files in this folder are watched.
void crashlog_watch(const char *folder);

/// Records everything into this file, to be put together again as a disk would have it.
void crashlog_record(const char *path);

/// Puts words between the records.
void crashlog_mark(const char *words);

/// So many more bytes may files grow; then the disk is full. Negative: for ever.
void crashlog_room(int64_t bytes);

crashlog_counts crashlog_count(void);

#endif
