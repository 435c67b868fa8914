/* Unit: jalon/core/recurrence.h */
#include "jalon/core/recurrence.h"

#include "support/core.h"

/* -- recurrence_check ------------------------------------------------------------ */

static void rules_of_days_are_accepted(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=MO,TH;INTERVAL=2;WKST=SU",
        "FREQ=MONTHLY;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=12",
        "FREQ=MONTHLY;BYDAY=2TU",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=30",
        "FREQ=YEARLY;BYYEARDAY=-1",
        "FREQ=YEARLY;UNTIL=20301231",
        "FREQ=YEARLY;UNTIL=20301231T000000Z",
        "freq=monthly;byday=1mo",
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct err err = {0};
        if (recurrence_check(rows[i], day("2026-01-01"), &err) != 0)
            fail_msg("%s: %s", rows[i], err.text);
    }
}

static void expect_refusal(const char *rrule, const char *want)
{
    struct err err = {0};

    assert_int_equal(recurrence_check(rrule, day("2026-01-01"), &err), -1);
    assert_int_equal(err.code, ERR_INVALID);
    assert_string_equal(err.text, want);
}

static void what_has_other_parts_is_refused_with_the_part(void **state)
{
    (void)state;
    static const struct {
        const char *rrule, *part;
    } rows[] = {
        {"",                                             ""                },
        {"every day",                                    "every day"       },
        {"RRULE:FREQ=DAILY",                             "RRULE:FREQ=DAILY"},
        {"FREQ=DAILY;",                                  ""                },
        {"FREQ=DAILY;COUNT=4x",                          "COUNT=4x"        },
        {"FREQ=DAILY;COUNT=",                            "COUNT="          },
        {"FREQ=DAILY;BYHOUR=8",                          "BYHOUR=8"        },
        {"FREQ=YEARLY;BYWEEKNO=20",                      "BYWEEKNO=20"     },
        {"FREQ=DAILY;BYMONTH=1,1,1,1,1,1,1,1,1,1,1,1,1",
         "BYMONTH=1,1,1,1,1,1,1,1,1,1,1,1,1"                               },
        {"FREQ=DAILY;X-A=B",                             "X-A=B"           },
        {"RSCALE=CHINESE;FREQ=YEARLY",                   "RSCALE=CHINESE"  },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf want = {0};
        buf_addf(&want, "\"%s\" is no part of a recurrence rule of days", rows[i].part);
        expect_refusal(rows[i].rrule, buf_text(&want));
        buf_done(&want);
    }
}

static void what_is_no_rule_of_days_is_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "FREQ=HOURLY",
        "FREQ=MINUTELY",
        "FREQ=SECONDLY",
        "FREQ=NEVER",
        "BYDAY=MO",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=2;UNTIL=20301231",
        "FREQ=DAILY;UNTIL=20300230",
        "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYYEARDAY=1",
        "FREQ=MONTHLY;BYMONTHDAY=32",
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf want = {0};
        buf_addf(&want, "\"%s\" is no recurrence rule of days", rows[i]);
        expect_refusal(rows[i], buf_text(&want));
        buf_done(&want);
    }
}

