/* What every use of SQLite has in common: statements are prepared once and kept, and a
 * failure is told where the caller looks for it, at the step. */
#include "stmt.h"

#include <assert.h>
#include <string.h>

#include "jalon/base/mem.h"

static const struct {
    const char *name, *sql;
} statements[STATEMENT_COUNT] = {
#define X(name, sql) {#name, sql},
#include "statements.def"
#undef X
};

/* -- opening and closing --------------------------------------------------------- */

static int prepare(sqlite3_stmt **out, struct store *store, enum statement name)
{
    return sqlite3_prepare_v3(store->db, statements[name].sql, -1,
                              SQLITE_PREPARE_PERSISTENT, out, NULL);
}

struct stmt stmt_open(struct store *store, enum statement name)
{
    struct stmt stmt = {.store = store, .name = name};
    struct slot *slot = &store->slots[name];

    /* SQLite undoes a transaction of itself when the disk is full: what its holder goes
     * on to write would be committed piece by piece. */
    if (store->holder && sqlite3_get_autocommit(store->db)) {
        stmt.failure = SQLITE_ABORT;
        return stmt;
    }
    /* A callback may ask the question whose answer it is being given. */
    if (slot->busy) {
        stmt.spare = true;
        stmt.failure = prepare(&stmt.handle, store, name);
        return stmt;
    }
    if (!slot->handle)
        stmt.failure = prepare(&slot->handle, store, name);
    stmt.handle = slot->handle;
    slot->busy = slot->handle != NULL;
    return stmt;
}

void stmt_close(struct stmt *stmt)
{
    if (!stmt->handle)
        return;
    if (stmt->spare) {
        (void)sqlite3_finalize(stmt->handle);
    } else {
        (void)sqlite3_reset(stmt->handle);
        (void)sqlite3_clear_bindings(stmt->handle);
        stmt->store->slots[stmt->name].busy = false;
    }
    stmt->handle = NULL;
}

/* -- binding --------------------------------------------------------------------- */

static void note(struct stmt *stmt, int code)
{
    /* These are faults of the program, as a column that is not there: a test prepares
     * all. */
    assert(code != SQLITE_RANGE && code != SQLITE_MISUSE);
    if (stmt->failure == SQLITE_OK)
        stmt->failure = code;
}

void stmt_bind_text(struct stmt *stmt, const char *text)
{
    if (stmt->handle)
        note(stmt,
             sqlite3_bind_text(stmt->handle, ++stmt->bound, text, -1, SQLITE_STATIC));
}

void stmt_bind_bytes(struct stmt *stmt, const void *bytes, size_t length)
{
    if (stmt->handle)
        note(stmt, sqlite3_bind_blob64(stmt->handle, ++stmt->bound, bytes, length,
                                       SQLITE_STATIC));
}

void stmt_bind_int(struct stmt *stmt, int64_t value)
{
    if (stmt->handle)
        note(stmt, sqlite3_bind_int64(stmt->handle, ++stmt->bound, value));
}

void stmt_bind_date(struct stmt *stmt, struct date date)
{
    if (date_is_set(date))
        stmt_bind_int(stmt, date.days);
    else
        stmt_bind_text(stmt, NULL);
}

/* -- running --------------------------------------------------------------------- */

enum err_code stmt_meaning(int code)
{
    static const struct {
        int code;
        enum err_code means;
    } rows[] = {
        {SQLITE_CONSTRAINT, ERR_CONFLICT },
        {SQLITE_BUSY,       ERR_TEMPORARY},
        {SQLITE_LOCKED,     ERR_TEMPORARY},
        {SQLITE_FULL,       ERR_TEMPORARY},
        {SQLITE_IOERR,      ERR_TEMPORARY},
        {SQLITE_CANTOPEN,   ERR_TEMPORARY},
        {SQLITE_READONLY,   ERR_TEMPORARY},
        {SQLITE_PERM,       ERR_TEMPORARY},
    };

    /* The low byte is the code; what stands above only says more of it. */
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (rows[i].code == (code & 0xFF))
            return rows[i].means;
    return ERR_STORE;
}

/* Many may ask in one turn of the loop: were each to wait for the same lock, all others
 * would wait for the sum. */
static void note_lock(struct store *store, bool locked)
{
    if (store->locked == locked)
        return;
    store->locked = locked;
    (void)sqlite3_busy_timeout(store->db, locked ? 0 : STORE_BUSY_TIMEOUT_MS);
}

