/* Unit: daemon/web/months.h */
#include "../../../daemon/web/months.h"

#include "support/test.h"

static struct date day(const char *text)
{
    struct err err = {0};
    struct date date;

    assert_int_equal(date_parse(&date, text, &err), 0);
    return date;
}

static void expect_day(struct date date, const char *want)
{
    char text[DATE_TEXT_SIZE];

    assert_string_equal(date_format(text, date), want);
}

/* -- months_around --------------------------------------------------------------- */

static void the_axis_starts_one_month_back(void **state)
{
    (void)state;
    static const struct {
        const char *today, *from, *to;
    } rows[] = {
        {"2026-11-24", "2026-10-01", "2028-04-01"},
        {"2026-01-31", "2025-12-01", "2027-06-01"},
        {"2028-02-29", "2028-01-01", "2029-07-01"},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct months months = months_around(day(rows[i].today));
        expect_day(months.from, rows[i].from);
        expect_day(months.to, rows[i].to);
        expect_day(months_start(months.first), rows[i].from);
    }
}

/* -- months_place ---------------------------------------------------------------- */

static void days_outside_lie_at_the_ends(void **state)
{
    (void)state;
    struct months months = months_around(day("2026-11-24"));

    assert_int_equal(months_place(&months, day("1990-01-01"), 1000), 0);
    assert_int_equal(months_place(&months, months.from, 1000), 0);
    assert_int_equal(months_place(&months, day("2027-07-02"), 1000), 500);
    assert_int_equal(months_place(&months, day("2199-12-31"), 1000), 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_axis_starts_one_month_back),
        cmocka_unit_test(days_outside_lie_at_the_ends),
    };

    return cmocka_run_group_tests_name("web/months", tests, NULL, NULL);
}
