/* Unit: daemon/web/attempts.h */
#include "../../../daemon/web/attempts.h"

#include <stdio.h>

#include "support/test.h"

#define NOW ((struct instant){1767600000})

static void fail_times(struct attempts *attempts, const char *key, int times)
{
    for (int i = 0; i < times; i++)
        attempts_add(attempts, key, NOW);
}

/* -- attempts_are_many ----------------------------------------------------------- */

static void the_fifth_failure_is_one_too_many(void **state)
{
    (void)state;
    struct attempts attempts = {0};

    fail_times(&attempts, "alice", ATTEMPTS_MAX - 1);
    assert_false(attempts_are_many(&attempts, "alice", NOW));
    fail_times(&attempts, "alice", 1);
    assert_true(attempts_are_many(&attempts, "alice", NOW));
    assert_false(attempts_are_many(&attempts, "bruno", NOW));
}

static void time_and_success_forgive(void **state)
{
    (void)state;
    struct attempts attempts = {0};

    fail_times(&attempts, "alice", ATTEMPTS_MAX);
    assert_false(
        attempts_are_many(&attempts, "alice", (struct instant){NOW.s + ATTEMPTS_WINDOW}));
    fail_times(&attempts, "bruno", ATTEMPTS_MAX);
    attempts_forget(&attempts, "bruno");
    assert_false(attempts_are_many(&attempts, "bruno", NOW));
}

/* Whether NAME, tried once, lets ALICE, who waits, try again. */
static bool frees(const struct attempts *before, const char *name)
{
    struct attempts attempts = *before;

    fail_times(&attempts, "alice", ATTEMPTS_MAX);
    fail_times(&attempts, name, 1);
    return !attempts_are_many(&attempts, "alice", NOW);
}

static void nobody_knows_whose_attempts_push_out_whose(void **state)
{
    (void)state;
    static struct attempts one, other;
    char name[16];
    int i = 0;

    attempts_init(&one);
    attempts_init(&other);
    do
        (void)snprintf(name, sizeof(name), "n%d", i++);
    while (!frees(&one, name));
    /* By chance it would once in 8192 runs. */
    assert_false(frees(&other, name));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fifth_failure_is_one_too_many),
        cmocka_unit_test(time_and_success_forgive),
        cmocka_unit_test(nobody_knows_whose_attempts_push_out_whose),
    };

    return cmocka_run_group_tests_name("web/attempts", tests, NULL, NULL);
}