static int fail(const struct stmt *stmt, int code, struct err *err)
{
    enum err_code means = stmt_meaning(code);
    int primary = code & 0xFF;

    if (primary == SQLITE_NOMEM)
        mem_exhausted();
    if (primary == SQLITE_BUSY)
        note_lock(stmt->store, true);
    stmt->store->damaged |= primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
    /* Set by stmt_open() and not by SQLite, which has no words for it. */
    if (!stmt->handle && code == SQLITE_ABORT)
        return err_set(err, means, "the database undid the transaction \"%s\"",
                       stmt->store->holder);
    return err_set(err, means, "the database failed at %s: %s",
                   statements[stmt->name].name, sqlite3_errmsg(stmt->store->db));
}

enum stmt_step stmt_step(struct stmt *stmt, struct err *err)
{
    int code = stmt->failure;

    if (code == SQLITE_OK)
        code = sqlite3_step(stmt->handle);
    if (code == SQLITE_ROW)
        return STMT_ROW;
    if (code == SQLITE_DONE)
        return STMT_DONE;
    (void)fail(stmt, code, err);
    return STMT_FAILED;
}

int stmt_run(struct stmt *stmt, struct err *err)
{
    int64_t changed;

    return stmt_run_changed(&changed, stmt, err);
}

int stmt_run_now(struct stmt *stmt, struct err *err)
{
    struct store *store = stmt->store;
    bool locked = store->locked;

    note_lock(store, true);
    int rc = stmt_run(stmt, err);
    /* Who did not wait has not seen whether it was worth it. */
    if (rc != 0)
        note_lock(store, locked);
    return rc;
}

int stmt_run_changed(int64_t *changed, struct stmt *stmt, struct err *err)
{
    enum stmt_step step = stmt_step(stmt, err);

    stmt_close(stmt);
    if (step == STMT_FAILED)
        return -1;
    /* Of the last statement that wrote: closing it has not changed that. */
    *changed = sqlite3_changes64(stmt->store->db);
    note_lock(stmt->store, false);
    return 0;
}

bool stmt_any(struct stmt *stmt)
{
    struct err err = {0};
    enum stmt_step step = stmt_step(stmt, &err);

    stmt_close(stmt);
    return step == STMT_ROW;
}

int64_t stmt_count(struct stmt *stmt)
{
    struct err err = {0};
    int64_t count = stmt_step(stmt, &err) == STMT_ROW ? stmt_int(stmt, "count") : 0;

    stmt_close(stmt);
    return count;
}

/* -- reading --------------------------------------------------------------------- */

static int column(struct stmt *stmt, const char *name)
{
    int count = sqlite3_column_count(stmt->handle);
    int index = stmt->read;

    /* Mostly they are read in their order, so that the first look finds. */
    for (int tries = 0; tries < count; tries++, index++) {
        index %= count;
        if (strcmp(sqlite3_column_name(stmt->handle, index), name) == 0)
            break;
        assert(tries + 1 < count);
    }
    stmt->read = index + 1;
    return index;
}

static bool is_null(struct stmt *stmt, int index)
{
    return sqlite3_column_type(stmt->handle, index) == SQLITE_NULL;
}

const char *stmt_text(struct stmt *stmt, const char *name)
{
    int index = column(stmt, name);

    if (is_null(stmt, index))
        return NULL;
    const unsigned char *text = sqlite3_column_text(stmt->handle, index);
    /* There is one, and no room for the NUL behind it. */
    if (!text)
        mem_exhausted();
    return (const char *)text;
}

char *stmt_text_copy(struct stmt *stmt, const char *name)
{
    return mem_strdup(stmt_text(stmt, name));
}

int64_t stmt_int(struct stmt *stmt, const char *name)
{
    return sqlite3_column_int64(stmt->handle, column(stmt, name));
}

struct date stmt_date(struct stmt *stmt, const char *name)
{
    int index = column(stmt, name);

    if (is_null(stmt, index))
        return DATE_NONE;
    return (struct date){sqlite3_column_int(stmt->handle, index)};
}

struct instant stmt_instant(struct stmt *stmt, const char *name)
{
    return (struct instant){stmt_int(stmt, name)};
}

const char *stmt_bytes(size_t *length, struct stmt *stmt, const char *name)
{
    int index = column(stmt, name);

    *length = 0;
    if (is_null(stmt, index))
        return NULL;
    const char *bytes = sqlite3_column_blob(stmt->handle, index);
    *length = (size_t)sqlite3_column_bytes(stmt->handle, index);
    /* SQLite has NULL for no bytes, too. */
    return bytes ? bytes : "";
}

char *stmt_bytes_copy(size_t *length, struct stmt *stmt, const char *name)
{
    const char *bytes = stmt_bytes(length, stmt, name);

    return bytes ? mem_strndup(bytes, *length) : NULL;
}
