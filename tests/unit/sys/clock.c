/* Unit: jalon/sys/clock.h */
#include "jalon/sys/clock.h"

#include <time.h>

#include "support/test.h"

#define SLACK_MS 60000 /* a machine that is busy may be this late */

static const struct instant START = {1767596400}; /* 2026-01-05T07:00:00Z */

/* A rehearsal of SPEED that began AGO_MS of real time ago. */
static struct clock rehearsal(int64_t speed, int64_t ago_ms)
{
    struct clock clock;

    clock_init_rehearsal(&clock, START, speed);
    clock.monotonic_ms -= ago_ms;
    return clock;
}

static void expect_near(int64_t value, int64_t least, int64_t slack)
{
    assert_true(value >= least);
    assert_true(value <= least + slack);
}

/* -- clock_now ------------------------------------------------------------------- */

static void the_real_clock_is_the_machines(void **state)
{
    (void)state;
    struct clock clock;
    int64_t before = (int64_t)time(NULL);

    clock_init(&clock);
    assert_false(clock.rehearsal);
    expect_near(clock_now(&clock).s, before - 1, SLACK_MS / 1000);
    expect_near(clock_now_ms(&clock), before * 1000 - 1000, SLACK_MS);
}

static void a_rehearsal_starts_at_its_instant(void **state)
{
    (void)state;
    struct clock clock = rehearsal(1, 0);

    assert_true(clock.rehearsal);
    expect_near(clock_now_ms(&clock), START.s * 1000, SLACK_MS);
}

static void a_rehearsal_runs_at_its_speed(void **state)
{
    (void)state;
    static const int64_t speeds[] = {1, 60, 86400};

    for (size_t i = 0; i < ARRAY_LEN(speeds); i++) {
        struct clock clock = rehearsal(speeds[i], 10000);
        expect_near(clock_now_ms(&clock), START.s * 1000 + 10000 * speeds[i],
                    SLACK_MS * speeds[i]);
    }
}

/* -- clock_wait_ms --------------------------------------------------------------- */

static void waiting_is_shorter_when_the_clock_runs_faster(void **state)
{
    (void)state;
    static const struct {
        int64_t speed, seconds, want_ms;
    } rows[] = {
        {1,     3600,  3600000},
        {60,    3600,  60000  },
        {3600,  86400, 24000  },
        {86400, 1,     1      },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct clock clock = rehearsal(rows[i].speed, 0);
        uint64_t wait =
            clock_wait_ms(&clock, (struct instant){START.s + rows[i].seconds});
        assert_true((int64_t)wait <= rows[i].want_ms);
        assert_true((int64_t)wait + SLACK_MS >= rows[i].want_ms);
    }
}

static void nobody_waits_for_the_past(void **state)
{
    (void)state;
    struct clock clock = rehearsal(60, 0);

    assert_int_equal(clock_wait_ms(&clock, START), 0);
    assert_int_equal(clock_wait_ms(&clock, (struct instant){START.s - 86400}), 0);
}

/* A wait that ended a millisecond early would be followed by many of no length. */
static void a_wait_reaches_its_instant(void **state)
{
    (void)state;
    for (int64_t speed = 1; speed < 5000; speed = speed * 3 + 1) {
        struct clock clock = rehearsal(speed, 0);
        struct instant goal = {START.s + 86400 * 30};
        int64_t left = goal.s * 1000 - clock_now_ms(&clock);
        int64_t wait = (int64_t)clock_wait_ms(&clock, goal);
        assert_true(wait * speed >= left - SLACK_MS * speed);
        clock.monotonic_ms -= wait;
        assert_true(clock_now(&clock).s >= goal.s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_real_clock_is_the_machines),
        cmocka_unit_test(a_rehearsal_starts_at_its_instant),
        cmocka_unit_test(a_rehearsal_runs_at_its_speed),
        cmocka_unit_test(waiting_is_shorter_when_the_clock_runs_faster),
        cmocka_unit_test(nobody_waits_for_the_past),
        cmocka_unit_test(a_wait_reaches_its_instant),
    };

    return cmocka_run_group_tests_name("sys/clock", tests, NULL, NULL);
}
