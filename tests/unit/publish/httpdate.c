/* Unit: daemon/publish/httpdate.h */
#include "../../../daemon/publish/httpdate.h"

#include "support/test.h"

static const struct {
    int64_t s;
    const char *text;
} dates[] = {
    {0,          "Thu, 01 Jan 1970 00:00:00 GMT"},
    {784111777,  "Sun, 06 Nov 1994 08:49:37 GMT"},
    {1709251199, "Thu, 29 Feb 2024 23:59:59 GMT"},
    {1795478400, "Tue, 24 Nov 2026 00:00:00 GMT"},
    {-1,         "Wed, 31 Dec 1969 23:59:59 GMT"},
};

/* -- httpdate_format ------------------------------------------------------------- */

static void instants_are_written_in_the_fixed_form(void **state)
{
    (void)state;
    char text[HTTPDATE_SIZE];

    for (size_t i = 0; i < ARRAY_LEN(dates); i++)
        assert_string_equal(httpdate_format(text, (struct instant){dates[i].s}),
                            dates[i].text);
}

/* -- httpdate_parse -------------------------------------------------------------- */

static void what_was_written_is_read_back(void **state)
{
    (void)state;

    for (size_t i = 0; i < ARRAY_LEN(dates); i++) {
        struct instant got;
        assert_int_equal(httpdate_parse(&got, dates[i].text), 0);
        assert_int_equal(got.s, dates[i].s);
    }
}

static void other_texts_leave_the_instant_alone(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "soon",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nox 1994 08:49:37 GMT",
        "Sun, 06 Nov 0000 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, -6 Nov 1994 08:49:37 GMT",
    };
    struct instant got = {42};

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (httpdate_parse(&got, rows[i]) != -1 || got.s != 42)
            fail_msg("taken: %s", rows[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(instants_are_written_in_the_fixed_form),
        cmocka_unit_test(what_was_written_is_read_back),
        cmocka_unit_test(other_texts_leave_the_instant_alone),
    };

    return cmocka_run_group_tests_name("publish/httpdate", tests, NULL, NULL);
}
