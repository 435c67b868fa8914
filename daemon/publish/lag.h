/*
 * lag.h - how long the turns of the loop are: how long one request, planning or delivery
 * keeps all others waiting.
 *
 * Layer: publish.  Measured as the loop goes by, so that an idle one is not woken for it.
 */
#ifndef JALON_PUBLISH_LAG_H
#define JALON_PUBLISH_LAG_H

#include <stdint.h>
#include <uv.h>

#define LAG_BUCKETS 8 /* from a millisecond to five seconds */

struct publish;

struct lag {
    struct publish *publish; /* the owner */
    uv_prepare_t prepare;    /* before the loop waits for what comes */
    uint64_t last_ns;        /* when the turn began */
    uint64_t idle_ns;        /* what the loop had waited by then, ever */

    uint64_t turns[LAG_BUCKETS]; /* how many were at most so long; see lag_bound() */
    uint64_t count;              /* turns */
    uint64_t total_ns;           /* of all of them */
    void (*closed)(struct publish *publish);
};

/* Measures LOOP on behalf of PUBLISH. */
void lag_open(struct lag *lag, struct publish *publish, uv_loop_t *loop);

/* Calls CLOSED once that has ended. */
void lag_close(struct lag *lag, void (*closed)(struct publish *publish));

/* For the metrics, which need it as Prometheus writes it: the longest turn that is
 * counted in bucket INDEX, in seconds, as a text. */
const char *lag_bound(int index);

#endif /* JALON_PUBLISH_LAG_H */
