/* Unit: jalon/core/holidays.h */
#include "jalon/core/holidays.h"

#include "support/core.h"

static const char small[] = "date,nom_jour_ferie,zones\n"
                            "2030-01-01,1er janvier,Métropole|La Réunion\n"
                            "2030-12-20,\"Abolition, en créole\",La Réunion\n"
                            "2031-01-01,1er janvier,Métropole|La Réunion\n"
                            "2031-12-20,Abolition,La Réunion\n";

static struct holidays *parse(const char *text)
{
    struct holidays *holidays;
    struct err err = {0};

    if (holidays_parse(&holidays, text, strlen(text), "f.csv", &err) != 0)
        fail_msg("%s", err.text);
    return holidays;
}

/* The shipped table from FROM on: what lies before has to be computed. */
static struct holidays *shipped_from(const char *from)
{
    struct buf table = project_file("config/jours_feries.csv");
    const char *first = strstr(buf_text(&table), from);
    struct buf text = {0};

    assert_non_null(first);
    buf_add(&text, "date,nom_jour_ferie,zones\n");
    buf_add(&text, first);
    struct holidays *holidays = parse(buf_text(&text));
    buf_done(&text);
    buf_done(&table);
    return holidays;
}

/* -- holidays_parse -------------------------------------------------------------- */

static void expect_refusal(const char *text, const char *want)
{
    struct holidays *holidays = NULL;
    struct err err = {0};

    assert_int_equal(holidays_parse(&holidays, text, strlen(text), "f.csv", &err), -1);
    assert_string_equal(err.text, want);
    assert_null(holidays);
}

static void what_is_no_table_is_refused_with_its_line(void **state)
{
    (void)state;

    expect_refusal("", "f.csv:1: the header lacks the column \"date\"");
    expect_refusal("date,nom\n", "f.csv:1: the header lacks the column \"zones\"");
    expect_refusal("date,zones\n", "f.csv:1: there is no holiday in it");
    expect_refusal("date,zones\n2030-01-01,A\n2030-02-30,A\n",
                   "f.csv:3: there is no day 2030-02-30");
    expect_refusal("date,zones\n2030-01-01\n", "f.csv:2: there are too few columns");
    expect_refusal("date,zones\n\"2030-01-01,A\n", "f.csv:2: a quote is never closed");
}

/* -- zones ----------------------------------------------------------------------- */

static void zones_come_in_the_order_of_the_table(void **state)
{
    (void)state;
    struct holidays *holidays = parse(small);

    assert_int_equal(holidays_zone_count(holidays), 2);
    assert_string_equal(holidays_zone(holidays, 0), "Métropole");
    assert_string_equal(holidays_zone(holidays, 1), "La Réunion");
    assert_true(holidays_has_zone(holidays, "La Réunion"));
    assert_false(holidays_has_zone(holidays, "La"));
    assert_false(holidays_has_zone(holidays, ""));
    holidays_free(holidays);
}

static void the_shipped_table_knows_thirteen_zones(void **state)
{
    (void)state;
    struct holidays *holidays = shipped_holidays();

    assert_int_equal(holidays_zone_count(holidays), 13);
    assert_true(holidays_has_zone(holidays, HOLIDAYS_DEFAULT_ZONE));
    holidays_free(holidays);
}

/* -- holidays_is_working_day ----------------------------------------------------- */

static void a_holiday_counts_in_its_zones_only(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *day;
        bool works;
    } rows[] = {
        {"Métropole",     "2026-05-01", false}, /* 1er mai */
        {"Métropole",     "2026-04-03", true }, /* Vendredi saint */
        {"Alsace-Moselle", "2026-04-03", false},
        {"Métropole",     "2028-12-26", true },
        {"Alsace-Moselle", "2028-12-26", false},
        {"Métropole",     "2027-12-20", true },
        {"La Réunion",    "2027-12-20", false},
        {"Métropole",     "2026-11-21", false}, /* a Saturday */
        {"Métropole",     "2026-11-22", false},
        {"Métropole",     "2026-11-23", true },
    };
    struct holidays *holidays = shipped_holidays();

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (holidays_is_working_day(holidays, rows[i].zone, day(rows[i].day)) !=
            rows[i].works)
            fail_msg("%s in %s", rows[i].day, rows[i].zone);
    holidays_free(holidays);
}

