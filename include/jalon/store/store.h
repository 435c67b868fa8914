/*
 * store.h - the database: opening it, and transactions.
 *
 * Layer: store.  The only place with SQL.  SQLite in WAL mode with synchronous=FULL:
 * what was committed survives the loss of power.  One writer, on the loop's thread.
 * Errors: ERR_NOT_FOUND, ERR_CONFLICT for a constraint, ERR_TEMPORARY for a lock and for
 * a disk that is full or fails, ERR_STORE with the statement's name for all else.
 */
#ifndef JALON_STORE_STORE_H
#define JALON_STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "jalon/base/buf.h"
#include "jalon/base/err.h"
#include "jalon/core/instant.h"

struct store;

/* Opens the database at PATH (":memory:" for none on disk), made anew or migrated to the
 * newest schema; the file is copied to PATH.before-N ahead of a migration.  A second
 * daemon on the same file is refused, and so is a newer schema or a damaged file.
 * Returns 0 with *OUT for store_close(), or -1. */
int store_open(struct store **out, const char *path, struct err *err);

/* Opens the database file DATABASE, which others go on reading and writing, to read it in
 * any thread: it is not locked, migrated or looked after.  Returns 0 with *OUT for
 * store_close(), or -1 with ERR_STORE. */
int store_open_reader(struct store **out, const char *database, struct err *err);

/* Ends STORE, an open transaction undone, and lets go of its lock; NULL is none. */
void store_close(struct store *store);

/* A transaction; HOLDER names it, in static storage.  A nested begin is a fault of the
 * program and aborts with both names.  store_rollback() does nothing where none is open.
 * A commit that fails has rolled back. */
int store_begin(struct store *store, const char *holder, struct err *err);
int store_commit(struct store *store, struct err *err);
void store_rollback(struct store *store);

/* Ends the transaction, if one is open: commits where RC is 0, and rolls back otherwise.
 * Returns 0, or -1 where RC was not 0 or the commit failed. */
int store_end(struct store *store, int rc, struct err *err);

/* Whether a transaction is open. */
bool store_in_transaction(const struct store *store);

/* A number that grows with each change of an organization, a fact, a milestone or an
 * event, and when all are to be looked at again: what was made from the store is stale
 * when it differs.  A rollback takes it back, and no number is ever used twice. */
int64_t store_revision(const struct store *store);

/* Reads a byte of the database from the disk itself: what else is read may come from a
 * cache for days.  0, or -1 with ERR_TEMPORARY. */
int store_try_read(const struct store *store, struct err *err);

/* Writes a mark as of NOW, to see whether the disk takes writes; -1 also where STORE is
 * not sound, and where the disk has less than 1 MiB left, so that what is begun can be
 * ended. */
int store_try_write(struct store *store, struct instant now, struct err *err);

/* A consistent copy of the database into the new file PATH, readable by its owner alone;
 * where it fails there is none.  Everybody waits for it: store_copy() is for a daemon at
 * work. */
int store_backup(struct store *store, const char *path, struct err *err);

/* The same of the database file DATABASE, which others go on reading and writing: from
 * any thread, since a big one takes its time. */
int store_copy(const char *database, const char *path, struct err *err);

/* Whether STORE can still be relied on.  Returns 0; or -1 with ERR_STORE where its files
 * were moved, deleted or replaced behind its back, or a page was found damaged: what is
 * written from then on may be in nobody's sight, and no restart heals it. */
int store_sound(const struct store *store, struct err *err);

/* Whether a page was found damaged so far; costs nothing to ask. */
bool store_is_damaged(const struct store *store);

/* Saves what STORE still holds, though its files have lost their names, as
 * "PATH.rescued-NOW", and adds that name to OUT. */
int store_rescue(struct buf *out, struct store *store, struct instant now,
                 struct err *err);

/* Bytes of the database file, its log included. */
int64_t store_size(const struct store *store);

/* When the last copy was handed out, as an instant's text: named where the database is
 * found damaged. */
#define STORE_LAST_BACKUP "backup"

/* A text kept under NAME ("policy" for the hash of the rules and settings last planned
 * with), into *OUT for the caller to free; NULL where there is none.  Putting one is no
 * change of the revision. */
int store_setting(char **out, struct store *store, const char *name, struct err *err);
int store_setting_put(struct store *store, const char *name, const char *value,
                      struct err *err);

#endif /* JALON_STORE_STORE_H */
