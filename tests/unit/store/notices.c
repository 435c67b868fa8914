/* Unit: jalon/store/ledger.h - what happens to notices */
#include "jalon/store/ledger.h"

#include "jalon/base/buf.h"
#include "notice_fixture.h"

static int collect(void *context, const struct notice *notice, struct err *err)
{
    struct buf *out = context;

    (void)err;
    buf_addf(out, "%lld%s ", (long long)notice->id, notice->payload ? "+" : "");
    return 0;
}

static int collect_ready(void *context, int64_t id, const char *receiver, struct err *err)
{
    struct buf *out = context;

    (void)err;
    buf_addf(out, "%s:%lld ", receiver, (long long)id);
    return 0;
}

static void expect_ready(struct fixture *f, int64_t s, int64_t limit, const char *want)
{
    struct buf out = {0};

    must(store_notices_ready(f->store, (struct instant){NOW.s + s}, limit, collect_ready,
                             &out, &f->err),
         &f->err);
    assert_string_equal(buf_text(&out), want);
    buf_done(&out);
}

static int collect_outgoing(void *context, const struct outgoing *outgoing,
                            struct err *err)
{
    struct buf *out = context;

    (void)err;
    buf_addf(out, "%lld/%d:%s:%s:%s:%.4s ", (long long)outgoing->place.id,
             outgoing->tries, outgoing->channel, outgoing->address, outgoing->message_id,
             outgoing->payload);
    return 0;
}

static void expect_outgoing(struct fixture *f, int64_t s, struct notice_place after,
                            int64_t limit, const char *want)
{
    struct buf out = {0};

    must(store_notices_outgoing(
             f->store, &(struct outgoing_filter){"alice", {NOW.s + s}, after, limit},
             collect_outgoing, &out, &f->err),
         &f->err);
    assert_string_equal(buf_text(&out), want);
    buf_done(&out);
}

/* -- store_notice_add ------------------------------------------------------------ */

static void a_notice_reads_back_as_it_was_added(void **state)
{
    struct fixture *f = *state;
    int64_t id = queue(f, "alice", "bpf/2026", KEY, "due-30d");

    reopen(f);
    struct notice notice = get(f, id);
    assert_int_equal(notice.at.s, NOW.s);
    assert_string_equal(notice.receiver, "alice");
    assert_string_equal(notice.channel, "email");
    assert_string_equal(notice.address, "alice@cabinet.example");
    assert_string_equal(notice.message_id, "<1@jalon.example>");
    assert_string_equal(notice.subject, "Audit à réserver");
    assert_string_equal(notice.template_version, "1");
    assert_int_equal(notice.payload_length, 22);
    assert_string_equal(notice.payload, "From: jalon\r\n\r\nBonjour");
    assert_null(notice.answer);
    assert_int_equal(notice.attempts, 0);
    assert_int_equal(notice.item_count, 1);
    assert_string_equal(notice.items[0].organization, "acme");
    assert_string_equal(notice.items[0].milestone, "bpf/2026");
    assert_string_equal(notice.items[0].step, "due-30d");
    assert_int_equal(date_cmp(notice.items[0].key, KEY), 0);
    notice_done(&notice);
}

static void a_step_goes_out_once_to_a_receiver(void **state)
{
    struct fixture *f = *state;

    (void)queue(f, "alice", "bpf/2026", KEY, "due-30d");
    assert_true(known(f, KEY, "due-30d"));
    assert_int_equal(add_notice(f, "alice", "bpf/2026", KEY, "due-30d", NOTICE_QUEUED),
                     0);
    assert_int_equal(f->err.code, ERR_CONFLICT);
    assert_non_null(strstr(f->err.text, "due-30d"));
    assert_false(known(f, MOVED, "due-30d"));
    assert_false(known(f, KEY, "due-7d"));
    (void)queue(f, "bob", "bpf/2026", KEY, "due-30d");
    (void)queue(f, "alice", "bpf/2026", MOVED, "due-30d");
    (void)queue(f, "alice", "bpf/2026", KEY, "due-7d");
    verify(f, 4);
}