static void beyond_the_table_days_are_computed(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *day;
        bool works;
    } rows[] = {
        {"Métropole",     "2032-03-29", false}, /* Easter Monday */
        {"Métropole",     "2032-03-26", true },
        {"Alsace-Moselle", "2032-03-26", false}, /* Good Friday */
        {"Métropole",     "2032-05-06", false}, /* Ascension */
        {"Métropole",     "2032-05-17", false}, /* Whit Monday */
        {"Métropole",     "2032-07-14", false},
        {"Métropole",     "2199-12-25", false}, /* a Wednesday */
        {"La Réunion",    "2032-12-20", false},
        {"Martinique",     "2035-05-22", false},
        {"Métropole",     "1997-11-11", false},
        {"Métropole",     "1997-11-12", true },
    };
    struct holidays *holidays = shipped_holidays();

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (holidays_is_working_day(holidays, rows[i].zone, day(rows[i].day)) !=
            rows[i].works)
            fail_msg("%s in %s", rows[i].day, rows[i].zone);
    holidays_free(holidays);
}

/* The zone's day of abolition moved from 27 to 28 May. */
static bool is_known_to_differ(const char *zone, struct date date)
{
    struct civil civil = date_civil(date);

    return strcmp(zone, "Saint-Martin") == 0 && civil.year < 2018 && civil.month == 5 &&
           (civil.day == 27 || civil.day == 28);
}

static void what_two_years_tell_holds_for_all_the_years_of_the_table(void **state)
{
    (void)state;
    struct holidays *table = shipped_holidays();
    struct holidays *computed = shipped_from("2030-01-01");
    struct date end = day("2029-12-31");
    char text[DATE_TEXT_SIZE];

    for (size_t i = 0; i < holidays_zone_count(table); i++) {
        const char *zone = holidays_zone(table, i);
        for (struct date at = day("2006-01-01"); date_cmp(at, end) <= 0;
             at = date_add_days(at, 1))
            if (holidays_is_working_day(table, zone, at) !=
                    holidays_is_working_day(computed, zone, at) &&
                !is_known_to_differ(zone, at))
                fail_msg("%s in %s", date_format(text, at), zone);
    }
    holidays_free(computed);
    holidays_free(table);
}

/* -- holidays_working_day_before, _after ----------------------------------------- */

static void the_next_working_day_lies_beyond_weekends_and_holidays(void **state)
{
    (void)state;
    static const struct {
        const char *day, *before, *after;
    } rows[] = {
        {"2026-11-24", "2026-11-24", "2026-11-24"},
        {"2026-11-22", "2026-11-20", "2026-11-23"},
        {"2027-03-28", "2027-03-26", "2027-03-30"}, /* Easter */
        {"2026-05-01", "2026-04-30", "2026-05-04"}, /* a Friday */
        {"2040-01-01", "2039-12-30", "2040-01-02"}, /* a Sunday, computed */
    };
    struct holidays *holidays = shipped_holidays();
    const char *zone = HOLIDAYS_DEFAULT_ZONE;

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct date at = day(rows[i].day);
        expect_date(holidays_working_day_before(holidays, zone, at), rows[i].before);
        expect_date(holidays_working_day_after(holidays, zone, at), rows[i].after);
    }
    holidays_free(holidays);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_table_is_refused_with_its_line),
        cmocka_unit_test(zones_come_in_the_order_of_the_table),
        cmocka_unit_test(the_shipped_table_knows_thirteen_zones),
        cmocka_unit_test(a_holiday_counts_in_its_zones_only),
        cmocka_unit_test(beyond_the_table_days_are_computed),
        cmocka_unit_test(what_two_years_tell_holds_for_all_the_years_of_the_table),
        cmocka_unit_test(the_next_working_day_lies_beyond_weekends_and_holidays),
    };

    return cmocka_run_group_tests_name("core/holidays", tests, NULL, NULL);
}
