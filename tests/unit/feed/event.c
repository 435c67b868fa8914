/* Unit: jalon/feed/feed.h, which events a plan gives */
#include "jalon/feed/feed.h"

#include <stdio.h>

#include "support/test.h"

#define DOMAIN "jalon.test"

static struct date day(int year, int month, int number)
{
    return date_of_civil((struct civil){year, month, number});
}

/* A milestone with no day but DUE. */
static struct milestone milestone(enum milestone_kind kind, const char *id,
                                  struct date due)
{
    static char ids[8][64];
    static size_t used;
    char *copy = ids[used++ % ARRAY_LEN(ids)];

    (void)snprintf(copy, sizeof(ids[0]), "%s", id);
    return (struct milestone){
        .id = copy,
        .kind = kind,
        .opens = DATE_NONE,
        .safe = DATE_NONE,
        .due = due,
        .booked = DATE_NONE,
        .done = DATE_NONE,
        .state = STATE_OPEN,
        .source = "art. 2",
        .anchor_day = DATE_NONE,
        .end.from = DATE_NONE,
        .to_opens.from = DATE_NONE,
        .to_due.from = DATE_NONE,
        .to_due_chained.from = DATE_NONE,
        .to_safe.from = DATE_NONE,
    };
}

static char name[] = "Acme Formation";
static const struct organization organization = {.id = "acme", .name = name};

static struct event_list events_of(struct milestone *milestones, size_t count)
{
    struct plan plan = {.milestones = milestones, .milestone_count = count};
    struct event_list list;

    feed_events(&list, &organization, &plan, DOMAIN, day(2026, 6, 15));
    return list;
}

/* -- feed_horizon ---------------------------------------------------------------- */

static void the_horizon_is_last_years_first_to_next_years_last_day(void **state)
{
    (void)state;
    struct horizon horizon = feed_horizon(day(2026, 12, 31));

    assert_int_equal(horizon.from.days, day(2025, 1, 1).days);
    assert_int_equal(horizon.to.days, day(2027, 12, 31).days);
}

/* -- feed_events ----------------------------------------------------------------- */

static void each_milestone_shows_the_days_that_matter(void **state)
{
    (void)state;
    static const struct {
        enum milestone_kind kind;
        const char *uids; /* of its events, in their order */
    } rows[] = {
        {MILESTONE_SURVEILLANCE_WINDOW,
         "opens.m.acme@" DOMAIN " booked.m.acme@" DOMAIN " due.m.acme@" DOMAIN " "       },
        {MILESTONE_REAPPLY_ALLOWED,
         "opens.m.acme@" DOMAIN " booked.m.acme@" DOMAIN " due.m.acme@" DOMAIN " "       },
        {MILESTONE_RENEWAL_AUDIT,       "booked.m.acme@" DOMAIN " due.m.acme@" DOMAIN " "},
        {MILESTONE_NC_FIX,              "booked.m.acme@" DOMAIN " due.m.acme@" DOMAIN " "},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct milestone one = milestone(rows[i].kind, "m", day(2026, 9, 30));
        one.opens = day(2026, 1, 30);
        one.booked = day(2026, 5, 4);
        struct event_list list = events_of(&one, 1);
        struct buf uids = {0};
        for (size_t k = 0; k < list.count; k++)
            buf_addf(&uids, "%s ", list.items[k].uid);
        assert_string_equal(buf_text(&uids), rows[i].uids);
        buf_done(&uids);
        event_list_done(&list);
    }
}

static void the_last_safe_day_stands_for_the_due_date(void **state)
{
    (void)state;
    struct milestone one =
        milestone(MILESTONE_SURVEILLANCE_WINDOW, "m", day(2026, 1, 15));
    one.safe = day(2026, 1, 14);
    struct event_list list = events_of(&one, 1);

    assert_int_equal(list.count, 1);
    assert_int_equal(list.items[0].day.days, one.safe.days);
    event_list_done(&list);
}

static void what_is_moot_or_older_than_last_year_leaves(void **state)
{
    (void)state;
    struct milestone milestones[] = {
        milestone(MILESTONE_NC_FIX, "too-old", day(2024, 12, 31)),
        milestone(MILESTONE_NC_FIX, "just-in", day(2025, 1, 1)),
        milestone(MILESTONE_NC_FIX, "moot", day(2026, 7, 1)),
    };
    milestones[2].state = STATE_MOOT;
    struct event_list list = events_of(milestones, ARRAY_LEN(milestones));

    assert_int_equal(list.count, 1);
    assert_string_equal(list.items[0].uid, "due.just-in.acme@" DOMAIN);
    event_list_done(&list);
}

