/*
 * rate.h - how fast a token asks.
 *
 * Layer: publish.  A token may ask RATE_PER_S times a second, and RATE_BURST times at
 * once after a pause.  Feeds are no token's business: they are never slowed down.  A
 * table of fixed size: two tokens that share a place forgive each other.
 */
#ifndef JALON_PUBLISH_RATE_H
#define JALON_PUBLISH_RATE_H

#include <stdint.h>

#define RATE_PER_S 20  /* requests a second, on average */
#define RATE_BURST 60  /* at once: three seconds' worth */
#define RATE_SLOTS 256 /* more than a house has tokens */

struct rate {
    struct rate_slot {
        char token[257];   /* its name, of up to 64 characters */
        uint64_t spent_ms; /* when all that it asked for is made good again */
    } slots[RATE_SLOTS];
};

/* Counts a request of TOKEN, a name, at NOW_MS of a clock that never goes back.
 * Returns 0, or how many milliseconds it has to wait: the request then does not count. */
uint64_t rate_take(struct rate *rate, const char *token, uint64_t now_ms);

#endif /* JALON_PUBLISH_RATE_H */
