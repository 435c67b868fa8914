#include "jalon/store/store.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "jalon/base/buf.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/sys/file.h"
#include "lock.h"
#include "migrate.h"
#include "sound.h"
#include "stmt.h"

/* FULL, because WAL's usual NORMAL loses what was acknowledged when the power goes.  A
 * checkpoint every 16 MB and 8 MB of cache, because an import touches the same pages of
 * each index again and again. */
static const char pragmas[] = "PRAGMA journal_mode = WAL;"
                              "PRAGMA synchronous = FULL;"
                              "PRAGMA foreign_keys = ON;"
                              "PRAGMA trusted_schema = OFF;"
                              "PRAGMA wal_autocheckpoint = 4000;"
                              "PRAGMA journal_size_limit = 67108864;"
                              "PRAGMA temp_store = MEMORY;"
                              "PRAGMA cache_size = -8192;";

/* For another program's lock, while nobody is served yet. */
#define OPENING_TIMEOUT_MS 2000

static int set_up(struct store *store, struct err *err)
{
    (void)sqlite3_busy_timeout(store->db, OPENING_TIMEOUT_MS);
    /* No statement, ours or one slipped in, may write to the schema or spoil the file. */
    (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    /* What is refused is left as it was found. */
    (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    if (sound_check_log(store, err) != 0)
        return -1;
    if (sqlite3_exec(store->db, pragmas, NULL, NULL, NULL) == SQLITE_OK)
        return 0;
    return err_set(err, stmt_meaning(sqlite3_errcode(store->db)), "it cannot be read: %s",
                   sqlite3_errmsg(store->db));
}

static int check_pages(struct store *store, struct err *err)
{
    struct stmt stmt = stmt_open(store, STATEMENT_CHECK);
    int rc = 0;

    if (stmt_step(&stmt, err) != STMT_ROW)
        rc = -1;
    else if (strcmp(stmt_text(&stmt, "quick_check"), "ok") != 0)
        rc =
            err_set(err, ERR_STORE, "it is damaged: %s", stmt_text(&stmt, "quick_check"));
    stmt_close(&stmt);
    return rc;
}

/* The lock has one name, however many links lead to the file. */
static int take_lock(struct store *store, struct err *err)
{
    store->path = mem_strdup(sqlite3_db_filename(store->db, "main"));
    return lock_take(&store->lock, store->path, err);
}

static int open_file(struct store *store, const char *path, struct err *err)
{
    bool on_disk = !text_equal(path, ":memory:");

    if (on_disk && (sound_check_beginning(path, err) || file_create(path, false, err)))
        return -1;
    /* One thread has it: locks would be taken for nothing. */
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(path, &store->db, flags, NULL) != SQLITE_OK)
        return err_set(err, stmt_meaning(sqlite3_errcode(store->db)),
                       "it cannot be opened: %s", sqlite3_errmsg(store->db));
    /* Where it may not write, or has no descriptor left, SQLite opens for reading alone.
     */
    if (sqlite3_db_readonly(store->db, "main"))
        return err_set(err, ERR_TEMPORARY, N_("it cannot be written"));
    return on_disk ? take_lock(store, err) : 0;
}

/* Ends STORE, which was not to be opened; ERR is told what a person needs to go on. */
static int refuse(struct store *store, const char *path, struct err *err)
{
    struct err ignored = {0};
    char *backup = NULL;

    if (err->code == ERR_STORE && store->db)
        (void)store_setting(&backup, store, STORE_LAST_BACKUP, &ignored);
    if (backup)
        (void)err_wrap(err, N_("database %s, last backed up at %s"), path, backup);
    else
        (void)err_wrap(err, "database %s", path);
    free(backup);
    store_close(store);
    return -1;
}

int store_open(struct store **out, const char *path, struct err *err)
{
    struct store *store = mem_new(sizeof(*store));

    store->lock = LOCK_NONE;
    /* Pages are checked ahead of migrating: what is damaged is not written to any more.
     */
    if (open_file(store, path, err) || set_up(store, err) || check_pages(store, err) ||
        migrate(store, shipped_migrations, shipped_migration_count, err))
        return refuse(store, path, err);
    (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    (void)sqlite3_busy_timeout(store->db, STORE_BUSY_TIMEOUT_MS);
    sound_note_files(store);
    *out = store;
    return 0;
}

int store_open_reader(struct store **out, const char *database, struct err *err)
{
    struct store *store = mem_new(sizeof(*store));
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX;

    store->lock = LOCK_NONE;
    if (sqlite3_open_v2(database, &store->db, flags, NULL) != SQLITE_OK) {
        (void)err_set(err, ERR_STORE, "database %s: it cannot be opened: %s", database,
                      sqlite3_errmsg(store->db));
        store_close(store);
        return -1;
    }
    (void)sqlite3_busy_timeout(store->db, STORE_BUSY_TIMEOUT_MS);
    *out = store;
    return 0;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    /* First, while the statement that does it is still there; and the lock last, once the
     * file is closed. */
    store_rollback(store);
    for (size_t i = 0; i < STATEMENT_COUNT; i++)
        (void)sqlite3_finalize(store->slots[i].handle);
    (void)sqlite3_close(store->db);
    lock_release(&store->lock);
    free(store->path);
    free(store);
}

static int64_t size_of(const char *path)
{
    struct stat file;

    return stat(path, &file) == 0 ? (int64_t)file.st_size : 0;
}

int64_t store_size(const struct store *store)
{
    struct buf log = {0};

    if (!store->path)
        return 0;
    /* Between two checkpoints the log may be the bigger one. */
    buf_addf(&log, "%s-wal", store->path);
    int64_t size = size_of(store->path) + size_of(buf_text(&log));
    buf_done(&log);
    return size;
}
