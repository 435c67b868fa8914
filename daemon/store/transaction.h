/*
 * transaction.h - several statements as one, whether or not a transaction is open.
 *
 * Layer: store, inside.
 */
#ifndef JALON_STORE_TRANSACTION_H
#define JALON_STORE_TRANSACTION_H

#include "handle.h"

/* A part of the open transaction that can be undone by itself; or, where none is open,
 * a transaction of its own.  Pieces may be nested. */
struct piece {
    struct store *store;
    int64_t revision; /* what store_revision() said when it began */
};

/* Begins a piece of STORE, borrowed until piece_end(), which follows wherever this
 * returns 0.  Unlike store_begin() it needs no name: what calls it cannot be spanned by a
 * turn of the loop. */
int piece_begin(struct piece *piece, struct store *store, struct err *err);

/* Keeps what was done since, where RC is 0, else undoes it.  Returns 0, or -1 where RC
 * was not 0 or keeping it failed. */
int piece_end(struct piece *piece, int rc, struct err *err);

#endif /* JALON_STORE_TRANSACTION_H */