static void a_superseded_step_is_known_too(void **state)
{
    struct fixture *f = *state;

    assert_true(add_notice(f, "alice", "bpf/2026", KEY, "due-90d", NOTICE_SUPERSEDED) >
                0);
    assert_true(known(f, KEY, "due-90d"));
    expect_ready(f, 0, 10, "");
}

/* -- store_notices_ready, store_notice_next_try ---------------------------------- */

static void those_ready_come_oldest_first(void **state)
{
    struct fixture *f = *state;
    struct instant next;

    assert_false(store_notice_next_try(&next, f->store, NOTICE_ANY_TRY));
    int64_t first = queue(f, "alice", NULL, KEY, NULL);
    int64_t second = queue(f, "bob", NULL, KEY, NULL);
    int64_t third = queue(f, "alice", NULL, KEY, NULL);
    assert_int_equal(third, 3);
    expect_ready(f, -1, 10, "");
    expect_ready(f, 0, 10, "alice:1 bob:2 alice:3 ");
    expect_ready(f, 0, 2, "alice:1 bob:2 ");
    result(f, first, NOTICE_FAILED, "451", 0);
    result(f, second, NOTICE_SENT, "250", 0);
    expect_ready(f, 0, 10, "alice:3 ");
    expect_ready(f, 60, 10, "alice:3 alice:1 ");
    assert_true(store_notice_next_try(&next, f->store, NOTICE_ANY_TRY));
    assert_int_equal(next.s, NOW.s);
    assert_true(store_notice_next_try(&next, f->store, NOW));
    assert_int_equal(next.s, NOW.s + 60);
    assert_false(store_notice_next_try(&next, f->store, next));
}

/* -- store_notices_outgoing ------------------------------------------------------ */

static void a_receivers_own_come_after_a_place(void **state)
{
    struct fixture *f = *state;
    const char *first = "1/0:email:alice@cabinet.example:<1@jalon.example>:From ";
    const char *second = "3/0:email:alice@cabinet.example:<1@jalon.example>:From ";
    const char *again = "1/1:email:alice@cabinet.example:<1@jalon.example>:From ";
    struct buf both = {0};

    (void)queue(f, "alice", NULL, KEY, NULL);
    (void)queue(f, "bob", NULL, KEY, NULL);
    (void)queue(f, "alice", NULL, KEY, NULL);
    buf_addf(&both, "%s%s", first, second);
    expect_outgoing(f, -1, (struct notice_place){{0}, 0}, 10, "");
    expect_outgoing(f, 0, (struct notice_place){{0}, 0}, 10, buf_text(&both));
    expect_outgoing(f, 0, (struct notice_place){{0}, 0}, 1, first);
    expect_outgoing(f, 0, (struct notice_place){NOW, 1}, 10, second);
    expect_outgoing(f, 0, (struct notice_place){NOW, 3}, 10, "");
    result(f, 1, NOTICE_FAILED, "451", 0);
    expect_outgoing(f, 60, (struct notice_place){NOW, 3}, 10, again);
    buf_done(&both);
}

/* -- store_notice_result --------------------------------------------------------- */

static void attempts_are_counted_and_answers_kept(void **state)
{
    struct fixture *f = *state;
    int64_t id = queue(f, "alice", NULL, KEY, NULL);

    result(f, id, NOTICE_FAILED, "451 later", 0);
    result(f, id, NOTICE_SENT, "250 taken", 60);
    struct notice notice = get(f, id);
    assert_int_equal(notice.attempts, 2);
    assert_int_equal(notice.state, NOTICE_SENT);
    assert_string_equal(notice.answer, "250 taken");
    notice_done(&notice);
    verify(f, 3);
}

static void a_result_for_no_notice_is_not_found(void **state)
{
    struct fixture *f = *state;

    must(store_begin(f->store, "result", &f->err), &f->err);
    assert_int_equal(
        store_notice_result(f->store, 9, NOTICE_SENT, "250", NOW, NOW, &f->err), -1);
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
    store_rollback(f->store);
}

/* -- store_notices_withdraw ------------------------------------------------------ */

static void withdraw(struct fixture *f, struct date key)
{
    must(store_notices_withdraw(f->store, "acme", "bpf/2026", key, "the date moved", NOW,
                                &f->err),
         &f->err);
}

