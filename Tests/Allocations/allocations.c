// SPDX-License-Identifier: Apache-2.0
// Preloaded into the agent by `Bench budget`: counts what each thread asks of the allocator, into
// a file of 64-bit pairs (thread id, count) that the bench reads while the agent runs.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { most_threads = 1024 };

struct entry {
    uint64_t thread;
    _Atomic uint64_t calls;
};

static struct entry *table;
static atomic_uint used;
// Not on the heap, which is what we are counting.
static __thread struct entry *own __attribute__((tls_model("initial-exec")));

__attribute__((constructor)) static void open_table(void) {
    const char *path = getenv("TRAM_ALLOCATIONS");
    if (!path) return;
    const size_t size = most_threads * sizeof(struct entry);
    const int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0 || ftruncate(file, (off_t)size) < 0) _exit(70);
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (memory == MAP_FAILED) _exit(70);
    close(file);
    table = memory;
}

static void count(void) {
    if (!table) return;
    if (!own) {
        const unsigned place = atomic_fetch_add(&used, 1);
        if (place >= most_threads) _exit(70);
        own = &table[place];
        own->thread = (uint64_t)gettid();
    }
    atomic_fetch_add_explicit(&own->calls, 1, memory_order_relaxed);
}

// glibc's own names for what we stand in front of.
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

void *malloc(size_t size) {
    count();
    return __libc_malloc(size);
}

void *calloc(size_t items, size_t size) {
    count();
    return __libc_calloc(items, size);
}

void *realloc(void *old, size_t size) {
    count();
    return __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    count();
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
    count();
    *result = __libc_memalign(alignment, size);
    return *result ? 0 : 12;
}
