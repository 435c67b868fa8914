/* Unit: jalon/core/reminder.h, and jalon/core/route.h through it */
#include "jalon/core/reminder.h"

#include "support/core.h"

static struct holidays *holidays;
static struct rules *rules;

#define TEXT(literal) ((char *)(uintptr_t)(literal))

/* A ledger of the steps already said, as "milestone key step receiver" lines. */
static struct buf ledger;
static bool acked;

static bool is_known(void *context, const char *milestone, struct date key,
                     const char *step, const char *receiver)
{
    struct buf line = {0};
    char text[DATE_TEXT_SIZE];

    (void)context;
    buf_addf(&line, "%s %s %s %s\n", milestone, date_format(text, key), step, receiver);
    bool known = strstr(buf_text(&ledger), buf_text(&line)) != NULL;
    buf_done(&line);
    return known;
}

static bool is_acked(void *context, const char *milestone, struct date key,
                     struct date today)
{
    (void)context;
    (void)milestone;
    (void)key;
    (void)today;
    return acked;
}

/* What is said on TODAY, as "receiver:step(superseded)" texts, with a "!" behind who is
 * told by escalation; it goes into the ledger. */
static void expect_said(const char *document, const struct route *routes, size_t count,
                        const char *ladder_text, const char *today, const char *want)
{
    static const char *const receivers[] = {"alice", "partner"};
    const struct plan_context context = {rules, NULL, 0};
    const struct reminder_questions questions = {is_known, is_acked, NULL};
    const struct workplace workplace = {holidays, "Métropole"};
    struct ladder ladders[MILESTONE_KIND_COUNT] = {0};
    struct organization organization = organization_of(document);
    struct reminder_list said;
    struct plan plan;
    struct err err = {0};
    struct buf text = {0};

    assert_int_equal(
        ladder_parse(&ladders[MILESTONE_SURVEILLANCE_WINDOW], ladder_text, &err), 0);
    const struct policy policy = {ladders, routes, count, receivers, 2};
    plan_make(&plan, &organization, &context, day(today));
    reminders_due(&said, &organization, &plan, &policy, &workplace, day(today),
                  &questions);
    for (size_t i = 0; i < said.count; i++) {
        const struct reminder *reminder = &said.items[i];
        char key[DATE_TEXT_SIZE];
        buf_addf(&text, "%s%s%s:%s(%zu)", i ? " " : "", reminder->receiver,
                 reminder->escalated ? "!" : "", reminder->step.name,
                 reminder->superseded_count);
        for (size_t j = 0; j <= reminder->superseded_count; j++) {
            const struct due_step *step = j < reminder->superseded_count
                                              ? &reminder->superseded[j]
                                              : &reminder->step;
            buf_addf(&ledger, "%s %s %s %s\n", reminder->milestone->id,
                     date_format(key, step->key), step->name, reminder->receiver);
        }
    }
    assert_string_equal(buf_text(&text), want);
    buf_done(&text);
    reminder_list_done(&said);
    plan_done(&plan);
    organization_done(&organization);
    ladder_done(&ladders[MILESTONE_SURVEILLANCE_WINDOW]);
}

#define ACME(facts)                                                                      \
    "{\"id\":\"acme\",\"name\":\"Acme\",\"owner\":\"alice\",\"tags\":[\"nord\"],"        \
    "\"contacts\":[{\"email\":\"c@acme.example\"}],\"facts\":[{\"kind\":"                \
    "\"certificate.issued\",\"on\":\"2024-03-15\"}" facts "]}"
#define LADDER "opens, due-30d, due-7d, due-1d, every 7d"

static char *alice[] = {TEXT("alice")};
static char *owner_and_contacts[] = {TEXT("owner"), TEXT("contacts"), TEXT("alice")};
static struct escalation escalations[] = {
    {{STEP_DUE, -14}, TEXT("partner")},
};

static struct route route_to(char **receivers, size_t count)
{
    return (struct route){.name = TEXT("r"),
                          .kind = TEXT("surveillance.*"),
                          .receivers = receivers,
                          .receiver_count = count};
}

/* -- reminders_due --------------------------------------------------------------- */

static void each_step_is_said_once(void **state)
{
    const struct route route = route_to(alice, 1);

    (void)state;
    expect_said(ACME(""), &route, 1, LADDER, "2025-05-14", "");
    expect_said(ACME(""), &route, 1, LADDER, "2025-05-15", "alice:opens(0)");
    expect_said(ACME(""), &route, 1, LADDER, "2025-05-15", "");
    expect_said(ACME(""), &route, 1, LADDER, "2025-12-16", "alice:due-30d(0)");
}

