/* Unit: jalon/core/date.h */
#include "jalon/core/date.h"

#include "support/core.h"

/* -- date_add_months ------------------------------------------------------------- */

static void a_missing_day_becomes_the_months_last(void **state)
{
    static const struct {
        const char *start;
        int months;
        const char *want;
    } rows[] = {
        {"2026-08-31", 6,   "2027-02-28"},
        {"2027-08-31", 6,   "2028-02-29"},
        {"2026-01-31", 14,  "2027-03-31"},
        {"2024-02-29", 36,  "2027-02-28"},
        {"2024-02-29", 48,  "2028-02-29"},
        {"2026-03-31", -1,  "2026-02-28"},
        {"2026-01-15", -13, "2024-12-15"},
        {"1999-12-31", 2,   "2000-02-29"},
        {"2099-12-31", 2,   "2100-02-28"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        expect_date(date_add_months(day(rows[i].start), rows[i].months), rows[i].want);
}

static void adding_months_keeps_the_order_of_days(void **state)
{
    (void)state;
    for (struct date at = day("2019-01-01"); date_cmp(at, day("2035-12-31")) < 0;
         at = date_add_days(at, 1))
        for (int months = -48; months <= 48; months++)
            assert_true(date_cmp(date_add_months(at, months),
                                 date_add_months(date_add_days(at, 1), months)) <= 0);
}

/* -- civil dates ----------------------------------------------------------------- */

static void every_day_comes_back_from_its_civil_form(void **state)
{
    struct civil before = {1989, 12, 31};

    (void)state;
    for (struct date at = day("1990-01-01"); date_cmp(at, day("2199-12-31")) <= 0;
         at = date_add_days(at, 1)) {
        struct civil civil = date_civil(at);
        bool next_day = civil.month == before.month && civil.day == before.day + 1;
        bool next_month =
            civil.day == 1 && before.day == date_month_length(before.year, before.month);
        assert_int_equal(date_of_civil(civil).days, at.days);
        assert_true(next_day || next_month);
        before = civil;
    }
}

static void weekdays_follow_each_other(void **state)
{
    (void)state;
    assert_int_equal(date_weekday(day("1990-01-01")), WEEKDAY_MONDAY);
    assert_int_equal(date_weekday(day("2026-11-24")), WEEKDAY_TUESDAY);
    assert_int_equal(date_weekday(day("2024-02-29")), WEEKDAY_THURSDAY);
    assert_int_equal(date_weekday((struct date){-1}), WEEKDAY_WEDNESDAY);
}

static void easter_falls_where_the_church_says(void **state)
{
    static const char *const days[] = {"2008-03-23", "2019-04-21", "2024-03-31",
                                       "2026-04-05", "2035-03-25", "2038-04-25"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(days); i++)
        expect_date(date_easter(date_civil(day(days[i])).year), days[i]);
}

/* -- date_parse ------------------------------------------------------------------ */

static void only_days_that_exist_are_read(void **state)
{
    static const char *const wrong[] = {
        "",           "2026-02-30", "2026-13-01",  "2026-00-10", "2026-01-00",
        "2026-1-3",   " 2026-01-3", "2026-01-03 ", "2026/01/03", "03/01/2026",
        "2025-02-29", "1989-12-31", "2200-01-01",  "20260-1-03", "2026-01-0x",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct date date = {42};
        struct err err = {0};
        if (date_parse(&date, wrong[i], &err) == 0)
            fail_msg("\"%s\" was read as a day", wrong[i]);
        assert_int_equal(err.code, ERR_INVALID);
        assert_int_equal(date.days, 42);
    }
    expect_date(day("2024-02-29"), "2024-02-29");
    expect_date(DATE_NONE, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_day_becomes_the_months_last),
        cmocka_unit_test(adding_months_keeps_the_order_of_days),
        cmocka_unit_test(every_day_comes_back_from_its_civil_form),
        cmocka_unit_test(weekdays_follow_each_other),
        cmocka_unit_test(easter_falls_where_the_church_says),
        cmocka_unit_test(only_days_that_exist_are_read),
    };

    return cmocka_run_group_tests_name("core/date", tests, NULL, NULL);
}
