/* Unit: jalon/sys/zone.h, and the tables and rules that it reads.
 *
 * The oracle is the C library's own reading of the same files. */
#include "jalon/sys/zone.h"

#include <stdio.h>
#include <time.h>

#include "jalon/sys/file.h"
#include "support/test.h"

#define HOUR 3600
#define DAY  86400

static const char *const names[] = {
    "UTC",
    "Europe/Paris",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "America/Miquelon",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Marquesas",
    "Pacific/Gambier",
    "Pacific/Wallis",
    "Africa/Casablanca",
    "Europe/Dublin",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/Santiago",
};

static const struct zone *zone_of(const char *name)
{
    const struct zone *zone = NULL;
    struct err err = {0};

    assert_int_equal(zone_find(&zone, name, &err), 0);
    return zone;
}

static struct instant instant_of(const char *text)
{
    struct instant instant = {0};
    struct err err = {0};

    assert_int_equal(instant_parse(&instant, text, &err), 0);
    return instant;
}

static struct date date_of(const char *text)
{
    struct date date = DATE_NONE;
    struct err err = {0};

    assert_int_equal(date_parse(&date, text, &err), 0);
    return date;
}

static void use_zone(const char *name)
{
    assert_int_equal(setenv("TZ", name, 1), 0);
    tzset();
}

/* What the C library makes of INSTANT, as zone_format() writes it. */
static void libc_format(char text[INSTANT_TEXT_SIZE + 8], struct instant instant)
{
    struct tm tm;
    time_t time = (time_t)instant.s;
    char offset[8];

    assert_non_null(localtime_r(&time, &tm));
    assert_int_not_equal(strftime(text, INSTANT_TEXT_SIZE, "%Y-%m-%dT%H:%M:%S", &tm), 0);
    assert_int_equal(strftime(offset, sizeof(offset), "%z", &tm), 5);
    (void)snprintf(text + strlen(text), 8, "%.3s:%.2s", offset, offset + 3);
}

static void expect_as_libc(const struct zone *zone, struct instant instant)
{
    char ours[INSTANT_TEXT_SIZE], libc[INSTANT_TEXT_SIZE + 8];

    libc_format(libc, instant);
    assert_string_equal(zone_format(ours, zone, instant), libc);
}

/* -- zone_find ------------------------------------------------------------------- */

static void a_name_that_is_no_zone_is_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "Europe",
        "Europe/Pariis",
        "/etc/localtime",
        "../zoneinfo/UTC",
        "Europe/..",
        "tzdata.zi",
        "Europe/Paris\nUTC",
        "zone.tab",
        "Europe/Paris ",
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const struct zone *zone = NULL;
        struct err err = {0};
        assert_int_equal(zone_find(&zone, rows[i], &err), -1);
        assert_int_equal(err.code, ERR_INVALID);
        assert_null(zone);
    }
}

static void a_table_cut_short_is_refused(void **state)
{
    (void)state;
    char folder[] = "/tmp/jalon-zone.XXXXXX";
    struct buf paris = {0}, path = {0};
    struct err err = {0};

    assert_non_null(mkdtemp(folder));
    assert_int_equal(file_read(&paris, "/usr/share/zoneinfo/Europe/Paris", 65536, &err),
                     0);
    buf_addf(&path, "%s/cut", folder);
    assert_int_equal(setenv("TZDIR", folder, 1), 0);
    for (size_t length = 0; length < paris.length; length++) {
        const struct zone *zone = NULL;
        assert_int_equal(file_write(path.data, paris.data, length, 0600, &err), 0);
        assert_int_equal(zone_find(&zone, "cut", &err), -1);
        length += length > 100 && length + 100 < paris.length ? 30 : 0;
    }
    assert_int_equal(unsetenv("TZDIR"), 0);
    assert_int_equal(remove(path.data), 0);
    assert_int_equal(remove(folder), 0);
    buf_done(&paris);
    buf_done(&path);
}

static void a_zone_is_read_once(void **state)
{
    (void)state;
    assert_ptr_equal(zone_of("Europe/Paris"), zone_of("Europe/Paris"));
    assert_ptr_not_equal(zone_of("Europe/Paris"), zone_of("UTC"));
}

/* -- zone_format, zone_date, zone_minute ----------------------------------------- */

static void instants_read_as_the_c_library_reads_them(void **state)
{
    (void)state;
    const struct instant from = instant_of("1990-01-01T00:00:00Z");
    const struct instant to = instant_of("2199-12-30T00:00:00Z");

    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        const struct zone *zone = zone_of(names[i]);
        use_zone(names[i]);
        /* A step that is no whole day meets every hour of the day. */
        for (struct instant at = from; at.s < to.s; at.s += 9 * DAY + 4321)
            expect_as_libc(zone, at);
    }
}

static void the_nights_of_the_change_are_right_to_the_second(void **state)
{
    (void)state;
    static const char *const changing[] = {"Europe/Paris", "America/Miquelon",
                                           "Europe/Dublin", "America/Santiago"};

    for (size_t i = 0; i < ARRAY_LEN(changing); i++) {
        const struct zone *zone = zone_of(changing[i]);
        use_zone(changing[i]);
        for (int year = 2026; year <= 2100; year += year < 2037 ? 1 : 9) {
            struct instant first = {date_of_civil((struct civil){year, 1, 1}).days *
                                    (int64_t)DAY};
            for (int64_t s = 0; s < 366 * (int64_t)DAY; s += HOUR) {
                expect_as_libc(zone, (struct instant){first.s + s - 1});
                expect_as_libc(zone, (struct instant){first.s + s});
            }
        }
    }
}