static void late_steps_collapse_to_the_latest(void **state)
{
    const struct route route = route_to(alice, 1);

    (void)state;
    expect_said(ACME(""), &route, 1, LADDER, "2026-01-09", "alice:due-7d(2)");
    expect_said(ACME(""), &route, 1, LADDER, "2026-02-09", "alice:every+3(3)");
    expect_said(ACME(""), &route, 1, LADDER, "2026-02-10", "");
}

static void a_done_milestone_is_silent_from_then_on(void **state)
{
    const struct route route = route_to(alice, 1);

    (void)state;
    expect_said(ACME(",{\"kind\":\"audit.held\",\"on\":\"2025-10-01\",\"audit\":"
                     "\"surveillance\"}"),
                &route, 1, LADDER, "2026-02-09", "");
}

static void an_acknowledged_milestone_is_silent(void **state)
{
    const struct route route = route_to(alice, 1);

    (void)state;
    acked = true;
    expect_said(ACME(""), &route, 1, LADDER, "2026-01-09", "");
    acked = false;
    expect_said(ACME(""), &route, 1, LADDER, "2026-01-09", "alice:due-7d(2)");
}

/* -- routes ---------------------------------------------------------------------- */

static void owner_and_contacts_stand_for_whom_they_name(void **state)
{
    const struct route route = route_to(owner_and_contacts, 3);

    (void)state;
    expect_said(ACME(""), &route, 1, LADDER, "2025-05-15",
                "alice:opens(0) contact:c@acme.example:opens(0)");
}

static void every_matching_route_counts_and_each_receiver_once(void **state)
{
    struct route routes[] = {route_to(alice, 1), route_to(alice, 1),
                             route_to(owner_and_contacts, 2)};

    (void)state;
    routes[1].tag = TEXT("sud"); /* does not match */
    expect_said(ACME(""), routes, 3, LADDER, "2025-05-15",
                "alice:opens(0) contact:c@acme.example:opens(0)");
}

static void patterns_narrow_a_route(void **state)
{
    static const struct {
        struct route route;
        bool matches;
    } rows[] = {
        {{.owner = TEXT("alice")},       true },
        {{.owner = TEXT("al*")},         true },
        {{.owner = TEXT("bob")},         false},
        {{.tag = TEXT("nord")},          true },
        {{.tag = TEXT("sud")},           false},
        {{.organization = TEXT("acme")}, true },
        {{.kind = TEXT("*")},            true },
        {{.kind = TEXT("renewal.*")},    false},
        {{.force = TEXT("law")},         true },
        {{.force = TEXT("advice")},      false},
    };
    struct organization organization = organization_of(ACME(""));
    const struct milestone milestone = {.kind = MILESTONE_SURVEILLANCE_WINDOW,
                                        .force = FORCE_LAW};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (route_matches(&rows[i].route, &organization, &milestone) != rows[i].matches)
            fail_msg("row %zu", i);
    organization_done(&organization);
}

static void an_escalation_adds_its_receiver_from_its_day_on(void **state)
{
    struct route route = route_to(alice, 1);

    (void)state;
    route.escalations = escalations;
    route.escalation_count = 1;
    expect_said(ACME(""), &route, 1, LADDER, "2025-12-16", "alice:due-30d(1)");
    expect_said(ACME(""), &route, 1, LADDER, "2025-12-30", "");
    /* Its own day is New Year's, and moves back. */
    expect_said(ACME(""), &route, 1, LADDER, "2025-12-31", "partner!:due-14d(0)");
    expect_said(ACME(""), &route, 1, LADDER, "2026-01-08",
                "alice:due-7d(0) partner!:due-7d(0)");
}

static void who_joins_hears_the_latest_of_what_is_sent_that_day(void **state)
{
    static struct escalation saturday[] = {
        {{STEP_DUE, 2}, TEXT("partner")}
    };
    struct route route = route_to(alice, 1);

    (void)state;
    route.escalations = saturday;
    route.escalation_count = 1;
    /* All three are sent on Monday. */
    expect_said(ACME(""), &route, 1, "due+2d, due+3d", "2026-01-19",
                "alice:due+3d(1) partner!:due+3d(1)");
    expect_said(ACME(""), &route, 1, "due+2d, due+3d", "2026-01-20", "");
}

