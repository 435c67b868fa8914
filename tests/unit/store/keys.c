/* Unit: jalon/store/keys.h */
#include "jalon/store/keys.h"

#include "fixture.h"
#include "jalon/base/buf.h"

#define DAY (24 * 60 * 60)

static struct instant later(int64_t s)
{
    return (struct instant){NOW.s + s};
}

static void add_feed(struct fixture *f, char *name, const char *token)
{
    struct feed feed = {
        .name = name,
        .owner = (char[]){"alice"},
        .alarms = (char[]){"7d,1d"},
        .masked = true,
        .created = NOW,
    };

    must(store_feed_add(f->store, &feed, token, &f->err), &f->err);
}

static void expect_answer(struct fixture *f, const char *token, int64_t s,
                          enum feed_answer want)
{
    struct feed feed = {0};
    enum feed_answer answer = store_feed_find(&feed, f->store, token, later(s));

    if (answer != want)
        fail_msg("%s after %lld s: %d, not %d", token, (long long)s, (int)answer,
                 (int)want);
    feed_done(&feed);
}

/* -- store_feed_find ------------------------------------------------------------- */

static void a_token_opens_its_feed_and_nothing_else(void **state)
{
    struct fixture *f = *state;
    struct feed feed;

    add_feed(f, (char[]){"equipe"}, "secret");
    add_feed(f, (char[]){"autre"}, "other");
    assert_int_equal(store_feed_find(&feed, f->store, "secret", NOW), FEED_SERVED);
    assert_string_equal(feed.name, "equipe");
    assert_string_equal(feed.owner, "alice");
    assert_string_equal(feed.alarms, "7d,1d");
    assert_null(feed.organization);
    assert_null(feed.tag);
    assert_true(feed.masked);
    assert_int_equal(feed.created.s, NOW.s);
    assert_int_equal(feed.fetched.s, 0);
    feed_done(&feed);
    expect_answer(f, "Secret", 0, FEED_UNKNOWN);
    expect_answer(f, "", 0, FEED_UNKNOWN);
}

static void no_token_is_in_the_database(void **state)
{
    struct fixture *f = *state;

    add_feed(f, (char[]){"equipe"}, "secret");
    assert_int_equal(
        number(f->path, "SELECT count(*) FROM feed_tokens WHERE hash = 'secret'"), 0);
    assert_int_equal(number(f->path, "SELECT length(hash) FROM feed_tokens"), 64);
}

static void a_rotated_token_serves_14_days_more(void **state)
{
    struct fixture *f = *state;

    add_feed(f, (char[]){"equipe"}, "first");
    must(store_feed_rotate(f->store, "equipe", "second", NOW, &f->err), &f->err);
    expect_answer(f, "first", 14 * DAY - 1, FEED_SERVED);
    expect_answer(f, "first", 14 * DAY, FEED_GONE);
    expect_answer(f, "second", 400 * DAY, FEED_SERVED);
    must(store_feed_rotate(f->store, "equipe", "third", later(DAY), &f->err), &f->err);
    expect_answer(f, "first", 14 * DAY, FEED_GONE);
    expect_answer(f, "second", 15 * DAY - 1, FEED_SERVED);
    expect_answer(f, "third", 15 * DAY, FEED_SERVED);
    assert_int_equal(store_feed_rotate(f->store, "autre", "x", NOW, &f->err), -1);
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
}

static void a_revoked_feed_is_gone_with_all_its_tokens(void **state)
{
    struct fixture *f = *state;

    add_feed(f, (char[]){"equipe"}, "first");
    must(store_feed_rotate(f->store, "equipe", "second", NOW, &f->err), &f->err);
    must(store_feed_revoke(f->store, "equipe", NOW, &f->err), &f->err);
    expect_answer(f, "first", 1, FEED_GONE);
    expect_answer(f, "second", 1, FEED_GONE);
    assert_int_equal(store_feed_revoke(f->store, "equipe", NOW, &f->err), -1);
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
    assert_int_equal(store_feed_rotate(f->store, "equipe", "third", NOW, &f->err), -1);
    add_feed(f, (char[]){"equipe"}, "fourth");
    expect_answer(f, "fourth", 1, FEED_SERVED);
    expect_answer(f, "second", 1, FEED_GONE);
}

static void a_feeds_name_is_taken_once(void **state)
{
    struct fixture *f = *state;
    struct feed feed = {.name = (char[]){"equipe"}, .created = NOW};

    add_feed(f, (char[]){"equipe"}, "first");
    assert_int_equal(store_feed_add(f->store, &feed, "second", &f->err), -1);
    assert_int_equal(f->err.code, ERR_CONFLICT);
    expect_answer(f, "second", 0, FEED_UNKNOWN);
}

static void an_unreadable_database_is_not_an_unknown_token(void **state)
{
    struct fixture *f = *state;

    behind(f->path, "DROP TABLE feed_tokens");
    expect_answer(f, "secret", 0, FEED_FAILED);
}

