/* Transactions know who opened them: of two that met by mistake one would commit half of
 * the other, and better the process ends with both names in the journal. */
#include "transaction.h"

#include <stdio.h>
#include <stdlib.h>

#include "stmt.h"

static int run(struct store *store, enum statement name, struct err *err)
{
    struct stmt stmt = stmt_open(store, name);

    return stmt_run(&stmt, err);
}

int store_begin(struct store *store, const char *holder, struct err *err)
{
    if (store->holder) {
        (void)fprintf(stderr, "<2>transaction \"%s\" begun inside \"%s\"\n", holder,
                      store->holder);
        abort();
    }
    if (run(store, STATEMENT_BEGIN, err))
        return -1;
    store->holder = holder;
    store->revision_before = store->revision;
    return 0;
}

int store_commit(struct store *store, struct err *err)
{
    if (run(store, STATEMENT_COMMIT, err)) {
        store_rollback(store);
        return -1;
    }
    store->holder = NULL;
    return 0;
}

void store_rollback(struct store *store)
{
    struct err ignored = {0};

    if (!store->holder)
        return;
    /* SQLite may have undone it already, on a full disk. */
    if (!sqlite3_get_autocommit(store->db))
        (void)run(store, STATEMENT_ROLLBACK, &ignored);
    store->holder = NULL;
    store->revision = store->revision_before;
}

int store_end(struct store *store, int rc, struct err *err)
{
    if (rc == 0 && store->holder)
        return store_commit(store, err);
    store_rollback(store);
    return rc == 0 ? 0 : -1;
}

bool store_in_transaction(const struct store *store)
{
    return store->holder != NULL;
}

int64_t store_revision(const struct store *store)
{
    return store->revision;
}

void store_touch(struct store *store)
{
    /* Never a number that was used and taken back: a feed made meanwhile may still bear
     * it. */
    store->revision = ++store->revision_last;
}

int piece_begin(struct piece *piece, struct store *store, struct err *err)
{
    /* All have one name: SQLite takes the innermost. */
    *piece = (struct piece){.store = store, .revision = store->revision};
    return run(store, STATEMENT_PIECE_BEGIN, err);
}

static void undo(struct piece *piece)
{
    struct err ignored = {0};

    if (!sqlite3_get_autocommit(piece->store->db)) {
        /* Undoing leaves it open. */
        (void)run(piece->store, STATEMENT_PIECE_UNDO, &ignored);
        (void)run(piece->store, STATEMENT_PIECE_KEEP, &ignored);
    }
    piece->store->revision = piece->revision;
}

int piece_end(struct piece *piece, int rc, struct err *err)
{
    if (rc == 0 && run(piece->store, STATEMENT_PIECE_KEEP, err) == 0)
        return 0;
    undo(piece);
    return -1;
}
