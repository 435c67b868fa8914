/*
 * failing.h - the receivers whose last attempt failed, kept up to date.
 *
 * Layer: store, inside.
 */
#ifndef JALON_STORE_FAILING_H
#define JALON_STORE_FAILING_H

#include "jalon/store/ledger.h"

/* Notes that an attempt at RECEIVER ended in STATE, with ANSWER, at NOW. */
int failing_note(struct store *store, const char *receiver, enum notice_state state,
                 const char *answer, struct instant now, struct err *err);

#endif /* JALON_STORE_FAILING_H */
