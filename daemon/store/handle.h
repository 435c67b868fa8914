/*
 * handle.h - what an open database is made of.
 *
 * Layer: store, inside.
 */
#ifndef JALON_STORE_HANDLE_H
#define JALON_STORE_HANDLE_H

#include <sqlite3.h>
#include <sys/types.h>

#include "jalon/store/ledger.h"
#include "jalon/store/store.h"
#include "jalon/sys/secret.h"
#include "lock.h"

/* How long another program's lock is waited for: everybody else waits as long. */
#define STORE_BUSY_TIMEOUT_MS 80

/* One value for each statement of statements.def. */
enum statement {
#define X(name, sql) STATEMENT_##name,
#include "statements.def"
#undef X
    STATEMENT_COUNT,
};

/* A statement, prepared at its first use and kept. */
struct slot {
    sqlite3_stmt *handle; /* NULL until then */
    bool busy;            /* between stmt_open() and stmt_close() */
};

/* A file, whatever name it has; inode 0: there is none. */
struct file_id {
    dev_t device;
    ino_t inode;
};

#define STORE_FILES 2 /* the database, and its write-ahead log */

struct store {
    sqlite3 *db;                       /* used by the loop's thread alone */
    char *path;                        /* NULL: in memory */
    struct file_id files[STORE_FILES]; /* as they were when it was opened */
    bool damaged;                      /* a statement met a page that cannot be read */
    bool locked;                       /* a wait was in vain: none until a write works */
    struct lock lock;                  /* no other daemon has it */
    const char *holder;                /* of the open transaction; NULL: none is open */

    struct ledger_proof proven; /* what was found to hold last */

    int64_t revision;        /* what store_revision() says */
    int64_t revision_before; /* what it said when the transaction began */
    int64_t revision_last;   /* the highest that it ever said */

    struct slot slots[STATEMENT_COUNT]; /* by enum statement */
};

/* Says that something changed which others made something from. */
void store_touch(struct store *store);

#endif /* JALON_STORE_HANDLE_H */
