// SPDX-License-Identifier: Apache-2.0
// What Swift's Glibc module hides (GNU-only or variadic calls), and nothing else.
#ifndef CLINUX_H
#define CLINUX_H

#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// eventfd(2), close-on-exec and non-blocking. -1 and errno on failure.
int clinux_eventfd(void);

/// pipe2(2), close-on-exec from the start: with pipe and fcntl a child that another thread starts
/// in between would keep the ends open. -1 and errno on failure.
int clinux_pipe(int ends[_Nonnull 2]);

/// signalfd(2) for SIGTERM, SIGINT, SIGHUP and SIGCHLD, which this call blocks in the calling
/// thread and thereby in all threads it starts later. -1 and errno on failure.
int clinux_signalfd(void);

/// The number of the next signal on the descriptor, 0 if none is waiting, -1 and errno otherwise.
int clinux_next_signal(int descriptor);

/// ppoll(2) with an absolute CLOCK_MONOTONIC deadline in nanoseconds; INT64_MAX waits for ever.
int clinux_poll_until(struct pollfd *_Nullable set, nfds_t count, int64_t deadline);

/// Nanoseconds of CLOCK_MONOTONIC (boot-relative) and CLOCK_REALTIME (since 1970).
int64_t clinux_monotonic(void);
int64_t clinux_realtime(void);

/// The most by which the kernel holds CLOCK_REALTIME to be wrong, in microseconds: adjtimex(2) that
/// changes nothing, which takes no privilege. -1 and errno where it is refused all the same.
int64_t clinux_clock_error(void);

/// Names the calling thread (at most 15 bytes) and sets its timer slack in nanoseconds; 0 leaves
/// it as it is.
void clinux_name_thread(const char *_Nonnull name, unsigned long slack);

/// Starts a thread with its own stack size. 0, or the error number. With `own`, the stack is mapped
/// for this thread alone, is told there, and is the caller's to free once the thread was joined:
/// the C library keeps those that it makes.
int clinux_start_thread(pthread_t *_Nonnull thread, size_t stack, uintptr_t *_Nullable own,
                        void *_Nullable (*_Nonnull body)(void *_Nullable),
                        void *_Nullable argument);

void clinux_free_stack(uintptr_t own, size_t stack);

/// Starts a program that dies with the calling thread's process, also when that one is killed.
/// `input`, `output`, `error` become its descriptors 0, 1, 2 (-1: /dev/null). Signals are unblocked
/// and reset. The process id, or -1 and errno, also when the program cannot be executed.
pid_t clinux_spawn(const char *_Nonnull path, char *_Nullable const *_Nonnull arguments,
                   int input, int output, int error);

/// fcntl(2) F_SETFL: adds or removes O_NONBLOCK. -1 and errno on failure.
int clinux_set_nonblocking(int descriptor, bool on);

/// accept4(2), close-on-exec and non-blocking from its first moment, so that no child started
/// meanwhile on another thread keeps the connection. -1 and errno on failure.
int clinux_accept(int listener);

/// A new pseudo-terminal's master (raw, non-blocking, close-on-exec); the slave's path is written
/// into `path`. The slave is also opened and left open in `slave`, so that the master does not see
/// a hang-up while no one else holds it. -1 and errno on failure.
int clinux_open_pty(int *_Nonnull slave, char *_Nonnull path, size_t capacity);

/// Whether the driver of a serial port switches an RS-485 transceiver (TIOCGRS485).
bool clinux_is_rs485(int port);

/// TIOCMBIS or TIOCMBIC with TIOCM_RTS. -1 and errno where the port has no RTS.
int clinux_set_rts(int port, bool up);

/// 0 if everything that was written to the port has left it (TIOCOUTQ, TIOCSERGETLSR), 1 if not, 2
/// if the queue is empty and the driver does not tell more.
int clinux_transmitter(int port);

/// TIOCSSERIAL with ASYNC_LOW_LATENCY, which takes no privilege. -1 and errno where the driver has
/// no such setting.
int clinux_set_low_latency(int port);

/// One arena for all threads, small trim threshold: a gateway has more use for memory than we have.
void clinux_limit_arenas(void);

/// Unmaps the pages of code and constants that the program and its libraries have touched so far;
/// those that are needed again come back from the page cache.
void clinux_forget_code(void);

/// Gives the system back the pages of the heap that nothing uses.
void clinux_return_heap(void);

/// Gives the system back the pages of the calling thread's stack that earlier, deeper calls have
/// touched.
void clinux_forget_stack(void);

/// Lowers this process's limit of open descriptors to `limit` where it is higher, because
/// libmodbus and libmosquitto use select(2) without a bound. 0, or -1 and errno.
int clinux_limit_descriptors(uint64_t limit);

/// Columns and rows of the terminal behind the descriptor; false if it is not a terminal.
bool clinux_terminal_size(int descriptor, int *_Nonnull columns, int *_Nonnull rows);

#endif
