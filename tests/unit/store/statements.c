/* Unit: daemon/store/statements.def */
#include "fixture.h"

static const struct {
    const char *name, *sql;
} statements[] = {
#define X(name, sql) {#name, sql},
#include "../../../daemon/store/statements.def"
#undef X
};

/* What may read a whole table or index, each with its reason. */
static const char *const scans[] = {
    "TABLE_COUNT",        /* the list of tables, once at the start */
    "ORGANIZATION_COUNT", /* every row counts; over the smallest index */
    "WAKE_NEXT",          /* the first entry of an index */
    "MILESTONE_STATES",   /* every row counts */
    "NOTICE_COUNTS",      /* every row counts; over the index by state */
    "NOTICE_TALLY",       /* likewise, and receiver */
    "NOTICE_IDS",         /* a verification reads everything */
    "LEDGER_ORPHAN",      /* likewise */
    "LEDGER_HEAD",        /* the last entry of the table */
    "LEDGER_BACKWARDS",   /* read up to where it is old enough */
    "ACKS_FOR_GOOD",      /* a row for each reminder that was stopped for good */
    "FAILING",            /* a row for each receiver in trouble */
    "FEEDS",              /* the list of feeds */
    "TOKENS",             /* the list of tokens */
    "USERS",              /* the list of accounts */
    "USER_COUNT",         /* every row counts */
};

/* What the loop asks at each turn: it must find its first rows without reading on. */
static const char *const quick[] = {
    "WAKE_DUE",        "WAKE_NEXT",  "NOTICES_READY",       "NOTICES_OUTGOING",
    "NOTICE_NEXT_TRY", "MILESTONES", "NOTICES_UNDELIVERED", "NOTICE_RECEIVER",
};

static bool among(const char *const names[], size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static bool is_query(const char *sql)
{
    static const char *const starts[] = {"SELECT", "INSERT", "UPDATE", "DELETE"};

    for (size_t i = 0; i < ARRAY_LEN(starts); i++)
        if (strncmp(sql, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

/* Whether a line of SQL's query plan holds WORD. */
static bool plan_says(sqlite3 *db, const char *sql, const char *word)
{
    char explain[4096];
    sqlite3_stmt *stmt;
    bool said = false;

    (void)snprintf(explain, sizeof(explain), "EXPLAIN QUERY PLAN %s", sql);
    assert_int_equal(sqlite3_prepare_v2(db, explain, -1, &stmt, NULL), SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        if (strstr((const char *)sqlite3_column_text(stmt, 3), word))
            said = true;
    (void)sqlite3_finalize(stmt);
    return said;
}

/* -- statements.def -------------------------------------------------------------- */

static void every_statement_fits_the_schema(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db;

    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    for (size_t i = 0; i < ARRAY_LEN(statements); i++) {
        sqlite3_stmt *stmt;
        if (sqlite3_prepare_v2(db, statements[i].sql, -1, &stmt, NULL) != SQLITE_OK)
            fail_msg("%s: %s", statements[i].name, sqlite3_errmsg(db));
        (void)sqlite3_finalize(stmt);
    }
    (void)sqlite3_close(db);
}

static void only_the_listed_statements_scan(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db;

    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    for (size_t i = 0; i < ARRAY_LEN(statements); i++) {
        const char *name = statements[i].name;
        bool scans_table =
            is_query(statements[i].sql) && plan_says(db, statements[i].sql, "SCAN ");
        if (scans_table && !among(scans, ARRAY_LEN(scans), name))
            fail_msg("%s reads a whole table", name);
        if (!scans_table && among(scans, ARRAY_LEN(scans), name))
            fail_msg("%s no longer needs to be on the list", name);
    }
    (void)sqlite3_close(db);
}

static void what_the_loop_asks_is_not_sorted(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db;
    size_t found = 0;

    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    for (size_t i = 0; i < ARRAY_LEN(statements); i++) {
        if (!among(quick, ARRAY_LEN(quick), statements[i].name))
            continue;
        found++;
        if (plan_says(db, statements[i].sql, "TEMP B-TREE"))
            fail_msg("%s sorts what an index could give in order", statements[i].name);
    }
    (void)sqlite3_close(db);
    assert_int_equal(found, ARRAY_LEN(quick));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_statement_fits_the_schema, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(only_the_listed_statements_scan, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_the_loop_asks_is_not_sorted, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests_name("store/statements", tests, NULL, NULL);
}