/* -- store_feed_fetched, store_feeds_each ---------------------------------------- */

static void what_repeats_is_noted_once_a_minute(void **state)
{
    static const struct {
        int64_t s;
        const char *agent, *etag;
        int64_t want_s;
    } rows[] = {
        {0,    "Google",  "a", 0   },
        {59,   "Google",  "a", 0   },
        {60,   "Google",  "a", 60  },
        {61,   "Outlook", "a", 61  },
        {62,   "Outlook", "b", 62  },
        {63,   "Outlook", "b", 62  },
        {-100, "Outlook", "b", -100}, /* the clock was set back */
    };
    struct fixture *f = *state;
    struct feed feed;

    add_feed(f, (char[]){"equipe"}, "secret");
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const struct feed_fetch fetch = {1, later(rows[i].s), rows[i].agent, rows[i].etag,
                                         NOW};
        must(store_feed_fetched(f->store, &fetch, &f->err), &f->err);
        assert_int_equal(store_feed_find(&feed, f->store, "secret", NOW), FEED_SERVED);
        assert_int_equal(feed.fetched.s - NOW.s, rows[i].want_s);
        assert_string_equal(feed.agent, rows[i].agent);
        assert_string_equal(feed.etag, rows[i].etag);
        assert_int_equal(feed.modified.s, NOW.s);
        feed_done(&feed);
    }
}

static int collect_feed(void *context, const struct feed *feed, struct err *err)
{
    struct buf *out = context;

    (void)err;
    buf_addf(out, "%s%s ", feed->name, feed->revoked.s ? "(revoked)" : "");
    return 0;
}

static void feeds_are_listed_by_name_the_revoked_ones_too(void **state)
{
    struct fixture *f = *state;
    struct buf out = {0};

    add_feed(f, (char[]){"nord"}, "a");
    add_feed(f, (char[]){"equipe"}, "b");
    must(store_feed_revoke(f->store, "nord", NOW, &f->err), &f->err);
    must(store_feeds_each(f->store, collect_feed, &out, &f->err), &f->err);
    assert_string_equal(buf_text(&out), "equipe nord(revoked) ");
    buf_done(&out);
}

/* -- tokens ---------------------------------------------------------------------- */

static int collect_token(void *context, const struct token *token, struct err *err)
{
    struct buf *out = context;

    (void)err;
    buf_addf(out, "%s:%s:%lld ", token->name, scope_name(token->scope),
             (long long)(token->used.s ? token->used.s - NOW.s : -1));
    return 0;
}

static void a_token_is_found_by_its_secret_until_revoked(void **state)
{
    struct fixture *f = *state;
    struct token token;
    struct buf out = {0};

    must(store_token_add(f->store, "ci", SCOPE_READ, "s1", NOW, &f->err), &f->err);
    must(store_token_add(f->store, "admin", SCOPE_ADMIN, "s2", NOW, &f->err), &f->err);
    assert_int_equal(store_token_add(f->store, "ci", SCOPE_READ, "s3", NOW, &f->err), -1);
    assert_int_equal(f->err.code, ERR_CONFLICT);
    must(store_token_find(&token, f->store, "s2", later(5), &f->err), &f->err);
    assert_string_equal(token.name, "admin");
    assert_int_equal(token.scope, SCOPE_ADMIN);
    token_done(&token);
    must(store_tokens_each(f->store, collect_token, &out, &f->err), &f->err);
    assert_string_equal(buf_text(&out), "admin:admin:5 ci:read:-1 ");
    buf_done(&out);
    must(store_token_revoke(f->store, "admin", &f->err), &f->err);
    assert_int_equal(store_token_find(&token, f->store, "s2", NOW, &f->err), -1);
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
    assert_int_equal(store_token_revoke(f->store, "admin", &f->err), -1);
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
}

static void scopes_have_names(void **state)
{
    enum scope scope;

    (void)state;
    for (int i = 0; i < SCOPE_COUNT; i++) {
        assert_int_equal(scope_parse(&scope, scope_name((enum scope)i)), 0);
        assert_int_equal(scope, i);
    }
    assert_int_equal(scope_parse(&scope, "root"), -1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_token_opens_its_feed_and_nothing_else),
        TEST(no_token_is_in_the_database),
        TEST(a_rotated_token_serves_14_days_more),
        TEST(a_revoked_feed_is_gone_with_all_its_tokens),
        TEST(a_feeds_name_is_taken_once),
        TEST(an_unreadable_database_is_not_an_unknown_token),
        TEST(what_repeats_is_noted_once_a_minute),
        TEST(feeds_are_listed_by_name_the_revoked_ones_too),
        TEST(a_token_is_found_by_its_secret_until_revoked),
        cmocka_unit_test(scopes_have_names),
    };

    return cmocka_run_group_tests_name("store/keys", tests, NULL, NULL);
}
