// SPDX-License-Identifier: Apache-2.0
// Preloaded into the agent by `Campaign`: its disk stands still or is full, and its clock is wrong,
// as a file of 64-bit words says that the campaign writes while the agent runs.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// As `Control` writes them.
struct control {
    _Atomic int64_t stall_until; // ns of CLOCK_MONOTONIC
    _Atomic int64_t is_full;
    _Atomic int64_t offset; // ns, of CLOCK_REALTIME
    _Atomic int64_t stalled; // calls that waited
    _Atomic int64_t refused; // calls that found no room
};

static struct control *control;
static int (*real_clock)(clockid_t, struct timespec *);

__attribute__((constructor)) static void open_control(void) {
    *(void **)&real_clock = dlsym(RTLD_NEXT, "clock_gettime");
    const char *path = getenv("TRAM_CAMPAIGN");
    if (!path) return;
    const int file = open(path, O_RDWR | O_CLOEXEC);
    if (file < 0) _exit(70);
    void *memory = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (memory == MAP_FAILED) _exit(70);
    close(file);
    control = memory;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    // Before the constructor has run: other libraries' constructors.
    const int result = real_clock ? real_clock(clock, time)
                                  : (int)syscall(SYS_clock_gettime, clock, time);
    if (result < 0 || !control || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE))
        return result;
    const int64_t offset = atomic_load(&control->offset);
    const int64_t moved = (int64_t)time->tv_sec * 1000000000 + time->tv_nsec + offset;
    time->tv_sec = moved / 1000000000;
    time->tv_nsec = moved % 1000000000;
    return result;
}

// A plain file, and not one of the three that every process has: the log's disk is another.
static int is_file(int number, struct stat *status) {
    if (!control || number <= 2) return 0;
    return syscall(SYS_newfstatat, number, "", status, AT_EMPTY_PATH) == 0 &&
           S_ISREG(status->st_mode);
}

static int64_t now(void) {
    struct timespec time;
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void stall(void) {
    if (atomic_load(&control->stall_until) <= now()) return;
    atomic_fetch_add(&control->stalled, 1);
    const struct timespec tick = {.tv_nsec = 5000000};
    while (atomic_load(&control->stall_until) > now()) syscall(SYS_nanosleep, &tick, NULL);
}

// A full disk keeps what it has: only a file that would grow finds no room.
static int is_refused(int number, int64_t end) {
    struct stat status;
    if (!is_file(number, &status)) return 0;
    stall();
    if (!atomic_load(&control->is_full) || end <= status.st_size) return 0;
    atomic_fetch_add(&control->refused, 1);
    errno = ENOSPC;
    return 1;
}

ssize_t pwrite64(int number, const void *bytes, size_t count, off64_t start) {
    if (is_refused(number, start + (int64_t)count)) return -1;
    return syscall(SYS_pwrite64, number, bytes, count, start);
}

ssize_t pwrite(int number, const void *bytes, size_t count, off_t start) {
    return pwrite64(number, bytes, count, start);
}

ssize_t write(int number, const void *bytes, size_t count) {
    struct stat status;
    if (is_file(number, &status)) {
        const int64_t at = syscall(SYS_lseek, number, 0, SEEK_CUR);
        if (is_refused(number, at + (int64_t)count)) return -1;
    }
    return syscall(SYS_write, number, bytes, count);
}

int ftruncate64(int number, off64_t size) {
    if (is_refused(number, size)) return -1;
    return (int)syscall(SYS_ftruncate, number, size);
}

int ftruncate(int number, off_t size) { return ftruncate64(number, size); }

int fsync(int number) {
    if (is_refused(number, 0)) return -1;
    return (int)syscall(SYS_fsync, number);
}

int fdatasync(int number) {
    if (is_refused(number, 0)) return -1;
    return (int)syscall(SYS_fdatasync, number);
}
