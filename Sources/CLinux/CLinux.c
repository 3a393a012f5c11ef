// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <link.h>
#include <linux/serial.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timex.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

int clinux_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int clinux_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

static void our_signals(sigset_t *set) {
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
    sigaddset(set, SIGCHLD);
}


int clinux_signalfd(void) {
    sigset_t set;
    our_signals(&set);
    int failed = pthread_sigmask(SIG_BLOCK, &set, NULL);
    if (failed) {
        errno = failed;
        return -1;
    }
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int clinux_next_signal(int descriptor) {
    struct signalfd_siginfo info;
    ssize_t got = read(descriptor, &info, sizeof info);
    if (got == (ssize_t)sizeof info) return (int)info.ssi_signo;
    return got < 0 && errno != EAGAIN && errno != EINTR ? -1 : 0;
}

static int64_t nanoseconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t clinux_monotonic(void) { return nanoseconds(CLOCK_MONOTONIC); }
int64_t clinux_realtime(void) { return nanoseconds(CLOCK_REALTIME); }

int64_t clinux_clock_error(void) {
    struct timex state = {.modes = 0};
    return adjtimex(&state) < 0 ? -1 : state.maxerror;
}

int clinux_poll_until(struct pollfd *set, nfds_t count, int64_t deadline) {
    if (deadline == INT64_MAX) return ppoll(set, count, NULL, NULL);
    int64_t now = clinux_monotonic();
    int64_t left = deadline > now ? deadline - now : 0;
    struct timespec wait = {.tv_sec = left / 1000000000, .tv_nsec = left % 1000000000};
    return ppoll(set, count, &wait, NULL);
}

void clinux_name_thread(const char *name, unsigned long slack) {
    char short_name[16];
    strncpy(short_name, name, 15);
    short_name[15] = 0;
    pthread_setname_np(pthread_self(), short_name);
    if (slack) prctl(PR_SET_TIMERSLACK, slack, 0, 0, 0);
}

int clinux_start_thread(pthread_t *thread, size_t stack, uintptr_t *own, void *(*body)(void *),
                        void *argument) {
    pthread_attr_t attributes;
    int failed = pthread_attr_init(&attributes);
    if (failed) return failed;
    void *room = NULL;
    if (own != NULL) {
        size_t page = (size_t)sysconf(_SC_PAGESIZE);
        room = mmap(NULL, stack, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0);
        if (room == MAP_FAILED || mprotect(room, page, PROT_NONE) < 0) {
            failed = errno;
        } else {
            failed = pthread_attr_setstack(&attributes, (char *)room + page, stack - page);
        }
    } else {
        failed = pthread_attr_setstacksize(&attributes, stack);
    }
    if (!failed) failed = pthread_create(thread, &attributes, body, argument);
    pthread_attr_destroy(&attributes);
    if (own != NULL) {
        if (failed && room != MAP_FAILED) munmap(room, stack);
        *own = failed ? 0 : (uintptr_t)room;
    }
    return failed;
}

void clinux_free_stack(uintptr_t own, size_t stack) { munmap((void *)own, stack); }

static void become(const char *path, char *const *arguments, const int wanted[3], pid_t parent,
                   int report) {
    sigset_t none;
    sigemptyset(&none);
    for (int s = 1; s < NSIG; s++) signal(s, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(126);  // the parent died before the line above
    int copies[3];
    for (int i = 0; i < 3; i++) {
        // Copies above 2 first: a wanted descriptor may itself be one of 0, 1, 2.
        int source = wanted[i] >= 0 ? wanted[i] : open("/dev/null", O_RDWR | O_CLOEXEC);
        copies[i] = fcntl(source, F_DUPFD_CLOEXEC, 3);
    }
    for (int i = 0; i < 3; i++) dup2(copies[i], i);
    // What C libraries have opened without O_CLOEXEC: ports and sessions that are not the child's.
    close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    execv(path, arguments);
    int reason = errno;
    ssize_t ignored = write(report, &reason, sizeof reason);
    (void)ignored;
    _exit(127);
}

pid_t clinux_spawn(const char *path, char *const *arguments, int input, int output, int error) {
    int report[2];
    if (pipe2(report, O_CLOEXEC) < 0) return -1;
    const int wanted[3] = {input, output, error};
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) become(path, arguments, wanted, parent, report[1]);
    int failed = errno;
    close(report[1]);
    if (child > 0) {
        failed = 0;
        // The pipe closes when the program starts; four bytes on it are why it did not.
        while (read(report[0], &failed, sizeof failed) < 0 && errno == EINTR) {}
        if (failed) waitpid(child, NULL, 0);
    }
    close(report[0]);
    if (!failed) return child;
    errno = failed;
    return -1;
}

int clinux_set_nonblocking(int descriptor, bool on) {
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0) return -1;
    return fcntl(descriptor, F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
}

int clinux_accept(int listener) {
    return accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
}

int clinux_open_pty(int *slave, char *path, size_t capacity) {
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (master < 0) return -1;
    struct termios raw;
    if (grantpt(master) == 0 && unlockpt(master) == 0 && ptsname_r(master, path, capacity) == 0 &&
        (*slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)) >= 0) {
        if (tcgetattr(*slave, &raw) == 0) {
            cfmakeraw(&raw);
            tcsetattr(*slave, TCSANOW, &raw);
        }
        return master;
    }
    int failed = errno;
    close(master);
    errno = failed;
    return -1;
}

