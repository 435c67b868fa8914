/*
 * throttle.h - how often an address showed a bad token lately.
 *
 * Layer: publish.  A table of fixed size, so that many addresses cost no memory: two that
 * share a place push each other out, which only makes the throttle milder.
 */
#ifndef JALON_PUBLISH_THROTTLE_H
#define JALON_PUBLISH_THROTTLE_H

#include <stdbool.h>
#include <stdint.h>

#include "jalon/core/instant.h"

#define THROTTLE_SLOTS    256
#define THROTTLE_FAILURES 10 /* a minute, from one address */

struct throttle {
    struct throttle_slot {
        char address[48]; /* numeric */
        int64_t minute;   /* since 1970 */
        int failures;     /* in that minute */
    } slots[THROTTLE_SLOTS];
};

/* Notes a failure of ADDRESS at NOW.  Returns whether it had too many in this minute. */
bool throttle_fail(struct throttle *throttle, const char *address, struct instant now);

#endif /* JALON_PUBLISH_THROTTLE_H */
