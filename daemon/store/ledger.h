/*
 * ledger.h - the chain: adding an entry, and what entries say.
 *
 * Layer: store, inside.  A notice's first entry is its promise: everything about it that
 * never changes.  Each further one is its standing: how often it was tried, and the last
 * answer.
 */
#ifndef JALON_STORE_LEDGER_INSIDE_H
#define JALON_STORE_LEDGER_INSIDE_H

#include "jalon/base/buf.h"
#include "jalon/store/ledger.h"

/* The hash that stands before the first entry. */
#define LEDGER_START "0000000000000000000000000000000000000000000000000000000000000000"

/* The hash of ENTRY, whose own is not looked at, after an entry of hash BEFORE: SHA-256
 * over BEFORE, number, at, notice, event and body, one a line. */
void ledger_hash(char out[SHA256_TEXT_SIZE], const char *before,
                 const struct ledger_entry *entry);

/* Adds an entry at the end of the chain, within the transaction that changes NOTICE: one
 * is never written without the other. */
int ledger_append(struct store *store, struct instant at, int64_t notice,
                  const char *event, const char *body, struct err *err);

/* Adds what NOTICE promises to OUT, as JSON: its payload by its SHA-256. */
void ledger_format_promise(struct buf *out, const struct notice *notice);

/* Adds how NOTICE stands to OUT, as JSON. */
void ledger_format_standing(struct buf *out, const struct notice *notice);

#endif /* JALON_STORE_LEDGER_INSIDE_H */
