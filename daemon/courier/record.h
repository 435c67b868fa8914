/*
 * record.h - what came of deliveries, into the ledger.
 *
 * Layer: courier.  All that ended shares a commit.
 */
#ifndef JALON_COURIER_RECORD_H
#define JALON_COURIER_RECORD_H

#include "state.h"

/* Takes DELIVERY, which has its verdict, to be written with what ends soon after it. */
void record_add(struct courier *courier, struct delivery *delivery);

/* Real milliseconds until what ended is to be written; NEVER_MS: there is nothing. */
uint64_t record_due_ms(const struct courier *courier);

/* Whether the database takes results, so that something may be started whose result would
 * be one; tried at most every few seconds. */
bool record_is_possible(struct courier *courier);

/* Writes what ended, then tells whoever waits for it and frees it.  Returns 0; or -1 with
 * all kept where the database did not take it: nothing may be started before it did.
 * The first time that it does not, and the first that it does again, are logged. */
int record_write(struct courier *courier);

#endif /* JALON_COURIER_RECORD_H */