static void what_was_withdrawn_may_be_promised_again(void **state)
{
    struct fixture *f = *state;
    int64_t id = queue(f, "alice", "bpf/2026", KEY, "due-30d");
    int64_t other = queue(f, "alice", "bpf/2026", MOVED, "due-30d");

    withdraw(f, KEY);
    expect_state(f, id, NOTICE_SUPERSEDED);
    expect_state(f, other, NOTICE_QUEUED);
    assert_false(known(f, KEY, "due-30d"));
    assert_true(known(f, MOVED, "due-30d"));
    (void)queue(f, "alice", "bpf/2026", KEY, "due-30d");
    verify(f, 4);
}

static void without_a_key_all_keys_are_withdrawn(void **state)
{
    struct fixture *f = *state;
    int64_t one = queue(f, "alice", "bpf/2026", KEY, "due-30d");
    int64_t two = queue(f, "alice", "bpf/2026", MOVED, "due-30d");
    int64_t other = queue(f, "alice", "bpf/2027", KEY, "due-30d");

    withdraw(f, DATE_NONE);
    expect_state(f, one, NOTICE_SUPERSEDED);
    expect_state(f, two, NOTICE_SUPERSEDED);
    expect_state(f, other, NOTICE_QUEUED);
}

static void all_but_what_was_sent_is_withdrawn(void **state)
{
    static const struct {
        const char *step;
        enum notice_state state, want;
    } rows[] = {
        {"due-30d", NOTICE_SENT,   NOTICE_SENT      },
        {"due-7d",  NOTICE_FAILED, NOTICE_SUPERSEDED},
        {"due-1d",  NOTICE_DEAD,   NOTICE_SUPERSEDED},
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        int64_t id = queue(f, "alice", "bpf/2026", KEY, rows[i].step);
        result(f, id, rows[i].state, "answer", 0);
        withdraw(f, KEY);
        expect_state(f, id, rows[i].want);
        assert_int_equal(known(f, KEY, rows[i].step), rows[i].want == NOTICE_SENT);
    }
}

static void a_digest_goes_as_a_whole_and_its_others_are_looked_at_again(void **state)
{
    struct fixture *f = *state;
    struct notice_item items[] = {
        {.organization = (char[]){"acme"},
         .milestone = (char[]){"bpf/2026"},
         .step = (char[]){"due-30d"},
         .key = KEY},
        {.organization = (char[]){"beta"},
         .milestone = (char[]){"bpf/2026"},
         .step = (char[]){"due-30d"},
         .key = KEY},
    };
    struct notice digest = {
        .at = NOW,
        .receiver = (char[]){"alice"},
        .channel = (char[]){"email"},
        .next_try = NOW,
        .items = items,
        .item_count = 2,
    };
    struct instant wake = {0};

    put_organization(f, "beta", (char[]){"Beta"}, NULL);
    must(store_organization_wake(f->store, "beta", (struct instant){NOW.s + 60}, &f->err),
         &f->err);
    must(store_notice_add(f->store, &digest, &f->err), &f->err);
    withdraw(f, KEY);
    expect_state(f, digest.id, NOTICE_SUPERSEDED);
    assert_false(store_step_known(f->store, "beta", "bpf/2026", KEY, "due-30d", "alice"));
    assert_true(store_next_wake(&wake, f->store));
    assert_int_equal(wake.s, NOW.s);
}

static const char *not_bob(void *context, const char *milestone, const char *receiver,
                           const char *channel)
{
    (void)context;
    assert_string_equal(milestone, "bpf/2026");
    assert_string_equal(channel, "email");
    return strcmp(receiver, "bob") == 0 ? NULL : "no longer told";
}