static void events_come_by_day_then_uid(void **state)
{
    (void)state;
    static const char *const want[] = {
        "due.z.acme@" DOMAIN,
        "due.a.acme@" DOMAIN,
        "due.b.acme@" DOMAIN,
    };
    struct milestone milestones[] = {
        milestone(MILESTONE_NC_FIX, "b", day(2026, 7, 2)),
        milestone(MILESTONE_NC_FIX, "a", day(2026, 7, 2)),
        milestone(MILESTONE_NC_FIX, "z", day(2026, 7, 1)),
    };
    struct event_list list = events_of(milestones, ARRAY_LEN(milestones));

    assert_int_equal(list.count, ARRAY_LEN(want));
    for (size_t i = 0; i < list.count; i++)
        assert_string_equal(list.items[i].uid, want[i]);
    event_list_done(&list);
}

/* -- the hash of an event -------------------------------------------------------- */

static uint64_t hash_in(struct milestone *one, const struct feed_options *house)
{
    struct event_list list = events_of(one, 1);

    assert_int_equal(list.count, 1);
    uint64_t hash = feed_event_hash(&list.items[0], &organization, house);
    event_list_done(&list);
    return hash;
}

static uint64_t hash_of(struct milestone *one)
{
    return hash_in(one, &(struct feed_options){.lang = LANG_FR});
}

static void the_state_is_no_part_of_the_hash(void **state)
{
    (void)state;
    struct milestone one = milestone(MILESTONE_NC_FIX, "m", day(2026, 7, 1));
    uint64_t before = hash_of(&one);

    one.state = STATE_MISSED;
    assert_true(hash_of(&one) == before);
}

static void whatever_is_shown_changes_the_hash(void **state)
{
    (void)state;
    struct milestone plain = milestone(MILESTONE_NC_FIX, "m", day(2026, 7, 1));
    struct milestone changed[10];

    for (size_t i = 0; i < ARRAY_LEN(changed); i++)
        changed[i] = plain;
    changed[0].due = day(2026, 7, 2);
    changed[1].done = day(2026, 6, 1);
    changed[2].opens = day(2026, 6, 1);
    changed[3].source = "art. 3";
    changed[4].confirm = true;
    changed[5].nc = "NC-1";
    changed[6].title = "Veille";
    changed[7].force = FORCE_CUSTOM;
    changed[8].anchor_day = day(2026, 1, 1);
    changed[9].to_due = (struct reckoning){day(2026, 1, 1), 6, 0, day(2026, 7, 1)};

    for (size_t i = 0; i < ARRAY_LEN(changed); i++)
        if (hash_of(&changed[i]) == hash_of(&plain))
            fail_msg("change %zu is not in the hash", i);
}

static void another_language_or_link_changes_the_hash(void **state)
{
    (void)state;
    static const struct feed_options houses[] = {
        {.lang = LANG_FR, .public_url = NULL            },
        {.lang = LANG_EN, .public_url = NULL            },
        {.lang = LANG_FR, .public_url = "https://a.test"},
        {.lang = LANG_FR, .public_url = "https://b.test"},
    };
    struct milestone one = milestone(MILESTONE_NC_FIX, "m", day(2026, 7, 1));
    uint64_t hashes[ARRAY_LEN(houses)];

    for (size_t i = 0; i < ARRAY_LEN(houses); i++) {
        hashes[i] = hash_in(&one, &houses[i]);
        for (size_t k = 0; k < i; k++)
            assert_true(hashes[i] != hashes[k]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_horizon_is_last_years_first_to_next_years_last_day),
        cmocka_unit_test(each_milestone_shows_the_days_that_matter),
        cmocka_unit_test(the_last_safe_day_stands_for_the_due_date),
        cmocka_unit_test(what_is_moot_or_older_than_last_year_leaves),
        cmocka_unit_test(events_come_by_day_then_uid),
        cmocka_unit_test(the_state_is_no_part_of_the_hash),
        cmocka_unit_test(whatever_is_shown_changes_the_hash),
        cmocka_unit_test(another_language_or_link_changes_the_hash),
    };

    return cmocka_run_group_tests_name("feed/event", tests, NULL, NULL);
}
