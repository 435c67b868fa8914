/* Unit: jalon/store/store.h - transactions and the revision */
#include <signal.h>
#include <sys/wait.h>

#include "../../../daemon/store/handle.h"
#include "fixture.h"

/* -- store_begin, store_commit, store_rollback, store_end ------------------------ */

static void a_rollback_undoes_everything_since_begin(void **state)
{
    struct fixture *f = *state;

    must(store_begin(f->store, "test", &f->err), &f->err);
    assert_true(store_in_transaction(f->store));
    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    assert_true(store_organization_exists(f->store, "acme"));
    store_rollback(f->store);
    assert_false(store_in_transaction(f->store));
    assert_false(store_organization_exists(f->store, "acme"));
    store_rollback(f->store);
}

static void a_commit_keeps_what_reopening_finds(void **state)
{
    struct fixture *f = *state;

    must(store_begin(f->store, "test", &f->err), &f->err);
    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    must(store_commit(f->store, &f->err), &f->err);
    reopen(f);
    assert_true(store_organization_exists(f->store, "acme"));
}

static void an_end_keeps_what_went_well_and_nothing_else(void **state)
{
    struct fixture *f = *state;

    must(store_begin(f->store, "test", &f->err), &f->err);
    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    must(store_end(f->store, 0, &f->err), &f->err);
    must(store_begin(f->store, "test", &f->err), &f->err);
    put_organization(f, "other", (char[]){"Other"}, NULL);
    assert_int_equal(store_end(f->store, -1, &f->err), -1);
    assert_false(store_in_transaction(f->store));
    assert_true(store_organization_exists(f->store, "acme"));
    assert_false(store_organization_exists(f->store, "other"));
    must(store_end(f->store, 0, &f->err), &f->err);
}

static void closing_inside_a_transaction_undoes_it(void **state)
{
    struct fixture *f = *state;

    must(store_begin(f->store, "test", &f->err), &f->err);
    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    reopen(f);
    assert_false(store_organization_exists(f->store, "acme"));
}

static void a_failed_piece_leaves_the_rest_of_its_transaction(void **state)
{
    struct fixture *f = *state;
    struct fact fact;

    must(store_begin(f->store, "test", &f->err), &f->err);
    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    int64_t revision = store_revision(f->store);
    fact_init(&fact, FACT_CERTIFICATION_REFUSED, (struct date){20000});
    fact.id = (char[]){"f1"};
    fact.recorded_at = (char[]){"2026-01-05T08:00:00Z"};
    fact.by = (char[]){"alice"};
    assert_int_equal(store_fact_add(f->store, "nobody", &fact, &f->err), -1);
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
    assert_int_equal(store_revision(f->store), revision);
    must(store_commit(f->store, &f->err), &f->err);
    assert_true(store_organization_exists(f->store, "acme"));
}

static void a_nested_begin_aborts(void **state)
{
    struct fixture *f = *state;
    int status;

    pid_t child = fork();
    if (child == 0) {
        struct store *store = NULL;
        struct err err = {0};
        if (!freopen("/dev/null", "w", stderr) || store_open(&store, ":memory:", &err) ||
            store_begin(store, "outer", &err))
            _exit(1);
        (void)signal(SIGABRT, SIG_DFL);
        (void)store_begin(store, "inner", &err);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
    assert_false(store_in_transaction(f->store));
}

/* SQLite undoes a transaction of itself when the disk is full. */
static void what_follows_a_lost_transaction_is_refused(void **state)
{
    struct fixture *f = *state;

    must(store_begin(f->store, "import", &f->err), &f->err);
    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    assert_int_equal(sqlite3_exec(f->store->db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    char *value = (char[]){"as it was"};
    assert_int_equal(store_setting(&value, f->store, "rules", &f->err), -1);
    assert_string_equal(value, "as it was");
    assert_int_equal(store_setting_put(f->store, "rules", "abc", &f->err), -1);
    assert_non_null(strstr(f->err.text, "import"));
    assert_int_equal(store_commit(f->store, &f->err), -1);
    assert_false(store_in_transaction(f->store));
    assert_false(store_organization_exists(f->store, "acme"));
    assert_null(setting(f, "rules"));
}

/* -- store_revision -------------------------------------------------------------- */

static void the_revision_moves_with_what_others_see(void **state)
{
    struct fixture *f = *state;
    int64_t start = store_revision(f->store);

    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    int64_t put = store_revision(f->store);
    assert_true(put > start);
    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    assert_int_equal(store_revision(f->store), put);
    must(store_organization_wake(f->store, "acme", NOW, &f->err), &f->err);
    assert_int_equal(store_revision(f->store), put);
    must(store_setting_put(f->store, "clock", "abc", &f->err), &f->err);
    assert_int_equal(store_revision(f->store), put);
    must(store_organizations_wake_all(f->store, &f->err), &f->err);
    assert_true(store_revision(f->store) > put);
}

static void a_rollback_takes_the_revision_back_and_burns_its_number(void **state)
{
    struct fixture *f = *state;
    int64_t start = store_revision(f->store);

    must(store_begin(f->store, "test", &f->err), &f->err);
    put_organization(f, "acme", (char[]){"Acme"}, NULL);
    int64_t undone = store_revision(f->store);
    store_rollback(f->store);
    assert_int_equal(store_revision(f->store), start);
    put_organization(f, "other", (char[]){"Other"}, NULL);
    assert_true(store_revision(f->store) > undone);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_rollback_undoes_everything_since_begin),
        TEST(a_commit_keeps_what_reopening_finds),
        TEST(an_end_keeps_what_went_well_and_nothing_else),
        TEST(closing_inside_a_transaction_undoes_it),
        TEST(a_failed_piece_leaves_the_rest_of_its_transaction),
        TEST(a_nested_begin_aborts),
        TEST(what_follows_a_lost_transaction_is_refused),
        TEST(the_revision_moves_with_what_others_see),
        TEST(a_rollback_takes_the_revision_back_and_burns_its_number),
    };

    return cmocka_run_group_tests_name("store/transaction", tests, NULL, NULL);
}
