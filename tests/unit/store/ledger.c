/* Unit: jalon/store/ledger.h - the chain */
#include "jalon/store/ledger.h"

#include "jalon/base/buf.h"
#include "jalon/sys/secret.h"
#include "notice_fixture.h"

/* Three notices and five entries: 1 queued 1, 2 queued 2, 3 failed 1, 4 sent 1,
 * 5 superseded 3. */
static int set_up_ledger(void **state)
{
    (void)set_up(state);
    struct fixture *f = *state;
    int64_t one = queue(f, "alice", "bpf/2026", KEY, "due-30d");
    (void)queue(f, "bob", "bpf/2026", KEY, "due-30d");
    result(f, one, NOTICE_FAILED, "451", 0);
    result(f, one, NOTICE_SENT, "250", 60);
    (void)add_notice(f, "alice", "bpf/2026", KEY, "due-7d", NOTICE_SUPERSEDED);
    return 0;
}

/* -- the chain ------------------------------------------------------------------- */

static int check_by_hand(void *context, const struct ledger_entry *entry, struct err *err)
{
    struct buf *before = context;
    char hash[SHA256_TEXT_SIZE];

    (void)err;
    buf_addf(before, "\n%lld\n%lld\n%lld\n%s\n%s", (long long)entry->number,
             (long long)entry->at.s, (long long)entry->notice, entry->event, entry->body);
    secret_sha256_text(hash, buf_text(before), before->length);
    assert_string_equal(entry->hash, hash);
    buf_clear(before);
    buf_add(before, hash);
    return 0;
}

static void each_hash_covers_the_one_before_and_the_whole_entry(void **state)
{
    struct fixture *f = *state;
    struct buf before = {0};

    for (int i = 0; i < 64; i++)
        buf_add_char(&before, '0');
    must(store_ledger_each(f->store, NULL, 0, check_by_hand, &before, &f->err), &f->err);
    buf_done(&before);
    verify(f, 5);
}

static int collect(void *context, const struct ledger_entry *entry, struct err *err)
{
    struct buf *out = context;

    (void)err;
    buf_addf(out, "%lld %s %lld;", (long long)entry->number, entry->event,
             (long long)entry->notice);
    return 0;
}

static void entries_are_listed_by_organization_and_number(void **state)
{
    static const struct {
        const char *organization;
        int64_t after;
        const char *want;
    } rows[] = {
        {NULL,   0, "1 queued 1;2 queued 2;3 failed 1;4 sent 1;5 superseded 3;"},
        {"acme", 3, "4 sent 1;5 superseded 3;"                                 },
        {"beta", 0, ""                                                         },
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};
        must(store_ledger_each(f->store, rows[i].organization, rows[i].after, collect,
                               &out, &f->err),
             &f->err);
        assert_string_equal(buf_text(&out), rows[i].want);
        buf_done(&out);
    }
}

static void a_promise_that_was_rolled_back_leaves_no_gap(void **state)
{
    struct fixture *f = *state;

    must(store_begin(f->store, "test", &f->err), &f->err);
    (void)queue(f, "carol", "bpf/2026", KEY, "due-30d");
    store_rollback(f->store);
    (void)queue(f, "dave", "bpf/2026", KEY, "due-30d");
    verify(f, 6);
}

/* -- store_ledger_verify --------------------------------------------------------- */

/* Lets go of what the schema forbids, and does SQL. */
static void tamper(const char *path, const char *sql)
{
    struct buf script = {0};

    buf_add(&script, "DROP TRIGGER ledger_is_not_changed;"
                     "DROP TRIGGER ledger_is_not_deleted;"
                     "DROP TRIGGER notices_are_kept;"
                     "DROP TRIGGER notices_keep_their_word;");
    buf_add(&script, sql);
    behind(path, buf_text(&script));
    buf_done(&script);
}

static const struct {
    const char *sql;
    int64_t broken;
} tampered[] = {
    {"UPDATE ledger SET at = at + 1 WHERE number = 2",                    2},
    {"UPDATE ledger SET notice = 2 WHERE number = 3",                     3},
    {"UPDATE ledger SET event = 'sent' WHERE number = 3",                 3},
    {"UPDATE ledger SET body = '{}' WHERE number = 4",                    4},
    {"UPDATE ledger SET hash = replace(hash, '1', '2') WHERE number = 1", 1},
    {"UPDATE ledger SET number = 9 WHERE number = 5",                     5},
    {"DELETE FROM ledger WHERE number = 2",                               2},
    {"DELETE FROM ledger WHERE number = 5",                               5},
    {"DELETE FROM ledger WHERE number = 4; ",                             4},
    {"UPDATE notices SET at = at + 1 WHERE id = 1",                       1},
    {"UPDATE notices SET receiver = 'eve' WHERE id = 2",                  2},
    {"UPDATE notices SET channel = 'slack' WHERE id = 2",                 2},
    {"UPDATE notices SET address = NULL WHERE id = 2",                    2},
    {"UPDATE notices SET message_id = 'x' WHERE id = 2",                  2},
    {"UPDATE notices SET subject = 'x' WHERE id = 2",                     2},
    {"UPDATE notices SET template_version = '2' WHERE id = 2",            2},
    {"UPDATE notices SET state = 'sent' WHERE id = 2",                    2},
    {"UPDATE notices SET attempts = 1 WHERE id = 2",                      2},
    {"UPDATE notices SET attempts = 1 WHERE id = 1",                      4},
    {"UPDATE notices SET answer = '250 ok' WHERE id = 1",                 4},
    {"UPDATE payloads SET bytes = X'00' WHERE notice = 1",                1},
    {"DELETE FROM payloads WHERE notice = 2",                             2},
    {"UPDATE notice_items SET step = 'due-1d' WHERE notice = 1",          1},
    {"UPDATE notice_items SET key_day = 1 WHERE notice = 1",              1},
    {"DELETE FROM notice_items WHERE notice = 2",                         2},
    {"DELETE FROM notices WHERE id = 2",                                  2},
};

