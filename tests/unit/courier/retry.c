/* Unit: jalon/courier/retry.h */
#include "jalon/courier/retry.h"

#include "support/test.h"

#define MIDDLE 200 /* the number that spreads nothing */

/* -- retry_judge_http ------------------------------------------------------------ */

static void each_status_has_its_fate(void **state)
{
    (void)state;
    static const struct {
        long status;
        enum fate want;
    } rows[] = {
        {0,   FATE_RETRY},
        {100, FATE_RETRY},
        {200, FATE_SENT },
        {202, FATE_SENT },
        {204, FATE_SENT },
        {299, FATE_SENT },
        {301, FATE_RETRY},
        {302, FATE_RETRY},
        {308, FATE_RETRY},
        {400, FATE_DEAD },
        {401, FATE_DEAD },
        {403, FATE_DEAD },
        {404, FATE_DEAD },
        {405, FATE_RETRY},
        {408, FATE_RETRY},
        {410, FATE_DEAD },
        {413, FATE_RETRY},
        {425, FATE_RETRY},
        {429, FATE_RETRY},
        {500, FATE_RETRY},
        {503, FATE_RETRY},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (retry_judge_http(rows[i].status) != rows[i].want)
            fail_msg("HTTP %ld", rows[i].status);
}

/* -- retry_judge_smtp ------------------------------------------------------------ */

static void each_reply_has_its_fate(void **state)
{
    (void)state;
    static const struct {
        long reply;
        enum fate want;
    } rows[] = {
        {0,   FATE_RETRY},
        {250, FATE_RETRY},
        {354, FATE_RETRY},
        {421, FATE_RETRY},
        {450, FATE_RETRY},
        {452, FATE_RETRY},
        {454, FATE_RETRY},
        {500, FATE_DEAD },
        {530, FATE_DEAD },
        {535, FATE_DEAD },
        {550, FATE_DEAD },
        {552, FATE_DEAD },
        {554, FATE_DEAD },
        {600, FATE_RETRY},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (retry_judge_smtp(rows[i].reply) != rows[i].want)
            fail_msg("SMTP %ld", rows[i].reply);
}

/* -- retry_after_s --------------------------------------------------------------- */

static void seconds_fractions_and_dates_are_read(void **state)
{
    (void)state;
    static const struct instant now = {1445412480}; /* Wed, 21 Oct 2015 07:28:00 GMT */
    static const struct {
        const char *text;
        int64_t want;
    } rows[] = {
        {"30",                                30   },
        {"0",                                 1    },
        {"0.0",                               1    },
        {"0.25",                              1    },
        {"1.5",                               2    },
        {"2.000",                             2    },
        {"86400",                             86400},
        {"86401",                             86400},
        {"99999999999999999999999999",        86400},
        {"Wed, 21 Oct 2015 07:28:30 GMT",     30   },
        {"Wednesday, 21-Oct-15 07:29:00 GMT", 60   },
        {"Wed Oct 21 07:28:05 2015",          5    },
        {"Wed, 21 Oct 2015 07:27:00 GMT",     1    },
        {"Fri, 23 Oct 2015 07:28:00 GMT",     86400},
        {"",                                  0    },
        {"soon",                              0    },
        {"-5",                                0    },
        {"3x",                                0    },
        {"1.",                                0    },
        {"1.5.2",                             0    },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (retry_after_s(rows[i].text, now) != rows[i].want)
            fail_msg("\"%s\" gives %lld", rows[i].text,
                     (long long)retry_after_s(rows[i].text, now));
}

/* -- retry_delay_s --------------------------------------------------------------- */

static void the_schedule_is_that_of_the_manual_and_ends(void **state)
{
    (void)state;
    static const int64_t want[] = {60,    300,   1800,  7200,  21600,      43200,
                                   86400, 86400, 86400, 86400, RETRY_NEVER};

    for (size_t i = 0; i < ARRAY_LEN(want); i++)
        assert_int_equal(retry_delay_s((int)i + 1, 0, MIDDLE), want[i]);
    assert_int_equal(retry_delay_s(1000, 0, MIDDLE), RETRY_NEVER);
}

static void the_spread_is_a_fifth_to_either_side(void **state)
{
    (void)state;
    int64_t least = INT64_MAX;
    int64_t most = 0;

    for (uint32_t random = 0; random < 100000; random += 7) {
        int64_t delay_s = retry_delay_s(4, 0, random);
        least = delay_s < least ? delay_s : least;
        most = delay_s > most ? delay_s : most;
    }
    assert_int_equal(least, 5760);
    assert_int_equal(most, 8640);
    assert_in_range(retry_delay_s(4, 0, UINT32_MAX), 5760, 8640);
}

static void what_the_server_asks_for_is_given(void **state)
{
    (void)state;

    assert_int_equal(retry_delay_s(1, 2, MIDDLE), 2);
    assert_int_equal(retry_delay_s(1, 7200, MIDDLE), 7200);
    assert_int_equal(retry_delay_s(3, 2, MIDDLE), 2);
}

static void a_server_that_always_asks_for_a_second_does_not_use_up_the_tries(void **state)
{
    (void)state;

    assert_int_equal(retry_delay_s(4, 1, MIDDLE), 7200);
    assert_int_equal(retry_delay_s(4, 9000, MIDDLE), 9000);
    assert_int_equal(retry_delay_s(11, 1, MIDDLE), RETRY_NEVER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_status_has_its_fate),
        cmocka_unit_test(each_reply_has_its_fate),
        cmocka_unit_test(seconds_fractions_and_dates_are_read),
        cmocka_unit_test(the_schedule_is_that_of_the_manual_and_ends),
        cmocka_unit_test(the_spread_is_a_fifth_to_either_side),
        cmocka_unit_test(what_the_server_asks_for_is_given),
        cmocka_unit_test(
            a_server_that_always_asks_for_a_second_does_not_use_up_the_tries),
    };

    return cmocka_run_group_tests_name("courier/retry", tests, NULL, NULL);
}