static void who_joined_by_a_repeat_misses_none_that_follows(void **state)
{
    static struct escalation repeating[] = {
        {{STEP_EVERY, 14}, TEXT("partner")}
    };
    static const struct {
        const char *today, *want;
    } rows[] = {
        {"2026-01-22", "alice:every+1(4)"                    },
        {"2026-01-29", "alice:every+2(0) partner!:every+1(0)"},
        {"2026-02-05", "alice:every+3(0) partner!:every+3(0)"},
        {"2026-02-12", "alice:every+4(0) partner!:every+4(0)"},
        {"2026-02-19", "alice:every+5(0) partner!:every+5(0)"},
        {"2026-02-26", "alice:every+6(0) partner!:every+6(0)"},
    };
    struct route route = route_to(alice, 1);

    (void)state;
    route.escalations = repeating;
    route.escalation_count = 1;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        expect_said(ACME(""), &route, 1, LADDER, rows[i].today, rows[i].want);
}

static void who_joined_by_a_repeat_hears_no_other_of_its_name(void **state)
{
    static struct escalation repeating[] = {
        {{STEP_EVERY, 7}, TEXT("partner")}
    };
    struct route route = route_to(alice, 1);

    (void)state;
    route.escalations = repeating;
    route.escalation_count = 1;
    expect_said(ACME(""), &route, 1, "every 30d", "2026-02-18",
                "alice:every+1(0) partner!:every+1(0)");
    expect_said(ACME(""), &route, 1, "every 30d", "2026-03-16",
                "alice:every+2(0) partner!:every+2(0)");
}

static void who_joined_by_a_repeat_long_ago_joined_by_the_first(void **state)
{
    static struct escalation repeating[] = {
        {{STEP_EVERY, 1}, TEXT("partner")}
    };
    struct route route = route_to(alice, 1);

    (void)state;
    route.escalations = repeating;
    route.escalation_count = 1;
    expect_said(ACME(""), &route, 1, "due+1d, due+45d", "2026-06-15",
                "alice:due+45d(1) partner!:due+45d(1)");
    expect_said(ACME(""), &route, 1, "due+1d, due+45d", "2026-06-16", "");
}

static void a_receiver_is_told_by_any_route_also_later(void **state)
{
    static const struct {
        const char *receiver;
        bool told;
    } rows[] = {
        {"alice",                  true },
        {"contact:c@acme.example", true },
        {"partner",                true }, /* by an escalation to come */
        {"contact:d@acme.example", false},
        {"bob",                    false},
    };
    static const char *const receivers[] = {"alice", "partner"};
    const struct milestone milestone = {.kind = MILESTONE_SURVEILLANCE_WINDOW};
    struct organization organization = organization_of(ACME(""));
    struct route routes[] = {route_to(owner_and_contacts, 2), route_to(NULL, 0)};

    (void)state;
    routes[1].escalations = escalations;
    routes[1].escalation_count = 1;
    const struct policy policy = {NULL, routes, 2, receivers, 2};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (route_tells(&policy, &organization, &milestone, rows[i].receiver) !=
            rows[i].told)
            fail_msg("%s", rows[i].receiver);
    organization_done(&organization);
}

static int load(void **state)
{
    (void)state;
    rules = shipped_rules();
    holidays = shipped_holidays();
    return 0;
}

static int unload(void **state)
{
    (void)state;
    rules_free(rules);
    holidays_free(holidays);
    return 0;
}

static int forget(void **state)
{
    (void)state;
    buf_done(&ledger);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(each_step_is_said_once, forget),
        cmocka_unit_test_teardown(late_steps_collapse_to_the_latest, forget),
        cmocka_unit_test_teardown(a_done_milestone_is_silent_from_then_on, forget),
        cmocka_unit_test_teardown(an_acknowledged_milestone_is_silent, forget),
        cmocka_unit_test_teardown(owner_and_contacts_stand_for_whom_they_name, forget),
        cmocka_unit_test_teardown(every_matching_route_counts_and_each_receiver_once,
                                  forget),
        cmocka_unit_test_teardown(patterns_narrow_a_route, forget),
        cmocka_unit_test_teardown(who_joins_hears_the_latest_of_what_is_sent_that_day,
                                  forget),
        cmocka_unit_test_teardown(an_escalation_adds_its_receiver_from_its_day_on,
                                  forget),
        cmocka_unit_test_teardown(who_joined_by_a_repeat_misses_none_that_follows,
                                  forget),
        cmocka_unit_test_teardown(who_joined_by_a_repeat_hears_no_other_of_its_name,
                                  forget),
        cmocka_unit_test_teardown(who_joined_by_a_repeat_long_ago_joined_by_the_first,
                                  forget),
        cmocka_unit_test(a_receiver_is_told_by_any_route_also_later),
    };

    return cmocka_run_group_tests_name("core/reminder", tests, load, unload);
}
