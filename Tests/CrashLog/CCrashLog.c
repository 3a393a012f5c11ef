// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "CCrashLog.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static char folder[1024];
static int record = -1;
static int64_t room = -1;
static crashlog_counts counts;

void crashlog_watch(const char *path) { snprintf(folder, sizeof folder, "%s/", path); }

void crashlog_room(int64_t bytes) { room = bytes; }

crashlog_counts crashlog_count(void) { return counts; }

void crashlog_record(const char *path) {
    record = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
                          0600);
}

// The path of a descriptor within the folder, NULL for another one.
static const char *watched(int number, char *path, size_t size) {
    char link[64];
    if (folder[0] == 0) return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", number);
    ssize_t count = syscall(SYS_readlinkat, AT_FDCWD, link, path, size - 1);
    if (count <= 0) return NULL;
    path[count] = 0;
    size_t length = strlen(folder);
    if (strncmp(path, folder, length) == 0) return path + length;
    // The folder itself.
    return strlen(path) == length - 1 && strncmp(path, folder, length - 1) == 0 ? "." : NULL;
}

static const char *named(const char *path) {
    size_t length = strlen(folder);
    return length > 0 && path && strncmp(path, folder, length) == 0 ? path + length : NULL;
}

// kind, length of name, offset, length of data; name; data.
static void note(char kind, const char *name, int64_t offset, const void *data, uint64_t count) {
    if (record < 0) return;
    uint64_t head[4] = {(uint64_t)kind, strlen(name), (uint64_t)offset, count};
    struct iovec parts[3] = {{head, sizeof head}, {(void *)name, head[1]},
                             {(void *)data, data ? count : 0}};
    if (syscall(SYS_writev, record, parts, 3) < 0) _exit(99);
}

void crashlog_mark(const char *words) { note('m', words, 0, NULL, 0); }

static ssize_t put(int number, const void *data, size_t count, int64_t offset, int isAt) {
    char path[1200];
    const char *name = watched(number, path, sizeof path);
    if (name && !isAt) offset = syscall(SYS_lseek, number, 0, SEEK_CUR);
    if (name && room >= 0) {
        struct stat status;
        if (fstat(number, &status) == 0 && offset + (int64_t)count > status.st_size) {
            int64_t more = offset + (int64_t)count - status.st_size;
            if (more > room) {
                errno = ENOSPC;
                return -1;
            }
            room -= more;
        }
    }
    ssize_t done = isAt ? syscall(SYS_pwrite64, number, data, count, offset)
                        : syscall(SYS_write, number, data, count);
    if (name && done > 0) {
        counts.writes += 1;
        counts.bytes += (uint64_t)done;
        note('w', name, offset, data, (uint64_t)done);
    }
    return done;
}

ssize_t write(int number, const void *data, size_t count) {
    return put(number, data, count, 0, 0);
}
ssize_t pwrite(int number, const void *data, size_t count, off_t offset) {
    return put(number, data, count, offset, 1);
}
ssize_t pwrite64(int number, const void *data, size_t count, off64_t offset) {
    return put(number, data, count, offset, 1);
}

static int sync_one(int number, long call) {
    char path[1200];
    const char *name = watched(number, path, sizeof path);
    if (name) {
        counts.syncs += 1;
        note('s', name, 0, NULL, 0);
    }
    return (int)syscall(call, number);
}
int fsync(int number) { return sync_one(number, SYS_fsync); }
int fdatasync(int number) { return sync_one(number, SYS_fdatasync); }

static int cut(int number, int64_t size) {
    char path[1200];
    const char *name = watched(number, path, sizeof path);
    int result = (int)syscall(SYS_ftruncate, number, size);
    if (name && result == 0) note('t', name, size, NULL, 0);
    return result;
}
int ftruncate(int number, off_t size) { return cut(number, size); }
int ftruncate64(int number, off64_t size) { return cut(number, size); }

int unlink(const char *path) {
    const char *name = named(path);
    int result = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (name && result == 0) note('u', name, 0, NULL, 0);
    return result;
}

int rename(const char *path, const char *other) {
    const char *name = named(path), *to = named(other);
    int result = (int)syscall(SYS_renameat2, AT_FDCWD, path, AT_FDCWD, other, 0);
    if (name && to && result == 0) note('r', name, 0, to, strlen(to));
    return result;
}

static int opening(const char *path, int flags, mode_t mode) {
    const char *name = named(path);
    int isNew = name && (flags & O_CREAT) && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
    int number = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    if (number >= 0 && isNew) note('c', name, 0, NULL, 0);
    if (number >= 0 && name && !isNew && (flags & O_TRUNC)) note('t', name, 0, NULL, 0);
    return number;
}

#define OPENING(name)                                                                              \
    int name(const char *path, int flags, ...) {                                                   \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;                                  \
        va_end(rest);                                                                              \
        return opening(path, flags, mode);                                                         \
    }
OPENING(open)
OPENING(open64)