static void what_waits_for_who_is_not_told_any_more_is_withdrawn(void **state)
{
    struct fixture *f = *state;
    int64_t alice = queue(f, "alice", "bpf/2026", KEY, "due-30d");
    int64_t bob = queue(f, "bob", "bpf/2026", KEY, "due-30d");
    int64_t sent = queue(f, "alice", "bpf/2026", KEY, "due-7d");

    result(f, sent, NOTICE_SENT, "250", 0);
    assert_true(store_has_undelivered(f->store));
    must(store_notices_withdraw_unwanted(f->store, "acme", not_bob, NULL, NOW, &f->err),
         &f->err);
    expect_state(f, alice, NOTICE_SUPERSEDED);
    expect_state(f, bob, NOTICE_QUEUED);
    expect_state(f, sent, NOTICE_SENT);
    result(f, bob, NOTICE_SENT, "250", 0);
    assert_false(store_has_undelivered(f->store));
}

static void what_was_under_way_when_withdrawn_is_noted_as_it_ended(void **state)
{
    static const struct {
        enum notice_state result, want;
        bool known;
    } rows[] = {
        {NOTICE_SENT,   NOTICE_SENT,       true },
        {NOTICE_FAILED, NOTICE_SUPERSEDED, false},
        {NOTICE_DEAD,   NOTICE_SUPERSEDED, false},
    };
    static const char *const steps[] = {"due-30d", "due-7d", "due-1d"};
    struct fixture *f = *state;

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        int64_t id = queue(f, "alice", "bpf/2026", KEY, steps[i]);
        withdraw(f, KEY);
        result(f, id, rows[i].result, "answer", 0);
        expect_state(f, id, rows[i].want);
        assert_int_equal(known(f, KEY, steps[i]), rows[i].known);
    }
    verify(f, 9);
}

/* -- store_notice_retry, store_notices_retry_dead -------------------------------- */

static void a_retry_starts_the_schedule_anew_and_keeps_the_count(void **state)
{
    struct fixture *f = *state;
    int64_t id = queue(f, "alice", NULL, KEY, NULL);

    result(f, id, NOTICE_FAILED, "451", 0);
    result(f, id, NOTICE_DEAD, "550", 60);
    must(store_notice_retry(f->store, id, (struct instant){NOW.s + 99}, &f->err),
         &f->err);
    struct notice notice = get(f, id);
    assert_int_equal(notice.state, NOTICE_QUEUED);
    assert_int_equal(notice.attempts, 2);
    assert_int_equal(notice.tries, 0);
    assert_int_equal(notice.next_try.s, NOW.s + 99);
    notice_done(&notice);
    verify(f, 4);
}

static void what_is_queued_sent_or_unknown_is_not_retried(void **state)
{
    struct fixture *f = *state;
    int64_t id = queue(f, "alice", NULL, KEY, NULL);

    assert_int_equal(store_notice_retry(f->store, id, NOW, &f->err), -1);
    assert_int_equal(f->err.code, ERR_REFUSED);
    result(f, id, NOTICE_SENT, "250", 0);
    assert_int_equal(store_notice_retry(f->store, id, NOW, &f->err), -1);
    assert_non_null(strstr(f->err.text, "sent"));
    assert_int_equal(store_notice_retry(f->store, 99, NOW, &f->err), -1);
    assert_int_equal(f->err.code, ERR_NOT_FOUND);
}

static void all_dead_ones_are_retried_and_no_other(void **state)
{
    struct fixture *f = *state;
    int64_t counts[NOTICE_STATE_COUNT];
    int64_t count;

    for (int i = 0; i < 3; i++)
        result(f, queue(f, "alice", NULL, KEY, NULL), NOTICE_DEAD, "550", 0);
    result(f, queue(f, "alice", NULL, KEY, NULL), NOTICE_FAILED, "451", 0);
    must(store_notices_retry_dead(&count, f->store, NOW, &f->err), &f->err);
    assert_int_equal(count, 3);
    must(store_notice_counts(f->store, counts, &f->err), &f->err);
    assert_int_equal(counts[NOTICE_QUEUED], 3);
    assert_int_equal(counts[NOTICE_FAILED], 1);
    assert_int_equal(counts[NOTICE_DEAD], 0);
}

/* -- store_notices_each ---------------------------------------------------------- */

