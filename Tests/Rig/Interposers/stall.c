// SPDX-License-Identifier: Apache-2.0
// Preloaded into a program by `StalledPort`: a read of this one port never comes back, as with an
// adapter whose driver has lost it.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *port; // its path

__attribute__((constructor)) static void begin(void) { port = getenv("TRAM_STALLED_PORT"); }

static int is_port(int number) {
    struct stat own, wanted;
    return port && syscall(SYS_newfstatat, number, "", &own, AT_EMPTY_PATH) == 0 &&
           S_ISCHR(own.st_mode) && syscall(SYS_newfstatat, AT_FDCWD, port, &wanted, 0) == 0 &&
           own.st_rdev == wanted.st_rdev;
}

ssize_t read(int number, void *data, size_t count) {
    while (is_port(number)) pause();
    return syscall(SYS_read, number, data, count);
}
