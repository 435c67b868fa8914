/* Unit: jalon/engine/answer.h */
#include "jalon/engine/answer.h"

#include "support/engine.h"

#define CONF                                                                             \
    "[mail]\ntransport = maildir:unused\nfrom = Jalon <jalon@example.org>\n"             \
    "[jalond]\nfallback = admin\nlanguage = en\n"                                        \
    "[receiver \"admin\"]\nemail = admin@example.org\n"                                  \
    "[receiver \"alice\"]\nemail = alice@example.org\n"                                  \
    "[receiver \"bob\"]\nemail = bob@example.org\n"
#define ACME                                                                             \
    "{\"id\":\"acme\",\"name\":\"Acme\",\"nda\":\"11788457578\",\"owner\":\"alice\","    \
    "\"facts\":[{\"id\":\"c\",\"kind\":\"certificate.issued\",\"on\":\"2025-03-15\"},"   \
    "{\"id\":\"t\",\"kind\":\"nc.notified\",\"on\":\"2026-09-01\",\"nc\":\"NC 7\","      \
    "\"grade\":\"major\"}],\"obligations\":[{\"id\":\"veille\",\"rrule\":"               \
    "\"FREQ=YEARLY\",\"starts\":\"2026-12-01\"}]}"
#define NOW    "2026-11-24T10:00:00+01:00"
#define WINDOW "surveillance.window/2025-03-15"

static struct fixture f;

static int open_acme(void **state)
{
    (void)state;
    fixture_open(&f, CONF, NOW);
    take_in(&f, ACME);
    return 0;
}

