// SPDX-License-Identifier: Apache-2.0
// Debian built its Swift runtime against glibc 2.38 or newer, whose headers turn strtol, sscanf and
// their kin into names of C23. Debian 12 has glibc 2.36, without those names. The one difference is
// that the C23 functions also read "0b101", which nothing in the Swift runtime asks for. strlcpy and
// strlcat came with glibc 2.38 too. Hidden, so that no library picks ours up.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#pragma GCC visibility push(hidden)

long __isoc23_strtol(const char *s, char **end, int base) { return strtol(s, end, base); }
long long __isoc23_strtoll(const char *s, char **end, int base) { return strtoll(s, end, base); }
unsigned long __isoc23_strtoul(const char *s, char **end, int base) {
    return strtoul(s, end, base);
}
unsigned long long __isoc23_strtoull(const char *s, char **end, int base) {
    return strtoull(s, end, base);
}

int __isoc23_vsscanf(const char *s, const char *format, va_list list) {
    return vsscanf(s, format, list);
}
int __isoc23_sscanf(const char *s, const char *format, ...) {
    va_list list;
    va_start(list, format);
    int count = vsscanf(s, format, list);
    va_end(list);
    return count;
}
int __isoc23_fscanf(FILE *file, const char *format, ...) {
    va_list list;
    va_start(list, format);
    int count = vfscanf(file, format, list);
    va_end(list);
    return count;
}

size_t strlcpy(char *to, const char *from, size_t size) {
    size_t length = strlen(from);
    if (size) {
        size_t count = length < size ? length : size - 1;
        memcpy(to, from, count);
        to[count] = 0;
    }
    return length;
}
size_t strlcat(char *to, const char *from, size_t size) {
    size_t length = strnlen(to, size);
    return length == size ? size + strlen(from) : length + strlcpy(to + length, from, size - length);
}
