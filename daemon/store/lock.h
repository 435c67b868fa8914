/*
 * lock.h - one daemon to a database.
 *
 * Layer: store, inside.
 */
#ifndef JALON_STORE_LOCK_H
#define JALON_STORE_LOCK_H

#include "jalon/base/err.h"

/* Locks PATH.lock, made if need be, for this process.  SQLite's own locks are let go
 * between two transactions; this one is held until lock_release() or the process's end.
 * Returns 0 with the descriptor in *OUT; or -1: ERR_REFUSED where another holds it,
 * ERR_IO. */
int lock_take(int *out, const char *path, struct err *err);

/* Lets go of LOCK; -1 is none. */
void lock_release(int lock);

#endif /* JALON_STORE_LOCK_H */
