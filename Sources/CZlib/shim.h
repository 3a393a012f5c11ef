// SPDX-License-Identifier: Apache-2.0
// zlib, and of it what Swift cannot call: two macros. Raw deflate (RFC 1951), no head and no sum.
#include <zlib.h>

static inline int czlib_deflate_begin(z_stream *stream, int window, int memory) {
    return deflateInit2(stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -window, memory,
                        Z_DEFAULT_STRATEGY);
}

static inline int czlib_inflate_begin(z_stream *stream) {
    return inflateInit2(stream, -MAX_WBITS);
}
