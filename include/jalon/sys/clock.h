/*
 * clock.h - what time it is, or what time it is said to be.
 *
 * Layer: sys.  The one way in for time: whoever wants to know it is given a clock, so
 * that a rehearsal and a test can give another.  A rehearsal (`--now`, `--speed`) starts
 * it at a chosen instant and runs it faster.
 */
#ifndef JALON_SYS_CLOCK_H
#define JALON_SYS_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "jalon/core/instant.h"

struct clock {
    bool rehearsal;       /* the members below but speed are for it alone */
    int64_t start_ms;     /* what the rehearsal's clock said when it was started */
    int64_t monotonic_ms; /* the monotonic clock then */
    int64_t speed;        /* times faster than the wall; 1 for the real clock */
};

/* The machine's own clock. */
void clock_init(struct clock *clock);

/* A clock that starts at START now and runs SPEED times as fast. */
void clock_init_rehearsal(struct clock *clock, struct instant start, int64_t speed);

/* What the clock reads, in whole seconds. */
struct instant clock_now(const struct clock *clock);

/* What the clock said when a rehearsal started; now, for the real clock. */
struct instant clock_start(const struct clock *clock);

/* Milliseconds since 1970, on the same clock. */
int64_t clock_now_ms(const struct clock *clock);

/* Real milliseconds to wait until the clock reads INSTANT; 0 if it is past. */
uint64_t clock_wait_ms(const struct clock *clock, struct instant instant);

#endif /* JALON_SYS_CLOCK_H */
