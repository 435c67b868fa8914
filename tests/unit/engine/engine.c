/* Unit: jalon/engine/engine.h - what is said, and when */
#include "jalon/engine/engine.h"

#include "jalon/base/mem.h"
#include "support/engine.h"

#define MAIL                                                                             \
    "[mail]\ntransport = maildir:unused\nfrom = Jalon <jalon@example.org>\n"             \
    "[jalond]\nfallback = admin\n"                                                       \
    "[receiver \"admin\"]\nemail = admin@example.org\n"                                  \
    "[receiver \"alice\"]\nemail = alice@example.org\n"
#define LADDER                                                                           \
    "[ladder \"surveillance.window\"]\n"                                                 \
    "steps = opens, due-30d, due-7d, booked-7d, every 7d\n"                              \
    "[ladder \"surveillance.target\"]\nsteps =\n"                                        \
    "[ladder \"renewal.tender\"]\nsteps =\n[ladder \"renewal.audit\"]\nsteps =\n"        \
    "[ladder \"certificate.expiry\"]\nsteps =\n"
#define EACH   "[route \"r\"]\nreceivers = alice\n"
#define DIGEST "[route \"r\"]\nreceivers = alice\ndelivery = digest\n"
#define ACME(id)                                                                         \
    "{\"id\":\"" id "\",\"name\":\"Acme\",\"facts\":[{\"id\":\"c\",\"kind\":"            \
    "\"certificate.issued\",\"on\":\"2024-03-15\"}]}"
#define WINDOW "surveillance.window/2024-03-15"

static struct fixture f;

static void open_acme(const char *route, const char *now)
{
    struct buf conf = {0};

    buf_addf(&conf, "%s%s%s", MAIL, LADDER, route);
    fixture_open(&f, buf_text(&conf), now);
    buf_done(&conf);
    take_in(&f, ACME("acme"));
}

