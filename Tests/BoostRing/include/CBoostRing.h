// SPDX-License-Identifier: Apache-2.0
// What the ring's benchmark compares with: boost::lockfree::spsc_queue, capacity fixed at compile
// time (its fastest form), both loops in C++ so that everything is inlined there too.
#ifndef CBOOSTRING_H
#define CBOOSTRING_H

#include <sched.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct boost_ring boost_ring;

/// How many records either ring of the benchmark holds.
enum { boost_ring_capacity = 4096 };

/// The largest batch.
enum { boost_ring_batch_limit = 64 };

/// How records leave.
typedef enum {
    /// One by one: push(t), pop(t).
    boost_ring_single,
    /// push(array, n) and pop(array, n).
    boost_ring_batch,
    /// push(array, n) and consume_all(functor), which reads where the record lies.
    boost_ring_in_place,
} boost_ring_mode;

/// A queue of records of 24 or 64 bytes; NULL for other sizes, and when Boost's headers were not
/// there when this was compiled.
boost_ring *_Nullable boost_ring_create(size_t record);
void boost_ring_destroy(boost_ring *_Nonnull ring);

/// Pushes records 0..<count; every word of a record is its number.
void boost_ring_produce(boost_ring *_Nonnull ring, uint64_t count, boost_ring_mode mode);

/// Takes `count` records and answers how many were not the next one, or not whole.
uint64_t boost_ring_consume(boost_ring *_Nonnull ring, uint64_t count, boost_ring_mode mode);

/// How often the kernel has taken the calling thread off its core.
uint64_t boost_ring_switches(void);

/// What either side of either ring does when it finds it full or empty: stays on its core for
/// some tens of microseconds, then lets others run, because the cores may be shared.
static inline void boost_ring_wait(unsigned *_Nonnull idle) {
    if (++*idle % 1024 == 0) {
        sched_yield();
        return;
    }
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

#ifdef __cplusplus
}
#endif

#endif
