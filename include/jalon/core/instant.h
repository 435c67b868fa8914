/*
 * instant.h - a moment in time, and its RFC 3339 text in UTC.
 *
 * Layer: core.  A value.  What day it is somewhere is for sys/zone alone to say.
 */
#ifndef JALON_CORE_INSTANT_H
#define JALON_CORE_INSTANT_H

#include <stdint.h>

#include "jalon/base/err.h"

#define INSTANT_TEXT_SIZE 32 /* "2026-01-05T07:00:00Z" and offsets, with the NUL */

struct instant {
    int64_t s; /* seconds since 1970-01-01T00:00:00Z */
};

/* Reads RFC 3339 with "Z" or a numeric offset; a fraction of a second is dropped.
 * Returns 0, or -1 with *OUT untouched and ERR_INVALID. */
int instant_parse(struct instant *out, const char *text, struct err *err);

/* Writes "2026-01-05T07:00:00Z" into TEXT and returns it. */
char *instant_format(char text[INSTANT_TEXT_SIZE], struct instant instant);

#endif /* JALON_CORE_INSTANT_H */
