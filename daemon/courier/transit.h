/*
 * transit.h - a delivery from its start to its verdict.
 *
 * Layer: courier.
 */
#ifndef JALON_COURIER_TRANSIT_H
#define JALON_COURIER_TRANSIT_H

#include "state.h"

/* Starts DELIVERY, taken, to RECEIVER, which may be NULL. */
void transit_start(struct courier *courier, struct delivery *delivery,
                   const struct receiver *receiver);

/* Ends DELIVERY, taken, which has its verdict: its place is free, and its result is to be
 * written. */
void transit_end(struct courier *courier, struct delivery *delivery);

/* Ends DELIVERY, taken, without a verdict: it stays queued in the ledger. */
void transit_drop(struct courier *courier, struct delivery *delivery);

/* Has the courier take its next turn at once. */
void transit_wake(struct courier *courier);

#endif /* JALON_COURIER_TRANSIT_H */
