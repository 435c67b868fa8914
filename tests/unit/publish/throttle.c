/* Unit: daemon/publish/throttle.h */
#include "../../../daemon/publish/throttle.h"

#include "support/test.h"

static struct throttle *fresh(void)
{
    struct throttle *throttle = calloc(1, sizeof(*throttle));

    assert_non_null(throttle);
    return throttle;
}

/* -- throttle_fail --------------------------------------------------------------- */

static void the_eleventh_failure_of_a_minute_is_one_too_many(void **state)
{
    (void)state;
    struct throttle *throttle = fresh();
    const struct instant now = {1795521600};

    for (int i = 0; i < THROTTLE_FAILURES; i++)
        assert_false(throttle_fail(throttle, "192.0.2.1", now));
    assert_true(throttle_fail(throttle, "192.0.2.1", now));
    free(throttle);
}

static void a_new_minute_starts_anew(void **state)
{
    (void)state;
    struct throttle *throttle = fresh();
    const struct instant late = {1795521659};
    const struct instant next = {1795521660};

    for (int i = 0; i <= THROTTLE_FAILURES; i++)
        (void)throttle_fail(throttle, "192.0.2.1", late);
    assert_true(throttle_fail(throttle, "192.0.2.1", late));
    assert_false(throttle_fail(throttle, "192.0.2.1", next));
    free(throttle);
}

static void one_address_does_not_pay_for_another(void **state)
{
    (void)state;
    struct throttle *throttle = fresh();
    const struct instant now = {1795521600};

    for (int i = 0; i <= THROTTLE_FAILURES; i++)
        (void)throttle_fail(throttle, "192.0.2.1", now);
    assert_false(throttle_fail(throttle, "192.0.2.2", now));
    assert_false(throttle_fail(throttle, "2001:db8::1", now));
    free(throttle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_eleventh_failure_of_a_minute_is_one_too_many),
        cmocka_unit_test(a_new_minute_starts_anew),
        cmocka_unit_test(one_address_does_not_pay_for_another),
    };

    return cmocka_run_group_tests_name("publish/throttle", tests, NULL, NULL);
}
