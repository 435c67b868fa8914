/*
 * outbox.h - from the ledger onto the wire, as far as the limits allow.
 *
 * Layer: courier.  The ledger is the queue: nothing is read ahead of its start, so what
 * is withdrawn is not sent.
 */
#ifndef JALON_COURIER_OUTBOX_H
#define JALON_COURIER_OUTBOX_H

#include "state.h"

#define OUTBOX_WINDOW 256 /* how many notices a look takes in at first */
#define NEVER_MS      UINT64_MAX

/* Starts what is ready and has room.  Returns real milliseconds until there may be more
 * to start, however little happens; NEVER_MS: nothing waits. */
uint64_t outbox_start(struct courier *courier);

/* Gives up the place that DELIVERY, which has its verdict, had under way. */
void outbox_leave(struct courier *courier, struct delivery *delivery);

/* Reckons the limits of all lanes anew, by the configuration in force. */
void outbox_settle(struct courier *courier);

#endif /* JALON_COURIER_OUTBOX_H */
