/* Integration: how a courier with webhooks under way ends */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdio.h>

#include <curl/curl.h>

#include "jalon/base/mem.h"
#include "world.h"

static struct counterpart peers;

static int start_peers(void **state)
{
    (void)state;
    counterpart_start(&peers, "node", "webhook_receiver.mjs", "unused");
    return 0;
}

static int stop_peers(void **state)
{
    (void)state;
    counterpart_stop(&peers);
    return 0;
}

/* A world whose receiver is at PATH of the peers. */
static void open_world(struct world *world, const char *path)
{
    struct buf url = {0};

    world_open(world, 1);
    buf_addf(&url, "http://127.0.0.1:%d%s", peers.ports[0], path);
    world->receiver.webhook = buf_take(&url);
    world->receiver.format = WEBHOOK_SLACK;
    world->receiver.allow_private = true;
}

static void close_world(struct world *world)
{
    free(world->receiver.webhook);
    world_close(world);
}

/* -- what was answered ----------------------------------------------------------- */

static void what_was_answered_before_patience_ran_out_counts(void **state)
{
    (void)state;
    /* Answered, and the headers of an answer whose body does not end. */
    static const char *const paths[] = {"/ok?impatient", "/body?impatient"};

    for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
        struct world world;
        struct notice notice;
        open_world(&world, paths[i]);
        int64_t id = world_queue(&world, "peer", "slack", NULL, "{}");
        while (counterpart_lines(&peers, paths[i]) == 0)
            (void)uv_run(&world.loop, UV_RUN_NOWAIT);
        /* The answer comes in while the loop is busy elsewhere. */
        uv_sleep(200);
        world_close_courier(&world, 0);
        world_open_courier(&world);
        world_run(&notice, &world, id, 0);
        assert_int_equal(notice.state, NOTICE_SENT);
        notice_done(&notice);
        close_world(&world);
    }
}

/* -- the thread ------------------------------------------------------------------ */

/* libcurl's own function, in whose stead the wire calls the one below. */
static CURLMcode call(const char *name, CURLM *multi)
{
    CURLMcode (*real)(CURLM *);

    *(void **)&real = dlsym(RTLD_NEXT, name);
    return real(multi);
}

static atomic_bool wakes_twice, cleaned_up;

CURLMcode curl_multi_wakeup(CURLM *multi)
{
    if (atomic_load(&wakes_twice)) {
        (void)call("curl_multi_wakeup", multi);
        uv_sleep(100);
        assert_false(atomic_load(&cleaned_up));
    }
    return call("curl_multi_wakeup", multi);
}

CURLMcode curl_multi_cleanup(CURLM *multi)
{
    atomic_store(&cleaned_up, true);
    return call("curl_multi_cleanup", multi);
}

static void a_thread_that_is_awake_at_the_end_can_still_be_woken(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, "/ok");
    atomic_store(&cleaned_up, false);
    atomic_store(&wakes_twice, true);
    world_close_courier(&world, 0);
    atomic_store(&wakes_twice, false);
    assert_true(atomic_load(&cleaned_up));
    world_open_courier(&world);
    close_world(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_answered_before_patience_ran_out_counts),
        cmocka_unit_test(a_thread_that_is_awake_at_the_end_can_still_be_woken),
    };

    return cmocka_run_group_tests_name("courier/stop", tests, start_peers, stop_peers);
}
