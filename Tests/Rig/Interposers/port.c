// SPDX-License-Identifier: Apache-2.0
// Preloaded into a program by `PortRecord`: makes of a pseudo-terminal a port that has what only
// hardware has (RTS, RS-485, low latency), and writes down what is asked of it, in order.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/serial.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

static const char *port;     // its path
static const char *lacks;    // words: rs485, rts, latency, state
static const char *has;      // words: rs485, which the driver switches before anybody asks
static int record = -1;
static int busy_asks;        // how often a request is said to be still leaving
static atomic_int busy_left; // … of the one under way

__attribute__((constructor)) static void begin(void) {
    port = getenv("TRAM_PORT");
    lacks = getenv("TRAM_PORT_LACKS");
    has = getenv("TRAM_PORT_HAS");
    const char *path = getenv("TRAM_PORT_RECORD"), *busy = getenv("TRAM_PORT_BUSY");
    busy_asks = busy ? atoi(busy) : 0;
    if (path) record = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_port(int number) {
    struct stat own, wanted;
    return record >= 0 && port && syscall(SYS_newfstatat, number, "", &own, AT_EMPTY_PATH) == 0 &&
           S_ISCHR(own.st_mode) && syscall(SYS_newfstatat, AT_FDCWD, port, &wanted, 0) == 0 &&
           own.st_rdev == wanted.st_rdev;
}

static void note(const char *what, long number) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    char line[80];
    const int count = snprintf(line, sizeof line, "%lld %s %ld\n",
                               (long long)now.tv_sec * 1000000000 + now.tv_nsec, what, number);
    if (syscall(SYS_write, record, line, (size_t)count) != count) _exit(70);
}

// Notes it and answers, with ENOTTY where the port is to lack it.
static int answer(const char *what, const char *kind, long number) {
    note(what, number);
    if (!lacks || !strstr(lacks, kind)) return 0;
    errno = ENOTTY;
    return -1;
}

static int has_left(unsigned int *state) {
    if (lacks && strstr(lacks, "state")) {
        errno = ENOTTY;
        return -1;
    }
    const int is_busy = atomic_load(&busy_left) > 0;
    if (is_busy) atomic_fetch_sub(&busy_left, 1);
    note("left", !is_busy);
    *state = is_busy ? 0 : TIOCSER_TEMT;
    return 0;
}

int ioctl(int number, unsigned long request, ...) {
    va_list rest;
    va_start(rest, request);
    void *argument = va_arg(rest, void *);
    va_end(rest);
    if (is_port(number)) {
        switch (request) {
        case TIOCMBIS:
        case TIOCMBIC:
            if (!(*(int *)argument & TIOCM_RTS)) break;
            return answer("rts", "rts", request == TIOCMBIS);
        case TIOCGRS485:
            memset(argument, 0, sizeof(struct serial_rs485));
            if (has && strstr(has, "rs485"))
                ((struct serial_rs485 *)argument)->flags = SER_RS485_ENABLED;
            return lacks && strstr(lacks, "rs485") ? (errno = ENOTTY, -1) : 0;
        case TIOCSRS485:
            return answer("rs485", "rs485", ((struct serial_rs485 *)argument)->flags);
        case TIOCGSERIAL:
            memset(argument, 0, sizeof(struct serial_struct));
            return 0;
        case TIOCSSERIAL:
            return answer("serial", "latency", ((struct serial_struct *)argument)->flags);
        case TIOCSERGETLSR: return has_left(argument);
        case TIOCEXCL: note("exclusive", 1); break;
        case TIOCNXCL: note("exclusive", 0); break;
        default: break;
        }
    }
    return (int)syscall(SYS_ioctl, number, request, argument);
}

ssize_t write(int number, const void *data, size_t count) {
    if (is_port(number)) {
        atomic_store(&busy_left, busy_asks);
        note("write", (long)count);
    }
    return syscall(SYS_write, number, data, count);
}
