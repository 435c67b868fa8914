/*
 * fixture.h - a store on disk in a folder of its own, and a second pair of hands on it.
 */
#ifndef JALON_TESTS_STORE_FIXTURE_H
#define JALON_TESTS_STORE_FIXTURE_H

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/organization.h"
#include "jalon/store/ledger.h"
#include "jalon/store/organizations.h"
#include "jalon/store/store.h"
#include "support/test.h"

#define NOW ((struct instant){1767600000}) /* 2026-01-05T08:00:00Z */

struct fixture {
    char folder[32];
    char path[48];
    struct store *store;
    struct err err;
};

static inline void must(int rc, const struct err *err)
{
    if (rc)
        fail_msg("%s", err->text);
}

static inline void reopen(struct fixture *f)
{
    store_close(f->store);
    f->store = NULL;
    must(store_open(&f->store, f->path, &f->err), &f->err);
}

/* The setting called NAME, for the caller to free, or NULL. */
static inline char *setting(struct fixture *f, const char *name)
{
    char *value;

    must(store_setting(&value, f->store, name, &f->err), &f->err);
    return value;
}

static inline int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));

    assert_non_null(f);
    (void)snprintf(f->folder, sizeof(f->folder), "/tmp/jalon-store-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    (void)snprintf(f->path, sizeof(f->path), "%s/db", f->folder);
    reopen(f);
    *state = f;
    return 0;
}

static inline int tear_down(void **state)
{
    static const char *const ends[] = {"",          "-wal",    "-shm", ".lock",
                                       ".before-2", ".backup", ".copy"};
    struct fixture *f = *state;
    char path[64];

    store_close(f->store);
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        (void)snprintf(path, sizeof(path), "%s%s", f->path, ends[i]);
        (void)unlink(path);
    }
    (void)rmdir(f->folder);
    free(f);
    return 0;
}

/* Runs SQL on PATH behind the store's back. */
static inline void behind(const char *path, const char *sql)
{
    sqlite3 *db;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    (void)sqlite3_close(db);
}

/* The first column of the first row of SQL, behind the store's back; to be freed. */
static inline char *text(const char *path, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *stmt;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    char *value = mem_strdup((const char *)sqlite3_column_text(stmt, 0));
    (void)sqlite3_finalize(stmt);
    (void)sqlite3_close(db);
    return value;
}

/* The same, where it is a number. */
static inline int64_t number(const char *path, const char *sql)
{
    char *digits = text(path, sql);
    int64_t value = 0;

    assert_int_equal(text_number(&value, digits, INT64_MIN, INT64_MAX), 0);
    free(digits);
    return value;
}

/* Writes an organization with nothing but an ID, a NAME and an OWNER. */
static inline void put_organization(struct fixture *f, const char *id, char *name,
                                    char *owner)
{
    struct organization organization;

    organization_init(&organization);
    (void)snprintf(organization.id, sizeof(organization.id), "%s", id);
    organization.name = name;
    organization.owner = owner;
    must(store_organization_put(f->store, &organization, &f->err), &f->err);
}

#endif /* JALON_TESTS_STORE_FIXTURE_H */
