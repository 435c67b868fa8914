/*
 * migrate.h - from an older schema, or none, to the newest.
 *
 * Layer: store, inside.  Migrations are the files of daemon/store/migrations, in order
 * of their numbers; one that was published is never edited.  Each ends with its own
 * PRAGMA user_version.
 */
#ifndef JALON_STORE_MIGRATE_H
#define JALON_STORE_MIGRATE_H

#include "handle.h"

/* The SQL of those that this program was built with, the first under 0. */
extern const char *const shipped_migrations[];
extern const int shipped_migration_count;

/* Runs those of the COUNT MIGRATIONS that STORE lacks, each in a transaction of its own.
 * A database that holds something is copied to PATH.before-COUNT first.
 * Returns 0, or -1: ERR_REFUSED for a newer schema or another program's database. */
int migrate(struct store *store, const char *const migrations[], int count,
            struct err *err);

#endif /* JALON_STORE_MIGRATE_H */
