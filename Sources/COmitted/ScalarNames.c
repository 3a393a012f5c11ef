// SPDX-License-Identifier: Apache-2.0
// What Unicode calls each of its characters ("LATIN SMALL LETTER A") is half a megabyte of tables
// in Swift's library, for one property that nobody here asks for: the linker is told to ask this
// function instead (--wrap), and leaves the tables out.
#ifdef TRAM_ALONE
#include <stdint.h>

// As _swift_stdlib_getScalarName of Swift 6.2 and 6.3: how many bytes of a name it has written.
intptr_t __wrap__swift_stdlib_getScalarName(uint32_t scalar, uint8_t *buffer, intptr_t capacity);

intptr_t __wrap__swift_stdlib_getScalarName(uint32_t scalar, uint8_t *buffer, intptr_t capacity) {
    (void)scalar, (void)buffer, (void)capacity;
    return 0;
}
#endif
