// SPDX-License-Identifier: Apache-2.0
#include "baseline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

// What stands before each value: its comma, name and colon.
static struct {
    char text[48];
    size_t length;
} labels[register_count];

static char opening[64];
static size_t opening_length;

void prepare_records(const char *point) {
    uint64_t epoch;
    if (getrandom(&epoch, sizeof epoch, 0) != sizeof epoch) fail("getrandom");
    opening_length = (size_t)snprintf(opening, sizeof opening,
                                      "{\"v\":1,\"epoch\":\"%016llx\",\"seq\":",
                                      (unsigned long long)epoch);
    for (int i = 0; i < register_count; i++)
        labels[i].length = (size_t)snprintf(labels[i].text, sizeof labels[i].text, "%s\"%s%d\":",
                                            i ? "," : "", point, i + 1);
}

static char *put(char *at, const char *text, size_t length) {
    memcpy(at, text, length);
    return at + length;
}

static char *put_number(char *at, uint64_t value) {
    char digits[20];
    int count = 0;
    do digits[count++] = (char)('0' + value % 10);
    while (value /= 10);
    while (count) *at++ = digits[--count];
    return at;
}

/// A register is a uint16 in tenths and printed with the digit of its scale.
static char *put_tenths(char *at, uint16_t value) {
    at = put_number(at, value / 10);
    *at++ = '.';
    *at++ = (char)('0' + value % 10);
    return at;
}

#define PUT(at, literal) put(at, literal, sizeof(literal) - 1)

size_t format_record(char *into, const struct device *device, int64_t unix_ms) {
    char *at = put(into, opening, opening_length);
    at = put_number(at, device->sequence);
    at = PUT(at, ",\"meta\":\"1f0c9a2b\",\"ts\":");
    at = put_number(at, (uint64_t)unix_ms);
    at = PUT(at, ",\"values\":{");
    for (int i = 0; i < register_count; i++) {
        at = put(at, labels[i].text, labels[i].length);
        at = put_tenths(at, device->registers[i]);
    }
    at = PUT(at, "}");
    if (device->sequence == 1) at = PUT(at, ",\"full\":true");
    return (size_t)(PUT(at, "}") - into);
}

_Static_assert(register_count * (48 + 6) + 256 < record_limit, "a record fits");