static int close_acme(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

/* -- sending times --------------------------------------------------------------- */

static void a_step_goes_out_at_the_sending_hour_of_its_day(void **state)
{
    (void)state;
    open_acme(EACH, "2025-05-14T12:00:00+02:00");
    struct instant next = tick_at(&f, "2025-05-14T12:00:00+02:00");
    assert_int_equal(next.s, instant("2025-05-15T00:00:00+02:00").s);
    next = tick_at(&f, "2025-05-15T00:00:00+02:00");
    expect_queued(&f, "");
    assert_int_equal(next.s, instant("2025-05-15T08:00:00+02:00").s);
    tick_at(&f, "2025-05-15T08:00:00+02:00");
    expect_queued(&f, "alice:opens");
    tick_at(&f, "2025-05-15T08:00:01+02:00");
    expect_queued(&f, "alice:opens");
}

static void a_late_step_goes_at_once_on_a_working_day_and_else_waits(void **state)
{
    static const struct {
        const char *now, *queued;
    } rows[] = {
        {"2025-05-16T14:00:00+02:00", "alice:opens"},
        {"2025-05-16T06:00:00+02:00", ""           },
        {"2025-05-17T14:00:00+02:00", ""           }, /* Saturday */
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        open_acme(EACH, rows[i].now);
        tick_at(&f, rows[i].now);
        expect_queued(&f, rows[i].queued);
        if (i + 1 < ARRAY_LEN(rows))
            fixture_close(&f);
    }
}

static void an_old_history_gives_one_message_per_receiver(void **state)
{
    (void)state;
    open_acme(DIGEST, "2026-02-02T09:00:00+01:00");
    take_in(&f, ACME("beta"));
    tick_at(&f, "2026-02-02T09:00:00+01:00");
    expect_queued(&f, "alice:every+2,every+2");
}

/* -- what changes what is said --------------------------------------------------- */

static void a_booking_withdraws_what_was_queued_and_speaks_of_its_day(void **state)
{
    (void)state;
    open_acme(EACH, "2025-12-16T08:00:00+01:00");
    tick_at(&f, "2025-12-16T08:00:00+01:00");
    expect_queued(&f, "alice:due-30d");
    must(record_fact(&f, "acme",
                     "{\"kind\":\"audit.booked\",\"on\":\"2025-12-16\",\"audit\":"
                     "\"surveillance\",\"day\":\"2026-01-12\"}",
                     false),
         &f.err);
    expect_queued(&f, "");
    tick_at(&f, "2026-01-05T08:00:00+01:00");
    expect_queued(&f, "alice:booked-7d");
}

static void a_date_that_moves_arms_its_ladder_again(void **state)
{
    (void)state;
    open_acme(EACH, "2025-12-16T08:00:00+01:00");
    tick_at(&f, "2025-12-16T08:00:00+01:00");
    expect_queued(&f, "alice:due-30d");
    /* The certificate was dated wrongly: the window closes on 15 February. */
    const struct actor actor = {"test", f.now};
    must(engine_retract(f.engine, "acme", "c", &actor, NULL, &f.err), &f.err);
    must(record_fact(&f, "acme",
                     "{\"kind\":\"certificate.issued\",\"on\":\"2024-04-15\"}", false),
         &f.err);
    expect_queued(&f, "");
    tick_at(&f, "2025-12-16T08:00:01+01:00");
    expect_queued(&f, "alice:opens");
    tick_at(&f, "2026-01-16T08:00:00+01:00");
    expect_queued(&f, "alice:opens alice:due-30d");
}

static void what_is_settled_leaves_the_digest_that_waits(void **state)
{
    (void)state;
    open_acme(DIGEST, "2025-12-16T08:00:00+01:00");
    take_in(&f, ACME("beta"));
    tick_at(&f, "2025-12-16T08:00:00+01:00");
    expect_queued(&f, "alice:due-30d,due-30d");
    must(record_fact(&f, "acme",
                     "{\"kind\":\"audit.held\",\"on\":\"2025-12-15\",\"audit\":"
                     "\"surveillance\"}",
                     false),
         &f.err);
    expect_queued(&f, "");
    tick_at(&f, "2025-12-16T08:00:01+01:00");
    expect_queued(&f, "alice:due-30d");
}

/* The fact that settles zeta becomes known after acme was looked at in the same tick. */
static void a_client_that_is_looked_at_twice_is_said_of_once(void **state)
{
    (void)state;
    open_acme(DIGEST, "2025-12-16T08:00:00+01:00");
    take_in(&f, "{\"id\":\"zeta\",\"name\":\"Zeta\",\"facts\":["
                "{\"kind\":\"certificate.issued\",\"on\":\"2024-03-15\"},"
                "{\"kind\":\"audit.held\",\"on\":\"2026-01-08\",\"audit\":"
                "\"surveillance\"}]}");
    tick_at(&f, "2025-12-16T08:00:00+01:00");
    expect_queued(&f, "alice:due-30d,due-30d");
    take_in(&f, "{\"id\":\"acme\",\"name\":\"Another name\"}");
    tick_at(&f, "2026-01-08T08:00:00+01:00");
    expect_queued(&f, "alice:due-7d");
}

/* Lasts for seven. */
static bool seven_times(void *context)
{
    int *times = context;

    *times = (*times + 1) % 8;
    return *times != 0;
}

/* 200 clients with something to say, which is known before the hour to say it. */
static void open_many(const char *now)
{
    open_acme(DIGEST, now);
    for (int i = 0; i < 199; i++) {
        char document[200];
        (void)snprintf(document, sizeof(document), ACME("n%d"), i);
        take_in(&f, document);
    }
}

static void what_many_were_prepared_for_is_said_in_one_message(void **state)
{
    int times = 0, calls = 1;
    const struct patience patience = {seven_times, &times};
    struct buf want = {0};

    (void)state;
    open_many("2025-05-14T12:00:00+02:00");
    tick_at(&f, "2025-05-14T12:00:00+02:00");
    f.now = instant("2025-05-15T08:00:00+02:00");
    while (engine_prepare(f.engine, f.now, &patience))
        calls++;
    assert_int_equal(calls, 12);
    expect_queued(&f, "");
    tick_at(&f, "2025-05-15T08:00:00+02:00");
    buf_add(&want, "alice:opens");
    for (int i = 0; i < 199; i++)
        buf_add(&want, ",opens");
    expect_queued(&f, buf_text(&want));
    buf_done(&want);
}

static void few_are_left_to_the_tick(void **state)
{
    int times = 0;
    const struct patience patience = {seven_times, &times};

    (void)state;
    open_acme(DIGEST, "2025-05-15T08:00:00+02:00");
    assert_false(engine_prepare(f.engine, f.now, &patience));
    assert_int_equal(times, 0);
}

static void a_booking_outside_its_window_needs_force(void **state)
{
    static const char outside[] = "{\"kind\":\"audit.booked\",\"on\":\"2025-06-02\","
                                  "\"audit\":\"surveillance\",\"day\":\"2026-01-16\"}";

    (void)state;
    open_acme(EACH, "2025-06-02T08:00:00+02:00");
    assert_int_equal(record_fact(&f, "acme", outside, false), -1);
    assert_int_equal(f.err.code, ERR_REFUSED);
    must(record_fact(&f, "acme", outside, true), &f.err);
}

static void an_acknowledgement_silences_until_its_day(void **state)
{
    (void)state;
    open_acme(EACH, "2025-12-10T08:00:00+01:00");
    const struct actor actor = {"alice", f.now};
    tick_at(&f, "2025-12-10T08:00:00+01:00");
    must(engine_ack(f.engine, "acme", WINDOW, day("2026-01-02"), "on holiday", &actor,
                    &f.err),
         &f.err);
    expect_queued(&f, "");
    struct instant next = tick_at(&f, "2025-12-16T08:00:00+01:00");
    expect_queued(&f, "");
    assert_true(next.s <= instant("2026-01-02T00:00:00+01:00").s);
    tick_at(&f, "2026-01-02T08:00:00+01:00");
    expect_queued(&f, "alice:due-30d");
}

static void removing_an_organization_withdraws_what_waits(void **state)
{
    (void)state;
    open_acme(EACH, "2025-12-16T08:00:00+01:00");
    tick_at(&f, "2025-12-16T08:00:00+01:00");
    must(engine_remove(f.engine, "acme", f.now, &f.err), &f.err);
    expect_queued(&f, "");
    assert_false(store_organization_exists(f.store, "acme"));
}

/* -- clocks and policies --------------------------------------------------------- */

static void a_clock_that_jumps_says_nothing_twice(void **state)
{
    (void)state;
    open_acme(EACH, "2025-05-15T08:00:00+02:00");
    tick_at(&f, "2025-05-15T08:00:00+02:00");
    expect_queued(&f, "alice:opens");
    tick_at(&f, "2025-12-16T08:00:00+01:00"); /* set wrong */
    expect_queued(&f, "alice:opens alice:due-30d");
    tick_at(&f, "2025-05-15T09:00:00+02:00"); /* set right */
    tick_at(&f, "2025-12-16T08:00:00+01:00"); /* half a year on */
    expect_queued(&f, "alice:opens alice:due-30d");
    tick_at(&f, "2026-01-08T08:00:00+01:00");
    expect_queued(&f, "alice:opens alice:due-30d alice:due-7d");
}

static void another_ladder_has_everything_looked_at_again(void **state)
{
    (void)state;
    open_acme(EACH, "2025-06-02T08:00:00+02:00");
    tick_at(&f, "2025-06-02T08:00:00+02:00");
    expect_queued(&f, "alice:opens");
    struct conf *old = f.conf;
    f.conf = conf_of(MAIL EACH "[ladder \"surveillance.window\"]\nsteps = opens+3d\n");
    must(engine_configure(f.engine, f.conf, &f.err), &f.err);
    conf_free(old);
    tick_at(&f, "2025-06-02T08:00:01+02:00");
    expect_queued(&f, "alice:opens alice:opens+3d");
}

/* -- ids ------------------------------------------------------------------------- */

/* The Message-ID of notice ID, for free(). */
static char *id_of(int64_t id)
{
    struct notice notice;

    must(store_notice_get(&notice, f.store, id, &f.err), &f.err);
    char *message_id = mem_strdup(notice.message_id);
    notice_done(&notice);
    return message_id;
}

static void what_is_said_again_by_an_older_copy_has_the_same_id(void **state)
{
    (void)state;
    open_acme(EACH, "2025-05-15T08:00:00+02:00");
    tick_at(&f, "2025-05-15T08:00:00+02:00");
    char *before = id_of(1);
    fixture_close(&f);
    open_acme(EACH, "2025-05-19T10:00:00+02:00");
    tick_at(&f, "2025-05-19T10:00:00+02:00");
    char *again = id_of(1);
    tick_at(&f, "2025-12-16T08:00:00+01:00");
    char *next = id_of(2);
    assert_string_equal(again, before);
    assert_string_not_equal(next, before);
    free(before);
    free(again);
    free(next);
}

/* -- Jalon about itself ---------------------------------------------------------- */

static int64_t only_notice(void)
{
    return 1;
}

/* What came of an attempt at a notice. */
static void result(int64_t notice, enum notice_state state, const char *answer,
                   struct instant next_try)
{
    must(store_begin(f.store, "result", &f.err), &f.err);
    must(store_notice_result(f.store, notice, state, answer, next_try, f.now, &f.err),
         &f.err);
    must(store_commit(f.store, &f.err), &f.err);
}

static void a_dead_notice_is_told_to_the_fallback_by_another_way(void **state)
{
    (void)state;
    open_acme(EACH, "2025-05-15T08:00:00+02:00");
    tick_at(&f, "2025-05-15T08:00:00+02:00");
    result(only_notice(), NOTICE_DEAD, "550 no such user", f.now);
    must(engine_notice_died(f.engine, only_notice(), f.now, &f.err), &f.err);
    expect_queued(&f, "admin:Jalon\u00a0: un rappel pour alice n’a pas été remis");
}

static void nobody_is_told_of_a_death_after_the_withdrawal(void **state)
{
    (void)state;
    open_acme(EACH, "2025-12-16T08:00:00+01:00");
    tick_at(&f, "2025-12-16T08:00:00+01:00");
    must(record_fact(&f, "acme",
                     "{\"kind\":\"audit.held\",\"on\":\"2025-12-15\",\"audit\":"
                     "\"surveillance\"}",
                     false),
         &f.err);
    result(2, NOTICE_DEAD, "550", f.now);
    must(engine_notice_died(f.engine, 2, f.now, &f.err), &f.err);
    expect_queued(&f, "");
}

static void a_failing_receiver_is_told_of_once_a_day(void **state)
{
    bool well;

    (void)state;
    open_acme(EACH, "2025-05-15T08:00:00+02:00");
    tick_at(&f, "2025-05-15T08:00:00+02:00");
    result(only_notice(), NOTICE_FAILED, "timeout", instant("2025-05-20T08:00:00+02:00"));
    must(engine_review(&well, f.engine, instant("2025-05-15T20:00:00+02:00"), &f.err),
         &f.err);
    assert_true(well);
    for (int i = 0; i < 2; i++) {
        must(engine_review(&well, f.engine, instant("2025-05-16T09:00:00+02:00"), &f.err),
             &f.err);
        assert_false(well);
        expect_queued(&f,
                      "admin:Jalon\u00a0: alice est injoignable depuis le 15/05/2025");
    }
}

static void a_failing_receiver_is_told_of_in_the_morning_and_not_at_midnight(void **state)
{
    static const char word[] = "admin:Jalon\u00a0: alice est injoignable depuis le "
                               "15/05/2025";
    static const struct {
        const char *at;
        int words;
    } rows[] = {
        {"2025-05-16T21:00:00+02:00", 1},
        {"2025-05-17T00:30:00+02:00", 1},
        {"2025-05-17T08:30:00+02:00", 2},
        {"2025-05-17T23:30:00+02:00", 2},
    };
    bool well;

    (void)state;
    open_acme(EACH, "2025-05-15T08:00:00+02:00");
    tick_at(&f, "2025-05-15T08:00:00+02:00");
    result(only_notice(), NOTICE_FAILED, "timeout", instant("2025-05-20T08:00:00+02:00"));
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf want = {0};
        must(engine_review(&well, f.engine, instant(rows[i].at), &f.err), &f.err);
        for (int j = 0; j < rows[i].words; j++)
            buf_addf(&want, "%s%s", j ? " " : "", word);
        expect_queued(&f, buf_text(&want));
        buf_done(&want);
    }
}