static int close_acme(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

/* A token for RECEIVER about MILESTONE as it stands, for the caller to free. */
static char *token_for(const char *receiver, const char *milestone)
{
    struct organization organization;
    struct plan plan;
    struct buf token = {0};

    must(engine_plan(&organization, &plan, f.engine, "acme", f.now, &f.err), &f.err);
    assert_non_null(plan_find(&plan, milestone));
    must(answer_token(&token, f.engine, &organization, plan_find(&plan, milestone),
                      receiver, f.now, &f.err),
         &f.err);
    plan_done(&plan);
    organization_done(&organization);
    return buf_take(&token);
}

static bool serves(const char *token, const char *now)
{
    struct answer answer;
    struct err err = {0};

    if (answer_open(&answer, f.engine, token, instant(now), &err) != 0) {
        assert_int_equal(err.code, ERR_NOT_FOUND);
        return false;
    }
    answer_done(&answer);
    return true;
}

static struct answer opened(const char *receiver, const char *milestone)
{
    struct answer answer;
    char *token = token_for(receiver, milestone);

    must(answer_open(&answer, f.engine, token, f.now, &f.err), &f.err);
    free(token);
    return answer;
}

/* "kind on by", of the fact last recorded. */
static void expect_last_fact(const char *want)
{
    char day[DATE_TEXT_SIZE];
    struct organization organization;
    struct buf got = {0};

    must(store_organization_get(&organization, NULL, f.store, "acme", &f.err), &f.err);
    const struct fact *fact = &organization.facts[organization.fact_count - 1];
    buf_addf(&got, "%s %s %s", fact_kind_name(fact->kind), date_format(day, fact->on),
             fact->by);
    assert_string_equal(buf_text(&got), want);
    buf_done(&got);
    organization_done(&organization);
}

/* -- answer_token, answer_open --------------------------------------------------- */

static void a_token_serves_sixty_days(void **state)
{
    (void)state;
    char *token = token_for("alice", WINDOW);

    assert_true(serves(token, NOW));
    assert_true(serves(token, "2027-01-14T23:00:00+01:00"));
    free(token);
    token = token_for("alice", "nc.verify/NC 7");
    assert_true(serves(token, "2026-12-30T23:00:00+01:00"));
    assert_false(serves(token, "2027-01-24T10:00:00+01:00"));
    free(token);
}

static void a_token_that_was_changed_serves_nobody(void **state)
{
    (void)state;
    char *token = token_for("alice", WINDOW);

    for (size_t i = 0; token[i]; i++) {
        char kept = token[i];
        /* The lowest bits of a last character may stand for nothing. */
        if (!token[i + 1] || token[i + 1] == '.')
            continue;
        token[i] = kept == 'A' ? 'B' : 'A';
        assert_false(serves(token, NOW));
        token[i] = kept;
    }
    assert_true(serves(token, NOW));
    free(token);
}

static void what_is_no_token_serves_nobody(void **state)
{
    static const char *const rows[] = {"",
                                       ".",
                                       "x",
                                       "YWNtZQ.AAAA",
                                       "....",
                                       "%%%.%%%",
                                       "YWNtZQphCmIKYw.AAAAAAAAAAAAAAAAAAAAAA"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_false(serves(rows[i], NOW));
}

static void a_token_is_void_once_its_date_is_settled_moved_or_answered(void **state)
{
    static const char *const facts[] = {
        "{\"kind\":\"audit.held\",\"on\":\"2026-11-02\",\"audit\":\"surveillance\"}",
        "{\"kind\":\"audit.booked\",\"on\":\"2026-11-02\",\"audit\":\"surveillance\","
        "\"day\":\"2026-12-10\"}",
        "{\"kind\":\"certificate.issued\",\"on\":\"2025-03-15\",\"starts\":"
        "\"2025-03-16\"}",
        "{\"kind\":\"certificate.withdrawn\",\"on\":\"2026-11-02\"}",
    };

    for (size_t i = 0; i < ARRAY_LEN(facts); i++) {
        char *token = token_for("alice", WINDOW);
        assert_true(serves(token, NOW));
        assert_int_equal(record_fact(&f, "acme", facts[i], true), 0);
        assert_false(serves(token, NOW));
        free(token);
        close_acme(state);
        open_acme(state);
    }
}

/* -- what is answered ------------------------------------------------------------ */

static void each_milestone_is_done_by_its_fact(void **state)
{
    static const struct {
        const char *milestone, *fact;
    } rows[] = {
        {WINDOW,                         "audit.held 2026-11-20 alice (by link)"     },
        {"nc.fix/NC 7",                  "nc.fixed 2026-11-20 alice (by link)"       },
        {"nc.verify/NC 7",               "nc.lifted 2026-11-20 alice (by link)"      },
        {"bpf/2027",                     "bpf.filed 2026-11-20 alice (by link)"      },
        {"obligation/veille/2026-12-01", "obligation.done 2026-11-20 alice (by link)"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct answer answer = opened("alice", rows[i].milestone);
        must(answer_held(&answer, day("2026-11-20"), NULL, &f.err), &f.err);
        answer_done(&answer);
        expect_last_fact(rows[i].fact);

        struct organization organization;
        struct plan plan;
        must(engine_plan(&organization, &plan, f.engine, "acme", f.now, &f.err), &f.err);
        assert_int_equal(plan_find(&plan, rows[i].milestone)->state, STATE_DONE);
        plan_done(&plan);
        organization_done(&organization);
    }
}

static void only_an_audit_is_booked_and_only_in_its_window(void **state)
{
    (void)state;
    struct err err = {0};
    struct answer answer = opened("alice", WINDOW);

    assert_int_equal(answer_booked(&answer, day("2028-01-10"), &err), -1);
    assert_int_equal(err.code, ERR_REFUSED);
    must(answer_booked(&answer, day("2026-12-10"), &f.err), &f.err);
    expect_last_fact("audit.booked 2026-11-24 alice (by link)");
    answer_done(&answer);

    answer = opened("alice", "nc.fix/NC 7");
    assert_false(answer_can_book(&answer));
    assert_int_equal(answer_booked(&answer, day("2026-12-10"), &err), -1);
    answer_done(&answer);
}

static void what_is_done_or_to_come_has_its_side_of_today(void **state)
{
    (void)state;
    struct err err = {0};
    struct answer answer = opened("alice", WINDOW);

    assert_int_equal(answer_held(&answer, day("2026-11-25"), NULL, &err), -1);
    assert_int_equal(answer_later(&answer, day("2026-11-24"), &err), -1);
    must(answer_later(&answer, day("2026-11-25"), &f.err), &f.err);
    answer_done(&answer);
}

static void the_owner_hears_of_what_is_not_theirs_and_else_the_fallback(void **state)
{
    static const struct {
        const char *receiver, *told;
    } rows[] = {
        {"bob",   "alice:Not theirs: Acme, surveillance audit"},
        {"alice", "admin:Not theirs: Acme, surveillance audit"},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct answer answer = opened(rows[i].receiver, WINDOW);
        struct ack ack;
        must(answer_not_mine(&answer, &f.err), &f.err);
        answer_done(&answer);
        expect_queued(&f, rows[i].told);
        must(store_ack_find(&ack, f.store, "acme", WINDOW, &f.err), &f.err);
        assert_string_equal(ack.reason, "not mine");
        ack_done(&ack);
        close_acme(state);
        open_acme(state);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_acme, close_acme)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_token_serves_sixty_days),
        TEST(a_token_that_was_changed_serves_nobody),
        TEST(what_is_no_token_serves_nobody),
        TEST(a_token_is_void_once_its_date_is_settled_moved_or_answered),
        TEST(each_milestone_is_done_by_its_fact),
        TEST(only_an_audit_is_booked_and_only_in_its_window),
        TEST(what_is_done_or_to_come_has_its_side_of_today),
        TEST(the_owner_hears_of_what_is_not_theirs_and_else_the_fallback),
    };

    return cmocka_run_group_tests_name("engine/answer", tests, NULL, NULL);
}
