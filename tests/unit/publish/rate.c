/* Unit: daemon/publish/rate.h */
#include "../../../daemon/publish/rate.h"

#include "support/test.h"

#define NOW UINT64_C(5000000)

static struct rate *fresh(void)
{
    struct rate *rate = calloc(1, sizeof(*rate));

    assert_non_null(rate);
    return rate;
}

/* How many of COUNT requests of TOKEN at NOW_MS are let through. */
static int let_through(struct rate *rate, const char *token, uint64_t now_ms, int count)
{
    int passed = 0;

    for (int i = 0; i < count; i++)
        passed += rate_take(rate, token, now_ms) == 0;
    return passed;
}

/* -- rate_take ------------------------------------------------------------------- */

static void a_burst_passes_and_no_more(void **state)
{
    (void)state;
    static const char *const names[] = {
        "robot",
        "éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé",
    };

    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct rate *rate = fresh();
        assert_int_equal(let_through(rate, names[i], NOW, 2 * RATE_BURST), RATE_BURST);
        free(rate);
    }
}

static void after_a_burst_the_rate_is_left(void **state)
{
    (void)state;
    static const struct {
        uint64_t after_ms;
        int passed;
    } rows[] = {
        {49,     0         },
        {50,     1         },
        {1000,   RATE_PER_S},
        {60000,  RATE_BURST},
        {864000, RATE_BURST},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct rate *rate = fresh();
        (void)let_through(rate, "robot", NOW, RATE_BURST);
        assert_int_equal(let_through(rate, "robot", NOW + rows[i].after_ms, 100),
                         rows[i].passed);
        free(rate);
    }
}

static void who_waits_as_told_is_let_through(void **state)
{
    (void)state;
    struct rate *rate = fresh();

    (void)let_through(rate, "robot", NOW, RATE_BURST);
    uint64_t wait = rate_take(rate, "robot", NOW + 20);
    assert_int_equal(wait, 30);
    assert_int_equal(rate_take(rate, "robot", NOW + 20 + wait), 0);
    free(rate);
}

static void one_token_does_not_pay_for_another(void **state)
{
    (void)state;
    struct rate *rate = fresh();

    (void)let_through(rate, "robot", NOW, 2 * RATE_BURST);
    assert_int_equal(let_through(rate, "alice", NOW, 2 * RATE_BURST), RATE_BURST);
    free(rate);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_burst_passes_and_no_more),
        cmocka_unit_test(after_a_burst_the_rate_is_left),
        cmocka_unit_test(who_waits_as_told_is_let_through),
        cmocka_unit_test(one_token_does_not_pay_for_another),
    };

    return cmocka_run_group_tests_name("publish/rate", tests, NULL, NULL);
}
