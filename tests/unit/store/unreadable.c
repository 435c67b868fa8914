/* Unit: daemon/store/stmt.h, on a disk that cannot be read at the moment */
#include "../../../daemon/store/stmt.h"

#include "fixture.h"
#include "jalon/store/users.h"
#include "support/disk.h"

#define ORGANIZATIONS 300
#define USERS         60

static void fill(struct fixture *f)
{
    char id[16], name[200], owner[] = "alice";

    must(store_begin(f->store, "test", &f->err), &f->err);
    must(store_setting_put(f->store, "known", "here", &f->err), &f->err);
    for (int i = 0; i < ORGANIZATIONS; i++) {
        (void)snprintf(id, sizeof(id), "o%d", i);
        (void)snprintf(name, sizeof(name), "%0180d", i);
        put_organization(f, id, name, owner);
    }
    for (int i = 0; i < USERS; i++) {
        (void)snprintf(name, sizeof(name), "u%060d", i);
        must(store_user_add(f->store, name, ROLE_READ, NOW, &f->err), &f->err);
    }
    must(store_commit(f->store, &f->err), &f->err);
}

static int open_filled(void **state)
{
    if (set_up(state) != 0)
        return -1;
    fill(*state);
    return 0;
}

/* -- stmt_step ------------------------------------------------------------------- */

static bool is_question(const struct stmt *stmt)
{
    return stmt->handle && strncmp(sqlite3_sql(stmt->handle), "SELECT", 6) == 0;
}

static void a_question_that_cannot_be_answered_has_no_answer(void **state)
{
    struct fixture *f = *state;
    int asked = 0;

    for (int i = 0; i < STATEMENT_COUNT; i++) {
        struct err err = {0};
        disk_forget(f->path);
        struct stmt stmt = stmt_open(f->store, (enum statement)i);
        if (is_question(&stmt)) {
            disk_break(0);
            enum stmt_step step = stmt_step(&stmt, &err);
            disk_mend();
            if (step != STMT_FAILED || err.code != ERR_TEMPORARY)
                fail_msg("%s: %d", sqlite3_sql(stmt.handle), step);
            asked++;
        }
        stmt_close(&stmt);
    }
    assert_true(asked > 50);
}

/* -- what is read by it ---------------------------------------------------------- */

static int count_organization(void *context, const struct organization *organization,
                              struct err *err)
{
    (void)organization;
    (void)err;
    ++*(int *)context;
    return 0;
}

static int count_user(void *context, const struct user *user, struct err *err)
{
    (void)user;
    (void)err;
    ++*(int *)context;
    return 0;
}

static int read_setting(int *rows, struct fixture *f, struct err *err)
{
    char *value = NULL;
    int rc = store_setting(&value, f->store, "known", err);

    *rows = value != NULL;
    free(value);
    return rc;
}

static int read_organization(int *rows, struct fixture *f, struct err *err)
{
    struct organization organization;
    int rc = store_organization_get(&organization, NULL, f->store, "o7", err);

    if (rc == 0)
        organization_done(&organization);
    *rows = rc == 0;
    return rc;
}

static int need_organization(int *rows, struct fixture *f, struct err *err)
{
    int rc = store_organization_need(f->store, "o7", err);

    *rows = rc == 0;
    return rc;
}

static int read_organizations(int *rows, struct fixture *f, struct err *err)
{
    const struct organization_filter all = {0};

    return store_organizations_each(f->store, &all, count_organization, rows, err);
}

static int read_users(int *rows, struct fixture *f, struct err *err)
{
    return store_users_each(f->store, count_user, rows, err);
}

/* Wherever the reading breaks off: all of it or an error, and never a part. */
static void nothing_is_taken_for_less_than_there_is(void **state)
{
    static const struct {
        int (*read)(int *rows, struct fixture *f, struct err *err);
        int want;
    } rows[] = {
        {read_setting,       1            },
        {read_organization,  1            },
        {need_organization,  1            },
        {read_organizations, ORGANIZATIONS},
        {read_users,         USERS        },
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        for (int reads = 0;; reads++) {
            struct err err = {0};
            int got = 0;
            disk_forget(f->path);
            disk_break(reads);
            int rc = rows[i].read(&got, f, &err);
            disk_mend();
            if (rc == 0)
                assert_int_equal(got, rows[i].want);
            else
                assert_int_equal(err.code, ERR_TEMPORARY);
            if (disk.failed == 0)
                break;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_question_that_cannot_be_answered_has_no_answer,
                                        open_filled, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_taken_for_less_than_there_is,
                                        open_filled, tear_down),
    };

    disk_install();
    return cmocka_run_group_tests_name("store/unreadable", tests, NULL, NULL);
}