static void many_that_fail_are_told_of_in_one_word_and_for_a_week(void **state)
{
    bool well;

    (void)state;
    open_acme("[receiver \"bob\"]\nemail = bob@example.org\n"
              "[route \"r\"]\nreceivers = alice, bob\n",
              "2025-05-15T08:00:00+02:00");
    tick_at(&f, "2025-05-15T08:00:00+02:00");
    result(1, NOTICE_FAILED, "timeout", instant("2025-06-20T08:00:00+02:00"));
    result(2, NOTICE_FAILED, "timeout", instant("2025-06-20T08:00:00+02:00"));
    must(engine_review(&well, f.engine, instant("2025-05-26T09:00:00+02:00"), &f.err),
         &f.err);
    assert_false(well);
    expect_queued(&f, "");
    must(engine_review(&well, f.engine, instant("2025-05-16T09:00:00+02:00"), &f.err),
         &f.err);
    expect_queued(
        &f,
        "admin:Jalon\u00a0: 2 destinataires sont injoignables depuis un jour ou plus");
}

static void calm_is_said_on_its_weekday_and_only_when_nothing_else_was(void **state)
{
    bool well;

    (void)state;
    fixture_open(&f, MAIL "calm = thursday\n" LADDER EACH, "2025-05-14T12:00:00+02:00");
    take_in(&f, ACME("acme"));
    tick_at(&f, "2025-05-14T12:00:00+02:00");
    must(engine_review(&well, f.engine, instant("2025-05-14T09:00:00+02:00"), &f.err),
         &f.err);
    expect_queued(&f, "");
    tick_at(&f, "2025-05-15T08:00:00+02:00");
    must(engine_review(&well, f.engine, instant("2025-05-15T08:30:00+02:00"), &f.err),
         &f.err);
    expect_queued(&f, "alice:opens");
    must(engine_review(&well, f.engine, instant("2025-05-22T08:30:00+02:00"), &f.err),
         &f.err);
    expect_queued(&f, "alice:opens alice:Jalon\u00a0: tout est calme");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_step_goes_out_at_the_sending_hour_of_its_day,
                                  close_acme),
        cmocka_unit_test_teardown(
            a_late_step_goes_at_once_on_a_working_day_and_else_waits, close_acme),
        cmocka_unit_test_teardown(an_old_history_gives_one_message_per_receiver,
                                  close_acme),
        cmocka_unit_test_teardown(
            a_booking_withdraws_what_was_queued_and_speaks_of_its_day, close_acme),
        cmocka_unit_test_teardown(a_date_that_moves_arms_its_ladder_again, close_acme),
        cmocka_unit_test_teardown(what_is_settled_leaves_the_digest_that_waits,
                                  close_acme),
        cmocka_unit_test_teardown(a_client_that_is_looked_at_twice_is_said_of_once,
                                  close_acme),
        cmocka_unit_test_teardown(what_many_were_prepared_for_is_said_in_one_message,
                                  close_acme),
        cmocka_unit_test_teardown(few_are_left_to_the_tick, close_acme),
        cmocka_unit_test_teardown(a_booking_outside_its_window_needs_force, close_acme),
        cmocka_unit_test_teardown(an_acknowledgement_silences_until_its_day, close_acme),
        cmocka_unit_test_teardown(removing_an_organization_withdraws_what_waits,
                                  close_acme),
        cmocka_unit_test_teardown(a_clock_that_jumps_says_nothing_twice, close_acme),
        cmocka_unit_test_teardown(another_ladder_has_everything_looked_at_again,
                                  close_acme),
        cmocka_unit_test_teardown(what_is_said_again_by_an_older_copy_has_the_same_id,
                                  close_acme),
        cmocka_unit_test_teardown(a_dead_notice_is_told_to_the_fallback_by_another_way,
                                  close_acme),
        cmocka_unit_test_teardown(nobody_is_told_of_a_death_after_the_withdrawal,
                                  close_acme),
        cmocka_unit_test_teardown(a_failing_receiver_is_told_of_once_a_day, close_acme),
        cmocka_unit_test_teardown(
            a_failing_receiver_is_told_of_in_the_morning_and_not_at_midnight, close_acme),
        cmocka_unit_test_teardown(many_that_fail_are_told_of_in_one_word_and_for_a_week,
                                  close_acme),
        cmocka_unit_test_teardown(
            calm_is_said_on_its_weekday_and_only_when_nothing_else_was, close_acme),
    };

    return cmocka_run_group_tests_name("engine", tests, NULL, NULL);
}
