/*
 * tzif.h - the compiled form of a time zone (RFC 8536), read from memory.
 *
 * Layer: sys, for sys/zone alone.
 */
#ifndef JALON_SYS_TZIF_H
#define JALON_SYS_TZIF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tz_rule.h"

/* An offset and the instant from which it counts. */
struct tzif_change {
    int64_t s;
    int32_t offset; /* seconds east of Greenwich */
};

struct tzif {
    int32_t first; /* the offset before the first change */
    struct tzif_change *changes;
    size_t count;
    bool has_rule; /* for what comes after the last change */
    struct tz_rule rule;
};

/* Reads the LENGTH bytes of a TZif file of version 2 or later into *OUT, for
 * tzif_done().  Returns 0, or -1 with *OUT untouched where they are none. */
int tzif_parse(struct tzif *out, const void *bytes, size_t length);

void tzif_done(struct tzif *tzif);

/* The offset at the instant S. */
int32_t tzif_offset(const struct tzif *tzif, int64_t s);

#endif /* JALON_SYS_TZIF_H */
