/*
 * lock.h - one daemon to a database.
 *
 * Layer: store, inside.
 */
#ifndef JALON_STORE_LOCK_H
#define JALON_STORE_LOCK_H

#include "jalon/base/err.h"

/* The two descriptors that are locked; -1 is none. */
struct lock {
    int name; /* of PATH.lock, which stays where the database is replaced */
    int file; /* of the database itself, by whatever name it is reached */
};

#define LOCK_NONE ((struct lock){-1, -1})

/* Locks PATH.lock, made if need be, and the database PATH for this process.  SQLite's own
 * locks are let go between two transactions; this one is held until lock_release() or the
 * process's end.  Returns 0 with it in *OUT, which was LOCK_NONE; or -1, with what is to
 * be released there: ERR_REFUSED where another holds it, ERR_IO. */
int lock_take(struct lock *out, const char *path, struct err *err);

/* Lets go of LOCK, once SQLite has closed the database: POSIX takes its locks away with
 * any descriptor of the file that is closed. */
void lock_release(const struct lock *lock);

#endif /* JALON_STORE_LOCK_H */
