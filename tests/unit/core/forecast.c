/* Unit: jalon/core/forecast.h, jalon/core/silence.h */
#include "jalon/core/forecast.h"
#include "jalon/core/silence.h"

#include "support/core.h"

static struct holidays *holidays;
static struct rules *rules;

#define TEXT(literal) ((char *)(uintptr_t)(literal))
#define LADDER        "opens, due-30d, due-7d, every 7d"
#define TODAY         "2025-12-01"

#define ACME(owner, contacts)                                                            \
    "{\"id\":\"acme\",\"name\":\"Acme\",\"owner\":\"" owner "\",\"contacts\":[" contacts \
    "],\"facts\":[{\"kind\":\"certificate.issued\","                                     \
    "\"on\":\"2024-03-15\"}]}"
#define WITH_CONTACT    ACME("alice", "{\"email\":\"c@acme.example\"}")
#define WITHOUT_CONTACT ACME("alice", "")

/* Everything that a test of this file is about: one client, one ladder, its routes. */
struct world {
    struct organization organization;
    struct plan plan;
    struct ladder ladders[MILESTONE_KIND_COUNT];
    struct policy policy;
};

static void world_init(struct world *world, const char *document,
                       const struct route *routes, size_t count)
{
    static const char *const receivers[] = {"alice", "partner"};
    const struct plan_context context = {rules, NULL, 0};
    struct err err = {0};

    *world = (struct world){.organization = organization_of(document)};
    plan_make(&world->plan, &world->organization, &context, day(TODAY));
    assert_int_equal(
        ladder_parse(&world->ladders[MILESTONE_SURVEILLANCE_WINDOW], LADDER, &err), 0);
    world->policy = (struct policy){world->ladders, routes, count, receivers, 2};
}

static void world_done(struct world *world)
{
    ladder_done(&world->ladders[MILESTONE_SURVEILLANCE_WINDOW]);
    plan_done(&world->plan);
    organization_done(&world->organization);
}

static char *owner[] = {TEXT("owner")};
static char *alice_and_contacts[] = {TEXT("alice"), TEXT("contacts")};
static char *contacts[] = {TEXT("contacts")};
static struct escalation escalations[] = {
    {{STEP_DUE, -14}, TEXT("partner")}
};

static const struct route to_both = {.receivers = alice_and_contacts,
                                     .receiver_count = 2};
static const struct route to_contacts = {.receivers = contacts, .receiver_count = 1};
static const struct route to_owner = {.receivers = owner, .receiver_count = 1};
static const struct route to_owner_of_south = {
    .receivers = owner, .receiver_count = 1, .tag = TEXT("sud")};
static const struct route to_owner_then_partner = {.receivers = owner,
                                                   .receiver_count = 1,
                                                   .escalations = escalations,
                                                   .escalation_count = 1};

/* -- forecast_make --------------------------------------------------------------- */

/* Acknowledged up to the day before CONTEXT, a date. */
static bool is_acked(void *context, const char *milestone, struct date key,
                     struct date today)
{
    const struct date *until = context;

    (void)milestone;
    (void)key;
    return date_is_set(*until) && date_cmp(today, *until) < 0;
}

static void expect_forecast(const struct route *route, const char *until,
                            const char *want)
{
    struct date acked_until = day(until);
    const struct reminder_questions questions = {.acked = is_acked,
                                                 .context = &acked_until};
    const struct workplace workplace = {holidays, "Métropole"};
    struct buf text = {0};
    struct forecast forecast;
    struct world world;
    char at[DATE_TEXT_SIZE];

    world_init(&world, WITH_CONTACT, route, 1);
    forecast_make(&forecast, &world.organization, &world.plan, &world.policy, &workplace,
                  day(TODAY), &questions);
    for (size_t i = 0; i < forecast.count; i++)
        buf_addf(&text, "%s%s %s:%s", i ? ", " : "",
                 date_format(at, forecast.items[i].day), forecast.items[i].receiver,
                 forecast.items[i].step.name);
    assert_string_equal(buf_text(&text), want);
    buf_done(&text);
    forecast_done(&forecast);
    world_done(&world);
}

/* The window closes on 15 January 2026. */
static void each_receivers_next_reminder_is_foreseen(void **state)
{
    (void)state;
    expect_forecast(&to_both, "",
                    "2025-12-16 alice:due-30d, "
                    "2025-12-16 contact:c@acme.example:due-30d");
    expect_forecast(&to_owner_then_partner, "",
                    "2025-12-16 alice:due-30d, 2025-12-31 partner:due-14d");
    expect_forecast(&to_owner_of_south, "", "");
}

static void a_snooze_that_ends_lets_later_reminders_through(void **state)
{
    (void)state;
    expect_forecast(&to_owner, "2026-01-01", "2026-01-08 alice:due-7d");
    expect_forecast(&to_owner, "2199-12-31", "");
}

/* -- silence_of ------------------------------------------------------------------ */

static void a_silence_is_named_by_what_lacks(void **state)
{
    static const struct {
        const char *document;
        const struct route *route;
        enum silence want;
    } rows[] = {
        {WITH_CONTACT,    &to_both,     SILENCE_NONE    },
        {WITHOUT_CONTACT, &to_both,     SILENCE_CONTACT },
        {WITHOUT_CONTACT, &to_contacts, SILENCE_RECEIVER},
        {ACME("nobody's", ""),          &to_owner,        SILENCE_RECEIVER},
        {ACME("nobody's",               ""),             &to_owner_then_partner,            SILENCE_NONE},
        {WITH_CONTACT,   &to_owner_of_south,               SILENCE_ROUTE        },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct world world;
        world_init(&world, rows[i].document, rows[i].route, 1);
        if (silence_of(&world.policy, &world.organization, &world.plan) != rows[i].want)
            fail_msg("row %zu", i);
        world_done(&world);
    }
}

static void what_no_ladder_speaks_of_is_no_silence(void **state)
{
    struct world world;

    (void)state;
    world_init(&world, WITHOUT_CONTACT, NULL, 0);
    assert_int_equal(silence_of(&world.policy, &world.organization, &world.plan),
                     SILENCE_ROUTE);
    ladder_done(&world.ladders[MILESTONE_SURVEILLANCE_WINDOW]);
    assert_int_equal(silence_of(&world.policy, &world.organization, &world.plan),
                     SILENCE_NONE);
    world_done(&world);
}

static void names_are_read_back(void **state)
{
    enum silence silence;

    (void)state;
    for (int i = SILENCE_NONE + 1; i < SILENCE_COUNT; i++) {
        assert_int_equal(silence_parse(&silence, silence_name((enum silence)i)), 0);
        assert_int_equal(silence, i);
    }
    assert_int_equal(silence_parse(&silence, "other"), -1);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_receivers_next_reminder_is_foreseen),
        cmocka_unit_test(a_snooze_that_ends_lets_later_reminders_through),
        cmocka_unit_test(a_silence_is_named_by_what_lacks),
        cmocka_unit_test(what_no_ladder_speaks_of_is_no_silence),
        cmocka_unit_test(names_are_read_back),
    };

    return cmocka_run_group_tests_name("core/forecast", tests, load, unload);
}
