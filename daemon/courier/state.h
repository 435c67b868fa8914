/*
 * state.h - what a courier holds.
 *
 * Layer: courier.  One timer drives it: each turn writes what came of deliveries once
 * that is due, starts what there is room for, and sets the timer for the next turn.
 */
#ifndef JALON_COURIER_STATE_H
#define JALON_COURIER_STATE_H

#include "delivery.h"
#include "lanes.h"

#define NEVER_MS UINT64_MAX

struct courier {
    uv_loop_t *loop; /* borrowed while the courier lives, as the next */
    struct store *store;
    const struct conf *conf;   /* borrowed until courier_configure() */
    const struct clock *clock; /* borrowed while the courier lives */
    struct courier_limits limits;
    struct wire *wire; /* its own, closed with it */
    uv_timer_t turn;
    uv_timer_cb on_turn; /* what it calls */
    uv_prepare_t pause;  /* before the loop waits */
    uv_timer_t patience; /* runs out while closing */
    struct lanes lanes;
    size_t mail_under_way;
    uint64_t mail_rests_until_ms; /* as a lane's, for the mail server */
    struct delivery *under_way;   /* owned, the youngest first; so are the ended */
    size_t under_way_count;
    struct delivery *ended; /* in the order in which they ended, not written yet */
    struct delivery *ended_last;
    size_t ended_count;
    uint64_t write_at_ms;  /* when they are to be written at the latest; loop's clock */
    bool writable;         /* the database took the last write that was tried */
    uint64_t try_write_ms; /* when that is to be tried again; loop's clock */
    uint64_t look_at_ms;   /* when to look for receivers without a lane; loop's clock */
    struct instant looked; /* up to when it did that last; by the courier's clock */
    bool more;             /* there were more when it last looked */
    char *behind;          /* up to whom it asked for those then; NULL: from the first */
    char *ping_trouble;    /* what the outside watchdog's last call came to; NULL: well */
    bool closing;
    size_t handles;       /* of the loop, not closed yet */
    courier_dead_cb dead; /* told of each notice that is given up */
    void *dead_context;
    void (*closed)(void *); /* told once, when nothing of it is on the loop any more */
    void *closed_context;
};

#endif /* JALON_COURIER_STATE_H */
