/*
 * lanes.h - a lane for each receiver that has something to get.
 *
 * Layer: courier.  A lane is there while something is under way in it, is believed to
 * wait in the ledger, or rests; so one receiver's queue never stands in another's way.
 */
#ifndef JALON_COURIER_LANES_H
#define JALON_COURIER_LANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "jalon/store/ledger.h"

struct lane {
    char *receiver;
    bool mail;    /* its messages go to the one mail server */
    size_t limit; /* how many may be under way */
    size_t under_way;
    bool waiting;              /* the ledger may have more for it */
    struct notice_place after; /* up to where its notices were taken */
    uint64_t rests_until_ms;   /* nothing is started before; the loop's clock */
};

/* A lane stays where it is in memory; {0} holds none. */
struct lanes {
    struct lane **items;
    size_t count, capacity;
    size_t first; /* whose turn it is */
};

/* The lane of RECEIVER, or NULL. */
struct lane *lanes_find(const struct lanes *lanes, const char *receiver);

/* A new lane for RECEIVER, all else of it zero. */
struct lane *lanes_add(struct lanes *lanes, const char *receiver);

/* Frees the lanes in which nothing happens as of NOW_MS. */
void lanes_prune(struct lanes *lanes, uint64_t now_ms);

/* Whether one has something waiting. */
bool lanes_waiting(const struct lanes *lanes);

/* Frees all lanes; no delivery may point to one any more. */
void lanes_done(struct lanes *lanes);

#endif /* JALON_COURIER_LANES_H */