static void a_rule_that_never_gives_a_date_is_refused_and_not_waited_for(void **state)
{
    (void)state;
    static const struct {
        const char *rrule, *starts;
    } rows[] = {
        {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-01-01"},
        {"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",  "2026-01-01"},
        {"FREQ=MONTHLY;BYMONTH=13",             "2026-01-01"},
        {"FREQ=MONTHLY;BYMONTH=6",              "2026-01-31"},
        {"FREQ=DAILY;UNTIL=20251231",           "2026-01-01"},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct err err = {0};
        assert_int_equal(recurrence_check(rows[i].rrule, day(rows[i].starts), &err), -1);
        assert_string_equal(err.text,
                            "the recurrence rule never gives a date from its start on");
    }
}

/* -- recurrence_each ------------------------------------------------------------- */

struct listing {
    struct buf text;
    int left; /* dates to take before stopping */
};

static bool list(void *context, struct date date)
{
    struct listing *listing = context;
    char text[DATE_TEXT_SIZE];

    buf_addf(&listing->text, "%s%s", listing->text.length ? " " : "",
             date_format(text, date));
    return --listing->left > 0;
}

static void expect_dates(const char *rrule, const char *starts, const char *from,
                         const char *to, const char *want)
{
    struct listing listing = {.left = 1000};

    recurrence_each(rrule, day(starts), day(from), day(to), list, &listing);
    assert_string_equal(buf_text(&listing.text), want);
    buf_done(&listing.text);
}

static void dates_are_those_between_both_ends(void **state)
{
    (void)state;

    expect_dates("FREQ=MONTHLY;BYMONTHDAY=1", "2026-01-01", "2026-02-01", "2026-04-01",
                 "2026-02-01 2026-03-01 2026-04-01");
    expect_dates("FREQ=MONTHLY;BYMONTHDAY=1", "2026-01-15", "2026-01-01", "2026-02-28",
                 "2026-02-01");
    expect_dates("FREQ=MONTHLY;BYMONTHDAY=-1", "2024-01-31", "2024-02-01", "2024-04-30",
                 "2024-02-29 2024-03-31 2024-04-30");
    expect_dates("FREQ=MONTHLY", "2026-01-31", "2026-01-01", "2026-06-30",
                 "2026-01-31 2026-03-31 2026-05-31");
    expect_dates("FREQ=YEARLY", "2024-02-29", "2024-01-01", "2030-12-31",
                 "2024-02-29 2028-02-29");
    expect_dates("FREQ=MONTHLY;BYDAY=2TU", "2020-01-01", "2026-01-01", "2026-02-28",
                 "2026-01-13 2026-02-10");
    expect_dates("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=30;COUNT=3", "2020-01-01",
                 "2022-01-01", "2030-01-01", "2022-04-30");
    expect_dates("FREQ=DAILY;UNTIL=20260103", "2026-01-01", "2026-01-02", "2027-01-01",
                 "2026-01-02 2026-01-03");
    expect_dates("FREQ=DAILY;UNTIL=20260103T120000Z", "2026-01-01", "2026-01-02",
                 "2027-01-01", "2026-01-02 2026-01-03");
    expect_dates("FREQ=DAILY;INTERVAL=400", "1990-01-31", "2026-01-01", "2027-12-31",
                 "2026-03-23 2027-04-27");
    expect_dates("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "1990-01-31", "2026-01-01",
                 "2026-01-20", "2026-01-01 2026-01-12 2026-01-15");
    expect_dates("FREQ=DAILY;COUNT=3", "1990-01-31", "2026-01-01", "2027-01-01", "");
    expect_dates("FREQ=DAILY", "2026-01-05", "2020-01-01", "2026-01-04", "");
}

static void the_parts_of_a_rule_narrow_or_widen_as_the_standard_says(void **state)
{
    (void)state;
    static const char from[] = "2026-01-01", to[] = "2026-06-30";

    expect_dates("FREQ=YEARLY;BYMONTHDAY=1", "2025-12-15", from, "2026-03-31",
                 "2026-01-01 2026-02-01 2026-03-01");
    expect_dates("FREQ=YEARLY;BYMONTH=3", "2020-01-31", from, to, "2026-03-31");
    expect_dates("FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "2020-01-01", from, to,
                 "2026-03-29");
    expect_dates("FREQ=YEARLY;BYDAY=20MO", "2020-01-01", from, to, "2026-05-18");
    expect_dates("FREQ=YEARLY;BYYEARDAY=60,-306", "2020-01-01", from, to, "2026-03-01");
    expect_dates("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "2020-01-01", from, to,
                 "2026-02-13 2026-03-13");
    expect_dates("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2020-01-01", from,
                 "2026-03-31", "2026-01-30 2026-02-27 2026-03-31");
    expect_dates("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "2025-09-30", from, to,
                 "2026-03-31 2026-06-30");
    expect_dates("FREQ=DAILY;BYMONTHDAY=-1", "2020-01-01", from, "2026-02-28",
                 "2026-01-31 2026-02-28");
    expect_dates("FREQ=DAILY;BYMONTH=1;BYDAY=MO", "2020-01-01", from, "2026-01-15",
                 "2026-01-05 2026-01-12");
    expect_dates("FREQ=WEEKLY", "2025-12-31", from, "2026-01-20",
                 "2026-01-07 2026-01-14");
}

/* RFC 5545, 3.3.10, has these two rules: the week's first day decides. */
static void weeks_are_counted_from_their_first_day(void **state)
{
    (void)state;

    expect_dates("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05",
                 "1997-08-01", "1998-01-01",
                 "1997-08-05 1997-08-10 1997-08-19 1997-08-24");
    expect_dates("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05",
                 "1997-08-01", "1998-01-01",
                 "1997-08-05 1997-08-17 1997-08-19 1997-08-31");
}

static void it_stops_when_it_is_told_to(void **state)
{
    (void)state;
    struct listing listing = {.left = 2};

    recurrence_each("FREQ=DAILY", day("2026-01-01"), day("2026-01-01"), day("2199-12-31"),
                    list, &listing);
    assert_string_equal(buf_text(&listing.text), "2026-01-01 2026-01-02");
    buf_done(&listing.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_of_days_are_accepted),
        cmocka_unit_test(what_has_other_parts_is_refused_with_the_part),
        cmocka_unit_test(what_is_no_rule_of_days_is_refused),
        cmocka_unit_test(a_rule_that_never_gives_a_date_is_refused_and_not_waited_for),
        cmocka_unit_test(dates_are_those_between_both_ends),
        cmocka_unit_test(the_parts_of_a_rule_narrow_or_widen_as_the_standard_says),
        cmocka_unit_test(weeks_are_counted_from_their_first_day),
        cmocka_unit_test(it_stops_when_it_is_told_to),
    };

    return cmocka_run_group_tests_name("core/recurrence", tests, NULL, NULL);
}