static void a_change_anywhere_is_found_where_it_is(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(tampered); i++) {
        void *fresh = NULL;
        struct ledger_proof proof = {0};
        int64_t broken = 0;
        (void)set_up_ledger(&fresh);
        struct fixture *f = fresh;
        tamper(f->path, tampered[i].sql);
        if (store_ledger_verify(&proof, &broken, f->store, &f->err) == 0 ||
            broken != tampered[i].broken || f->err.code != ERR_CONFLICT)
            fail_msg("%s: broken at %lld: %s", tampered[i].sql, (long long)broken,
                     f->err.text);
        (void)tear_down(&fresh);
    }
}

/* What was proven before is doubted once somebody else has written. */
static void a_change_is_found_in_what_held_before(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(tampered); i++) {
        void *fresh = NULL;
        (void)set_up_ledger(&fresh);
        struct fixture *f = fresh;
        must(store_ledger_holds(f->store, &f->err), &f->err);
        must(store_ledger_holds(f->store, &f->err), &f->err);
        tamper(f->path, tampered[i].sql);
        if (store_ledger_holds(f->store, &f->err) == 0 || f->err.code != ERR_CONFLICT)
            fail_msg("%s: %s", tampered[i].sql, f->err.text);
        (void)tear_down(&fresh);
    }
}

static void what_is_added_holds_with_what_held_before(void **state)
{
    struct fixture *f = *state;

    must(store_ledger_holds(f->store, &f->err), &f->err);
    int64_t added = queue(f, "carol", "bpf/2026", KEY, "due-30d");
    must(store_ledger_holds(f->store, &f->err), &f->err);
    result(f, added, NOTICE_SENT, "250", 120);
    must(store_ledger_holds(f->store, &f->err), &f->err);
    verify(f, 7);
}

/* As a thread does that has a connection of its own. */
static void verify_elsewhere(struct fixture *f, struct ledger_proof *proof)
{
    int64_t broken = 0;

    must(store_ledger_verify_file(proof, &broken, f->path, &f->err), &f->err);
}

static void what_was_proven_elsewhere_is_trusted_until_somebody_else_writes(void **state)
{
    struct fixture *f = *state;
    struct ledger_proof proof;
    struct ledger_proof known;

    must(store_ledger_proven(&proof, f->store, &f->err), &f->err);
    assert_int_equal(proof.number, 0);
    verify_elsewhere(f, &proof);
    int64_t entries = proof.number;
    (void)queue(f, "carol", "bpf/2026", KEY, "due-30d");
    store_ledger_trust(f->store, &proof);
    must(store_ledger_proven(&known, f->store, &f->err), &f->err);
    assert_int_equal(known.number, entries);
    must(store_ledger_holds(f->store, &f->err), &f->err);
    must(store_ledger_proven(&known, f->store, &f->err), &f->err);
    assert_int_equal(known.number, entries + 1);

    tamper(f->path, "UPDATE notices SET receiver = 'eve' WHERE id = 2");
    must(store_ledger_proven(&known, f->store, &f->err), &f->err);
    assert_int_equal(known.number, 0);
    store_ledger_trust(f->store, &proof); /* of before that */
    assert_int_not_equal(store_ledger_holds(f->store, &f->err), 0);
}

static void the_schema_itself_forbids_it(void **state)
{
    static const char *const attempts[] = {
        "UPDATE ledger SET body = '{}'", "DELETE FROM ledger",
        "DELETE FROM notices",           "UPDATE notices SET receiver = 'eve'",
        "UPDATE notices SET at = 0",     "UPDATE notices SET subject = ''",
    };
    struct fixture *f = *state;
    sqlite3 *db;

    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    for (size_t i = 0; i < ARRAY_LEN(attempts); i++)
        if (sqlite3_exec(db, attempts[i], NULL, NULL, NULL) != SQLITE_CONSTRAINT)
            fail_msg("%s was let through", attempts[i]);
    (void)sqlite3_close(db);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up_ledger, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_hash_covers_the_one_before_and_the_whole_entry),
        TEST(entries_are_listed_by_organization_and_number),
        TEST(a_promise_that_was_rolled_back_leaves_no_gap),
        cmocka_unit_test(a_change_anywhere_is_found_where_it_is),
        cmocka_unit_test(a_change_is_found_in_what_held_before),
        TEST(what_is_added_holds_with_what_held_before),
        TEST(what_was_proven_elsewhere_is_trusted_until_somebody_else_writes),
        TEST(the_schema_itself_forbids_it),
    };

    return cmocka_run_group_tests_name("store/ledger", tests, NULL, NULL);
}
