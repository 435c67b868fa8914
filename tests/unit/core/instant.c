/* Unit: jalon/core/instant.h */
#include "jalon/core/instant.h"

#include "support/core.h"

/* -- instant_parse --------------------------------------------------------------- */

static void an_offset_is_taken_from_the_time(void **state)
{
    static const struct {
        const char *text;
        const char *want;
    } rows[] = {
        {"2026-01-05T07:00:00Z",          "2026-01-05T07:00:00Z"},
        {"2026-01-05t07:00:00z",          "2026-01-05T07:00:00Z"},
        {"2026-01-05 07:00:00Z",          "2026-01-05T07:00:00Z"},
        {"2026-01-05T08:00:00+01:00",     "2026-01-05T07:00:00Z"},
        {"2026-01-05T00:30:00+01:00",     "2026-01-04T23:30:00Z"},
        {"2025-12-31T20:00:00-04:00",     "2026-01-01T00:00:00Z"},
        {"2026-01-05T07:00:00.9Z",        "2026-01-05T07:00:00Z"},
        {"2026-01-05T07:00:00.123+00:00", "2026-01-05T07:00:00Z"},
        {"2026-12-31T23:59:60Z",          "2027-01-01T00:00:00Z"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct err err = {0};
        struct instant instant;
        char text[INSTANT_TEXT_SIZE];
        assert_int_equal(instant_parse(&instant, rows[i].text, &err), 0);
        assert_string_equal(instant_format(text, instant), rows[i].want);
    }
}

static void what_is_no_instant_is_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "2026-01-05",
        "2026-01-05T07:00:00",
        "2026-01-05T07:00:00+0100",
        "2026-01-05T07:00:00+24:00",
        "2026-01-05T07:00:00Z ",
        "2026-01-05T07:00:00.Z",
        "2026-01-05T07:00:00.+01:00",
        "2026-01-05T24:00:00Z",
        "2026-01-05T07:60:00Z",
        "2026-01-05T7:00:00Z00",
        "2026-02-30T07:00:00Z",
        "2026-01-05X07:00:00Z",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct err err = {0};
        struct instant instant = {42};
        if (instant_parse(&instant, texts[i], &err) == 0)
            fail_msg("\"%s\" was taken", texts[i]);
        assert_int_equal(err.code, ERR_INVALID);
        assert_int_equal(instant.s, 42);
    }
}

/* -- instant_wall_time ----------------------------------------------------------- */

static void a_wall_time_is_of_the_day_that_the_offset_leads_to(void **state)
{
    (void)state;
    static const struct {
        int64_t s;
        int32_t offset_s;
        const char *day;
        int second;
    } rows[] = {
        {0,          0,     "1970-01-01", 0    },
        {1767596399, 0,     "2026-01-05", 25199},
        {1767596399, 3600,  "2026-01-05", 28799},
        {1767567600, 3600,  "2026-01-05", 0    },
        {1767567600, -3600, "2026-01-04", 79200},
        {-1,         0,     "1969-12-31", 86399},
        {-86400,     0,     "1969-12-31", 0    },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct wall_time got =
            instant_wall_time((struct instant){rows[i].s}, rows[i].offset_s);
        char text[DATE_TEXT_SIZE];
        assert_int_equal(got.second, rows[i].second);
        assert_string_equal(date_format(text, got.day), rows[i].day);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_offset_is_taken_from_the_time),
        cmocka_unit_test(what_is_no_instant_is_refused),
        cmocka_unit_test(a_wall_time_is_of_the_day_that_the_offset_leads_to),
    };

    return cmocka_run_group_tests_name("core/instant", tests, NULL, NULL);
}
