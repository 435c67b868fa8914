/* Unit: jalon/core/ladder.h */
#include "jalon/core/ladder.h"

#include "support/core.h"

static struct holidays *holidays;

static struct ladder ladder_of(const char *text)
{
    struct ladder ladder;
    struct err err = {0};

    if (ladder_parse(&ladder, text, &err) != 0)
        fail_msg("%s", err.text);
    return ladder;
}

static struct milestone window(const char *opens, const char *due)
{
    return (struct milestone){
        .kind = MILESTONE_SURVEILLANCE_WINDOW,
        .opens = day(opens),
        .safe = DATE_NONE,
        .due = day(due),
        .booked = DATE_NONE,
        .done = DATE_NONE,
        .state = STATE_OPEN,
    };
}

static struct workplace mainland(void)
{
    return (struct workplace){holidays, "Métropole"};
}

/* "name@sends" of each step that has come, separated by blanks. */
static struct buf steps_come(const char *steps, const struct milestone *milestone,
                             const char *today)
{
    const struct workplace workplace = mainland();
    struct ladder ladder = ladder_of(steps);
    struct due_step_list list;
    struct buf text = {0};

    ladder_due(&list, &ladder, milestone, &workplace, day(today));
    for (size_t i = 0; i < list.count; i++) {
        char sends[DATE_TEXT_SIZE];
        buf_addf(&text, "%s%s@%s", i ? " " : "", list.items[i].name,
                 date_format(sends, list.items[i].sends));
    }
    due_step_list_done(&list);
    ladder_done(&ladder);
    return text;
}

static void expect_come(const char *steps, const struct milestone *milestone,
                        const char *today, const char *want)
{
    struct buf got = steps_come(steps, milestone, today);

    assert_string_equal(buf_text(&got), want);
    buf_done(&got);
}

/* -- ladder_parse ---------------------------------------------------------------- */

static void each_form_of_a_step_is_read_and_named_again(void **state)
{
    static const char *const names[] = {"opens-30d", "opens",     "due-7d", "due",
                                        "due+1d",    "booked-1d", "booked", "booked+2d"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        char name[STEP_NAME_SIZE];
        struct ladder ladder = ladder_of(names[i]);
        assert_int_equal(ladder.count, 1);
        step_format(name, ladder.steps[0], 0);
        assert_string_equal(name, names[i]);
        ladder_done(&ladder);
    }
}

static void what_is_no_step_is_refused(void **state)
{
    static const char *const wrong[] = {"due-7",   "due7d",    "dues",        "every",
                                        "every d", "every 0d", "opens -7d",   "due--7d",
                                        "due,,",   ",due-7d",  "due-999999d", "7d"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct ladder ladder;
        struct err err = {0};
        if (ladder_parse(&ladder, wrong[i], &err) == 0)
            fail_msg("\"%s\" was read as a ladder", wrong[i]);
        assert_int_equal(err.code, ERR_INVALID);
    }
}

static void steps_of_one_name_are_refused(void **state)
{
    static const char *const wrong[] = {"due-7d, due-1d, due-7d", "due, due+0d",
                                        "every 7d, every 30d"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct ladder ladder;
        struct err err = {0};
        if (ladder_parse(&ladder, wrong[i], &err) == 0)
            fail_msg("\"%s\" was read as a ladder", wrong[i]);
        assert_int_equal(err.code, ERR_INVALID);
    }
}

/* -- ladder_due ------------------------------------------------------------------ */

static void steps_come_by_threshold_and_stay(void **state)
{
    struct milestone m = window("2025-05-15", "2026-01-15");

    (void)state;
    expect_come("due-30d, due-7d, due-1d", &m, "2025-12-15", "");
    expect_come("due-30d, due-7d, due-1d", &m, "2025-12-16", "due-30d@2025-12-16");
    expect_come("due-30d, due-7d, due-1d", &m, "2026-01-30",
                "due-30d@2025-12-16 due-7d@2026-01-08 due-1d@2026-01-14");
}

static void steps_move_to_working_days_away_from_the_limit(void **state)
{
    /* 2025-12-25 is a Thursday and a holiday; 2026-01-01 likewise. */
    struct milestone m = window("2025-05-11", "2025-12-25");

    (void)state;
    expect_come("opens", &m, "2025-05-09", "opens@2025-05-09"); /* from Sunday */
    expect_come("due", &m, "2025-12-24", "due@2025-12-24");
    expect_come("due+1d", &m, "2025-12-26", "due+1d@2025-12-26");
    expect_come("due+2d", &m, "2025-12-28", ""); /* Saturday moves on to Monday */
    expect_come("due+2d", &m, "2025-12-29", "due+2d@2025-12-29");
    expect_come("every 7d", &m, "2026-01-01", ""); /* a holiday moves on */
    expect_come("every 7d", &m, "2026-01-08", "every+1@2026-01-02 every+2@2026-01-08");
}

