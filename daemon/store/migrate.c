#include "migrate.h"

#include <unistd.h>

#include "jalon/base/buf.h"
#include "stmt.h"

/* "JALN", which the first migration writes. */
#define APPLICATION_ID 0x4A414C4E

static int64_t number(struct store *store, enum statement name)
{
    struct err ignored = {0};
    struct stmt stmt = stmt_open(store, name);
    int64_t value = 0;

    if (stmt_step(&stmt, &ignored) == STMT_ROW)
        /* By its place, since each of these calls its one column otherwise. */
        value = sqlite3_column_int64(stmt.handle, 0);
    stmt_close(&stmt);
    return value;
}

static int run_one(struct store *store, const char *sql, int version, struct err *err)
{
    int rc = 0;

    if (store_begin(store, "migration", err))
        return -1;
    if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        rc = err_set(err, ERR_STORE, "migration %d failed: %s", version,
                     sqlite3_errmsg(store->db));
    return store_end(store, rc, err);
}

static int copy_before(struct store *store, int version, struct err *err)
{
    struct buf path = {0};

    if (!store->path)
        return 0;
    buf_addf(&path, "%s.before-%d", store->path, version);
    /* One that is there was made ahead of a migration that then failed. */
    (void)unlink(buf_text(&path));
    int rc = store_backup(store, buf_text(&path), err);
    buf_done(&path);
    return rc;
}

int migrate(struct store *store, const char *const migrations[], int count,
            struct err *err)
{
    int64_t version = number(store, STATEMENT_USER_VERSION);

    if (version > count)
        return err_set(err, ERR_REFUSED,
                       "its schema is version %lld, and this program knows %d at most",
                       (long long)version, count);
    /* A file without a version is ours to fill if it is empty; one with a version if it
     * says so. */
    if (version == 0 ? number(store, STATEMENT_TABLE_COUNT) > 0
                     : number(store, STATEMENT_APPLICATION_ID) != APPLICATION_ID)
        return err_set(err, ERR_REFUSED, "it is the database of another program");
    /* A new database has nothing that a migration could spoil. */
    if (version > 0 && version < count && copy_before(store, count, err))
        return -1;
    for (int next = (int)version + 1; next <= count; next++)
        if (run_one(store, migrations[next - 1], next, err))
            return -1;
    return 0;
}
