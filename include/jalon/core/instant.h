/*
 * instant.h - a moment in time, and its RFC 3339 text in UTC.
 *
 * Layer: core.  A value.  What day it is somewhere is for sys/zone alone to say.
 */
#ifndef JALON_CORE_INSTANT_H
#define JALON_CORE_INSTANT_H

#include <stdint.h>

#include "jalon/base/err.h"
#include "jalon/core/date.h"

#define INSTANT_TEXT_SIZE 32 /* "2026-01-05T07:00:00Z" and offsets, with the NUL */

struct instant {
    int64_t s; /* seconds since 1970-01-01T00:00:00Z */
};

/* The seconds of a day: of every one, since an instant counts no leap seconds. */
#define INSTANT_DAY_S INT64_C(86400)

/* What a clock on a wall shows. */
struct wall_time {
    struct date day;
    int second; /* of the day, 0 to 86399 */
};

/* What clocks show at INSTANT that are OFFSET_S seconds ahead of UTC. */
struct wall_time instant_wall_time(struct instant instant, int32_t offset_s);

/* Reads RFC 3339 with "Z" or a numeric offset; a fraction of a second is dropped.
 * Returns 0, or -1 with *OUT untouched and ERR_INVALID. */
int instant_parse(struct instant *out, const char *text, struct err *err);

/* Writes "2026-01-05T07:00:00Z" into TEXT and returns it. */
char *instant_format(char text[INSTANT_TEXT_SIZE], struct instant instant);

#endif /* JALON_CORE_INSTANT_H */