static void zones_have_their_own_holidays(void **state)
{
    /* 26 December is a holiday in Alsace-Moselle only. */
    struct milestone m = window("2025-05-12", "2025-12-25");
    const struct workplace east = {holidays, "Alsace-Moselle"};
    struct ladder ladder = ladder_of("due+1d");
    struct due_step_list list;

    (void)state;
    ladder_due(&list, &ladder, &m, &east, day("2025-12-26"));
    assert_int_equal(list.count, 0);
    ladder_due(&list, &ladder, &m, &east, day("2025-12-29"));
    assert_int_equal(list.count, 1);
    due_step_list_done(&list);
    ladder_done(&ladder);
}

static void a_booked_milestone_speaks_of_its_day_only(void **state)
{
    struct milestone m = window("2025-05-15", "2026-01-15");

    (void)state;
    expect_come("due-30d, booked-7d", &m, "2026-01-14", "due-30d@2025-12-16");
    m.booked = day("2026-01-12");
    m.state = STATE_BOOKED;
    expect_come("due-30d, booked-7d", &m, "2026-01-05", "booked-7d@2026-01-05");
}

static void done_and_moot_ones_are_silent(void **state)
{
    struct milestone m = window("2025-05-15", "2026-01-15");

    (void)state;
    m.state = STATE_DONE;
    expect_come("due-30d, every 7d", &m, "2026-06-01", "");
    m.state = STATE_MOOT;
    expect_come("due-30d, every 7d", &m, "2026-06-01", "");
}

static void a_milestone_without_due_date_has_its_opening_only(void **state)
{
    struct milestone m = window("2025-05-15", "");

    (void)state;
    expect_come("opens-7d, opens, due-1d, every 7d", &m, "2025-12-31",
                "opens-7d@2025-05-07 opens@2025-05-15");
}

static void of_what_repeated_for_years_the_latest_sixty_come(void **state)
{
    const struct workplace workplace = mainland();
    struct milestone m = window("2015-05-15", "2016-01-15");
    struct ladder ladder = ladder_of("due-1d, every 7d");
    struct due_step_list list;

    (void)state;
    m.state = STATE_MISSED;
    ladder_due(&list, &ladder, &m, &workplace, day("2026-01-16"));
    assert_int_equal(list.count, 61);
    assert_string_equal(list.items[0].name, "due-1d");
    assert_string_equal(list.items[1].name, "every+463");
    assert_string_equal(list.items[60].name, "every+522");
    due_step_list_done(&list);
    ladder_done(&ladder);
}

/* -- ladder_next ----------------------------------------------------------------- */

static void the_next_day_is_the_first_on_which_another_step_comes(void **state)
{
    const struct workplace workplace = mainland();
    struct milestone m = window("2025-05-15", "2026-01-15");
    struct ladder ladder = ladder_of("opens-30d, opens, due-30d, due+1d, every 7d");

    (void)state;
    for (struct date at = day("2025-01-01"); date_cmp(at, day("2026-06-01")) < 0;
         at = date_add_days(at, 1)) {
        struct due_step_list before, after;
        struct date next = ladder_next(&ladder, &m, &workplace, at);
        assert_true(date_is_set(next));
        ladder_due(&before, &ladder, &m, &workplace, at);
        ladder_due(&after, &ladder, &m, &workplace, date_add_days(next, -1));
        assert_int_equal(before.count, after.count);
        due_step_list_done(&after);
        ladder_due(&after, &ladder, &m, &workplace, next);
        assert_true(after.count > before.count);
        due_step_list_done(&before);
        due_step_list_done(&after);
    }
    ladder_done(&ladder);
}

static int load(void **state)
{
    (void)state;
    holidays = shipped_holidays();
    return 0;
}

static int unload(void **state)
{
    (void)state;
    holidays_free(holidays);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_form_of_a_step_is_read_and_named_again),
        cmocka_unit_test(what_is_no_step_is_refused),
        cmocka_unit_test(steps_of_one_name_are_refused),
        cmocka_unit_test(steps_come_by_threshold_and_stay),
        cmocka_unit_test(steps_move_to_working_days_away_from_the_limit),
        cmocka_unit_test(zones_have_their_own_holidays),
        cmocka_unit_test(a_booked_milestone_speaks_of_its_day_only),
        cmocka_unit_test(done_and_moot_ones_are_silent),
        cmocka_unit_test(a_milestone_without_due_date_has_its_opening_only),
        cmocka_unit_test(of_what_repeated_for_years_the_latest_sixty_come),
        cmocka_unit_test(the_next_day_is_the_first_on_which_another_step_comes),
    };

    return cmocka_run_group_tests_name("core/ladder", tests, load, unload);
}
