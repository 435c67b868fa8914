/*
 * outbox.h - from the ledger onto the wire, as far as the limits allow.
 *
 * Layer: courier.  The ledger is the queue: nothing is read ahead of its start, so what
 * is withdrawn is not sent.
 */
#ifndef JALON_COURIER_OUTBOX_H
#define JALON_COURIER_OUTBOX_H

#include "state.h"

/* Starts what is ready and has room.  Returns real milliseconds until there may be more
 * to start, however little happens; NEVER_MS: nothing waits. */
uint64_t outbox_start(struct courier *courier);

#endif /* JALON_COURIER_OUTBOX_H */
