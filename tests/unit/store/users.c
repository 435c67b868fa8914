/* Unit: jalon/store/users.h */
#include "jalon/store/users.h"

#include "fixture.h"

static struct instant later(int64_t s)
{
    return (struct instant){NOW.s + s};
}

static void add_user(struct fixture *f, const char *name)
{
    must(store_user_add(f->store, name, ROLE_EDIT, NOW, &f->err), &f->err);
}

static bool opens(struct fixture *f, const char *token, int64_t s)
{
    struct user user = {0};
    bool found = store_session_find(&user, f->store, token, later(s), &f->err) == 0;

    user_done(&user);
    return found;
}

static bool invites(struct fixture *f, const char *token, int64_t s)
{
    char *name = store_invitation_find(f->store, token, later(s), &f->err);
    bool found = name != NULL;

    free(name);
    return found;
}

/* -- accounts -------------------------------------------------------------------- */

static void an_account_is_kept_as_it_was_made(void **state)
{
    struct fixture *f = *state;
    struct user user;

    add_user(f, "alice");
    must(store_user_get(&user, f->store, "alice", &f->err), &f->err);
    assert_int_equal(user.role, ROLE_EDIT);
    assert_null(user.password);
    assert_int_equal(user.created.s, NOW.s);
    assert_int_equal(user.seen.s, 0);
    user_done(&user);
    assert_int_equal(store_user_count(f->store), 1);
}

static void a_name_is_taken_once(void **state)
{
    struct fixture *f = *state;

    add_user(f, "alice");
    assert_int_equal(store_user_add(f->store, "alice", ROLE_READ, NOW, &f->err), -1);
    assert_int_equal(f->err.code, ERR_CONFLICT);
}

static void nobody_is_changed_or_removed(void **state)
{
    struct fixture *f = *state;

    assert_int_equal(store_user_password(f->store, "nobody", "h", &f->err), -1);
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
    assert_int_equal(store_user_remove(f->store, "nobody", &f->err), -1);
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
}

/* -- sessions -------------------------------------------------------------------- */

static void a_session_ends_when_it_was_idle_for_too_long(void **state)
{
    struct fixture *f = *state;

    add_user(f, "alice");
    must(store_session_add(f->store, "alice", "token", NOW, &f->err), &f->err);
    assert_false(opens(f, "other", 0));
    assert_true(opens(f, "token", SESSION_IDLE_S - 1));
    assert_true(opens(f, "token", 2 * SESSION_IDLE_S - 2));
    assert_false(opens(f, "token", 3 * SESSION_IDLE_S));
}

static void what_ends_an_account_or_its_password_ends_its_sessions(void **state)
{
    struct fixture *f = *state;

    add_user(f, "alice");
    must(store_session_add(f->store, "alice", "one", NOW, &f->err), &f->err);
    must(store_user_password(f->store, "alice", "hash", &f->err), &f->err);
    assert_false(opens(f, "one", 1));
    must(store_session_add(f->store, "alice", "two", NOW, &f->err), &f->err);
    must(store_session_remove(f->store, "two", &f->err), &f->err);
    assert_false(opens(f, "two", 1));
    must(store_session_add(f->store, "alice", "three", NOW, &f->err), &f->err);
    must(store_user_remove(f->store, "alice", &f->err), &f->err);
    assert_false(opens(f, "three", 1));
}

static void no_secret_is_on_disk(void **state)
{
    struct fixture *f = *state;

    add_user(f, "alice");
    must(store_session_add(f->store, "alice", "my-cookie", NOW, &f->err), &f->err);
    must(store_invitation_add(f->store, "alice", "my-link", later(9), &f->err), &f->err);
    assert_int_equal(number(f->path, "SELECT count(*) FROM sessions, invitations"
                                     " WHERE sessions.hash LIKE '%my-%'"
                                     " OR invitations.hash LIKE '%my-%'"),
                     0);
}

/* -- invitations ----------------------------------------------------------------- */

static void an_invitation_serves_until_it_expires_or_a_password_is_chosen(void **state)
{
    struct fixture *f = *state;

    add_user(f, "alice");
    must(store_invitation_add(f->store, "alice", "link", later(100), &f->err), &f->err);
    assert_true(invites(f, "link", 99));
    assert_false(invites(f, "link", 100));
    assert_false(invites(f, "other", 0));
    must(store_user_password(f->store, "alice", "hash", &f->err), &f->err);
    assert_false(invites(f, "link", 0));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_account_is_kept_as_it_was_made),
        TEST(a_name_is_taken_once),
        TEST(nobody_is_changed_or_removed),
        TEST(a_session_ends_when_it_was_idle_for_too_long),
        TEST(what_ends_an_account_or_its_password_ends_its_sessions),
        TEST(no_secret_is_on_disk),
        TEST(an_invitation_serves_until_it_expires_or_a_password_is_chosen),
    };

    return cmocka_run_group_tests_name("store/users", tests, NULL, NULL);
}
