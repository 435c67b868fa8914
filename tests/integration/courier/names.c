/* Integration: the courier and a name server that does not answer (names.sh) */
#include "world.h"

#define TURN_LIMIT_NS 100000000 /* sanitizers and a busy machine included */

/* Runs the loop until NOTICE was tried; returns the longest of its turns. */
static uint64_t longest_turn_ns(struct notice *notice, struct world *world, int64_t id)
{
    uint64_t longest_ns = 0;

    world_run(notice, world, id, 0);
    while (notice->attempts == 0) {
        notice_done(notice);
        uint64_t start = uv_hrtime();
        (void)uv_run(&world->loop, UV_RUN_NOWAIT);
        uint64_t turn_ns = uv_hrtime() - start;
        longest_ns = turn_ns > longest_ns ? turn_ns : longest_ns;
        world_run(notice, world, id, 0);
    }
    return longest_ns;
}

static void a_name_server_that_does_not_answer_does_not_stop_the_loop(void **state)
{
    (void)state;
    struct world world;
    struct notice notice;

    world_open(&world, 1);
    world.receiver.webhook = (char[]){"https://nobody.example/"};
    int64_t id = world_queue(&world, "peer", "standard", NULL, "{}");
    assert_in_range(longest_turn_ns(&notice, &world, id), 0, TURN_LIMIT_NS);
    world_expect(&world, id, NOTICE_FAILED, "no answer: Resolving timed out");
    notice_done(&notice);
    world_close(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_server_that_does_not_answer_does_not_stop_the_loop),
    };

    return cmocka_run_group_tests_name("courier/names", tests, NULL, NULL);
}