bool clinux_is_rs485(int port) {
    struct serial_rs485 now = {.flags = 0};
    return ioctl(port, TIOCGRS485, &now) == 0 && (now.flags & SER_RS485_ENABLED);
}

int clinux_set_rts(int port, bool up) {
    int line = TIOCM_RTS;
    return ioctl(port, up ? TIOCMBIS : TIOCMBIC, &line);
}

int clinux_transmitter(int port) {
    int queued = 0;
    if (ioctl(port, TIOCOUTQ, &queued) == 0 && queued > 0) return 1;
    unsigned int state = 0;
    if (ioctl(port, TIOCSERGETLSR, &state) != 0) return 2;
    return state & TIOCSER_TEMT ? 0 : 1;
}

int clinux_set_low_latency(int port) {
    struct serial_struct settings;
    memset(&settings, 0, sizeof settings);
    if (ioctl(port, TIOCGSERIAL, &settings) != 0) return -1;
    if (settings.flags & ASYNC_LOW_LATENCY) return 0;
    settings.flags |= ASYNC_LOW_LATENCY;
    return ioctl(port, TIOCSSERIAL, &settings);
}

void clinux_limit_arenas(void) {
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TRIM_THRESHOLD, 128 * 1024);
}

static int forget(struct dl_phdr_info *object, size_t size, void *page) {
    (void)size;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
        if (segment->p_type != PT_LOAD || segment->p_flags & PF_W) continue;
        // Whole pages within the segment; a failure only keeps the pages.
        const uintptr_t mask = *(const uintptr_t *)page - 1;
        const uintptr_t from = (object->dlpi_addr + segment->p_vaddr + mask) & ~mask;
        const uintptr_t to = (object->dlpi_addr + segment->p_vaddr + segment->p_memsz) & ~mask;
        if (from < to) madvise((void *)from, to - from, MADV_DONTNEED);
    }
    return 0;
}

void clinux_forget_code(void) {
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    dl_iterate_phdr(forget, &page);
}

void clinux_return_heap(void) { malloc_trim(0); }

// Not under the address sanitizer, which keeps variables outside the stack: their address would not
// tell where this call's frame is, and what lies between are other threads' stacks.
__attribute__((no_sanitize("address"))) void clinux_forget_stack(void) {
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
    void *lowest;
    size_t size;
    int unknown = pthread_attr_getstack(&attributes, &lowest, &size);
    pthread_attr_destroy(&attributes);
    if (unknown != 0) return;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    // Below this call's own frame, with room for the system call's; signals are not delivered here.
    uintptr_t to = ((uintptr_t)&attributes - 512) & ~(page - 1);
    uintptr_t from = ((uintptr_t)lowest + page - 1) & ~(page - 1);
    // Of the main thread's stack only what has been used is there; the rest is passed over.
    if (from < to) madvise((void *)from, to - from, MADV_DONTNEED);
}

int clinux_limit_descriptors(uint64_t limit) {
    struct rlimit now;
    if (getrlimit(RLIMIT_NOFILE, &now) < 0) return -1;
    if (now.rlim_cur <= limit) return 0;
    now.rlim_cur = limit;
    return setrlimit(RLIMIT_NOFILE, &now);
}

bool clinux_terminal_size(int descriptor, int *columns, int *rows) {
    struct winsize size;
    if (!isatty(descriptor) || ioctl(descriptor, TIOCGWINSZ, &size) < 0) return false;
    *columns = size.ws_col;
    *rows = size.ws_row;
    return true;
}
