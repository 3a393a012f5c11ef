// SPDX-License-Identifier: Apache-2.0
// Swift's tasks run on libdispatch. Tram has no tasks: its threads are its own. But the packages
// for logging and arguments refer to the library of tasks, that one to libdispatch, and so 200 kB
// came with it, of which 64 are tables that the loader fills in at every start. What is defined
// here the linker does not fetch: the names that libswift_Concurrency.a of Swift 6.2 and 6.3 leaves
// open (nm -u). Whoever begins a task is told at once.
#ifdef TRAM_ALONE
#include <stdio.h>
#include <stdlib.h>

// Only their addresses are taken.
char _dispatch_main_q[256], _dispatch_queue_attr_concurrent[256], _dispatch_source_type_timer[256];

static _Noreturn void refuse(const char *name) {
    fprintf(stderr, "tram: %s: a Swift task was begun, and there is no libdispatch\n", name);
    abort();
}

#define REFUSED(name) \
    void name(void); \
    void name(void) { refuse(#name); }

REFUSED(dispatch_activate)
REFUSED(dispatch_after_f)
REFUSED(dispatch_assert_queue)
REFUSED(dispatch_async_f)
REFUSED(dispatch_main)
REFUSED(dispatch_queue_attr_make_with_qos_class)
REFUSED(dispatch_queue_create)
REFUSED(dispatch_queue_set_width)
REFUSED(dispatch_release)
REFUSED(dispatch_set_context)
REFUSED(dispatch_source_create)
REFUSED(dispatch_source_set_event_handler_f)
REFUSED(dispatch_source_set_timer)
REFUSED(dispatch_walltime)
#endif