static void the_day_begins_at_local_midnight(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *instant, *day;
        int minute;
    } rows[] = {
        {"Europe/Paris",      "2026-01-04T22:59:59Z", "2026-01-04", 1439},
        {"Europe/Paris",      "2026-01-04T23:00:00Z", "2026-01-05", 0   },
        {"Europe/Paris",      "2026-07-04T22:00:00Z", "2026-07-05", 0   },
        {"Indian/Reunion",    "2026-01-04T20:00:00Z", "2026-01-05", 0   },
        {"Pacific/Marquesas", "2026-01-05T09:29:59Z", "2026-01-04", 1439},
        {"Pacific/Marquesas", "2026-01-05T09:30:00Z", "2026-01-05", 0   },
        {"Pacific/Noumea",    "2026-01-04T13:00:00Z", "2026-01-05", 0   },
        {"Europe/Paris",      "2100-07-04T22:00:00Z", "2100-07-05", 0   },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const struct zone *zone = zone_of(rows[i].zone);
        struct instant instant = instant_of(rows[i].instant);
        char text[DATE_TEXT_SIZE];
        assert_string_equal(date_format(text, zone_date(zone, instant)), rows[i].day);
        assert_int_equal(zone_minute(zone, instant), rows[i].minute);
    }
}

/* -- zone_instant ---------------------------------------------------------------- */

static void a_minute_of_a_day_comes_when_the_wall_clock_says(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *day;
        int minute;
        const char *want;
    } rows[] = {
        {"Europe/Paris",       "2026-01-05", 480,  "2026-01-05T08:00:00+01:00"},
        {"Europe/Paris",       "2026-07-06", 480,  "2026-07-06T08:00:00+02:00"},
        {"America/Guadeloupe", "2026-07-06", 480,  "2026-07-06T08:00:00-04:00"},
        {"Indian/Reunion",     "2026-07-06", 0,    "2026-07-06T00:00:00+04:00"},
        {"Pacific/Marquesas",  "2026-07-06", 1439, "2026-07-06T23:59:00-09:30"},
        {"Europe/Paris",       "2100-07-06", 480,  "2100-07-06T08:00:00+02:00"},
        {"Europe/Paris",       "2199-12-31", 480,  "2199-12-31T08:00:00+01:00"},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const struct zone *zone = zone_of(rows[i].zone);
        char text[INSTANT_TEXT_SIZE];
        struct instant at = zone_instant(zone, date_of(rows[i].day), rows[i].minute);
        assert_string_equal(zone_format(text, zone, at), rows[i].want);
    }
}

static void a_skipped_minute_is_the_first_after_the_gap(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *day;
        int minute;
        const char *want;
    } rows[] = {
        {"Europe/Paris",     "2027-03-28", 119, "2027-03-28T01:59:00+01:00"},
        {"Europe/Paris",     "2027-03-28", 120, "2027-03-28T03:00:00+02:00"},
        {"Europe/Paris",     "2027-03-28", 150, "2027-03-28T03:00:00+02:00"},
        {"Europe/Paris",     "2027-03-28", 179, "2027-03-28T03:00:00+02:00"},
        {"Europe/Paris",     "2027-03-28", 180, "2027-03-28T03:00:00+02:00"},
        {"Europe/Paris",     "2027-03-28", 181, "2027-03-28T03:01:00+02:00"},
        {"Europe/Paris",     "2099-03-29", 150, "2099-03-29T03:00:00+02:00"},
        {"America/Santiago", "2027-09-05", 30,  "2027-09-05T01:00:00-03:00"},
        {"Pacific/Apia",     "2011-12-30", 480, "2011-12-31T00:00:00+14:00"},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const struct zone *zone = zone_of(rows[i].zone);
        char text[INSTANT_TEXT_SIZE];
        struct instant at = zone_instant(zone, date_of(rows[i].day), rows[i].minute);
        assert_string_equal(zone_format(text, zone, at), rows[i].want);
    }
}

static void a_repeated_minute_is_the_first_of_the_two(void **state)
{
    (void)state;
    const struct zone *paris = zone_of("Europe/Paris");
    char text[INSTANT_TEXT_SIZE];

    assert_string_equal(
        zone_format(text, paris, zone_instant(paris, date_of("2027-10-31"), 150)),
        "2027-10-31T02:30:00+02:00");
    assert_string_equal(
        zone_format(text, paris, zone_instant(paris, date_of("2027-10-31"), 180)),
        "2027-10-31T03:00:00+01:00");
}

static void every_sending_time_reads_back(void **state)
{
    (void)state;
    const struct date from = date_of("1996-01-01");

    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        const struct zone *zone = zone_of(names[i]);
        for (int day = 0; day < 40000; day += 3) {
            struct date date = date_add_days(from, day);
            struct instant at = zone_instant(zone, date, 8 * 60);
            assert_int_equal(zone_minute(zone, at), 8 * 60);
            assert_int_equal(zone_date(zone, at).days, date.days);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_that_is_no_zone_is_refused),
        cmocka_unit_test(a_table_cut_short_is_refused),
        cmocka_unit_test(a_zone_is_read_once),
        cmocka_unit_test(instants_read_as_the_c_library_reads_them),
        cmocka_unit_test(the_nights_of_the_change_are_right_to_the_second),
        cmocka_unit_test(the_day_begins_at_local_midnight),
        cmocka_unit_test(a_minute_of_a_day_comes_when_the_wall_clock_says),
        cmocka_unit_test(a_skipped_minute_is_the_first_after_the_gap),
        cmocka_unit_test(a_repeated_minute_is_the_first_of_the_two),
        cmocka_unit_test(every_sending_time_reads_back),
    };

    return cmocka_run_group_tests_name("sys/zone", tests, NULL, NULL);
}