static void filters_let_through_what_they_name(void **state)
{
    static const struct {
        struct notice_filter filter;
        const char *want;
    } rows[] = {
        {{0},                                                                     "1 2 3 "},
        {{.after = 1},                                                            "2 3 "  },
        {{.after = 1, .limit = 1},                                                "2 "    },
        {{.has_state = true, .state = NOTICE_SENT},                               "1 "    },
        {{.has_state = true, .state = NOTICE_SUPERSEDED},                         "4 "    },
        {{.receiver = "bob"},                                                     "2 "    },
        {{.organization = "acme"},                                                "1 2 "  },
        {{.organization = "acme", .receiver = "alice"},                           "1 "    },
        {{.organization = "beta"},                                                ""      },
        {{.organization = "acme", .has_state = true, .state = NOTICE_SUPERSEDED}, "4 "    },
    };
    struct fixture *f = *state;

    result(f, queue(f, "alice", "bpf/2026", KEY, "due-30d"), NOTICE_SENT, "250", 0);
    (void)queue(f, "bob", "bpf/2026", KEY, "due-30d");
    (void)queue(f, "alice", NULL, KEY, NULL);
    (void)add_notice(f, "alice", "bpf/2026", KEY, "due-7d", NOTICE_SUPERSEDED);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};
        must(store_notices_each(f->store, &rows[i].filter, collect, &out, &f->err),
             &f->err);
        assert_string_equal(buf_text(&out), rows[i].want);
        buf_done(&out);
    }
}

/* -- store_receivers_failing ----------------------------------------------------- */

static int note_failing(void *context, const char *receiver, struct instant since,
                        const char *answer, struct err *err)
{
    struct buf *out = context;

    (void)err;
    buf_addf(out, "%s since %lld: %s;", receiver, (long long)(since.s - NOW.s), answer);
    return 0;
}

static void expect_failing(struct fixture *f, const char *want)
{
    struct buf out = {0};

    must(store_receivers_failing(f->store, note_failing, &out, &f->err), &f->err);
    assert_string_equal(buf_text(&out), want);
    buf_done(&out);
}

static void a_receiver_fails_from_its_first_failure_to_its_next_success(void **state)
{
    struct fixture *f = *state;
    int64_t id = queue(f, "alice", NULL, KEY, NULL);

    expect_failing(f, "");
    result(f, id, NOTICE_FAILED, "451 a", 10);
    result(f, id, NOTICE_FAILED, "451 b", 70);
    result(f, queue(f, "bob", NULL, KEY, NULL), NOTICE_DEAD, "550", 20);
    expect_failing(f, "alice since 10: 451 b;bob since 20: 550;");
    result(f, id, NOTICE_SENT, "250", 130);
    expect_failing(f, "bob since 20: 550;");
}

static void nobody_fails_once_what_failed_was_withdrawn(void **state)
{
    struct fixture *f = *state;

    result(f, queue(f, "alice", "bpf/2026", KEY, "due-30d"), NOTICE_FAILED, "451", 0);
    withdraw(f, KEY);
    expect_failing(f, "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_notice_reads_back_as_it_was_added),
        TEST(a_step_goes_out_once_to_a_receiver),
        TEST(a_superseded_step_is_known_too),
        TEST(those_ready_come_oldest_first),
        TEST(a_receivers_own_come_after_a_place),
        TEST(attempts_are_counted_and_answers_kept),
        TEST(a_result_for_no_notice_is_not_found),
        TEST(what_was_withdrawn_may_be_promised_again),
        TEST(without_a_key_all_keys_are_withdrawn),
        TEST(all_but_what_was_sent_is_withdrawn),
        TEST(a_digest_goes_as_a_whole_and_its_others_are_looked_at_again),
        TEST(what_waits_for_who_is_not_told_any_more_is_withdrawn),
        TEST(what_was_under_way_when_withdrawn_is_noted_as_it_ended),
        TEST(a_retry_starts_the_schedule_anew_and_keeps_the_count),
        TEST(what_is_queued_sent_or_unknown_is_not_retried),
        TEST(all_dead_ones_are_retried_and_no_other),
        TEST(filters_let_through_what_they_name),
        TEST(a_receiver_fails_from_its_first_failure_to_its_next_success),
        TEST(nobody_fails_once_what_failed_was_withdrawn),
    };

    return cmocka_run_group_tests_name("store/notices", tests, NULL, NULL);
}
