/* Integration: the courier and webhooks */
#include <stdio.h>

#include "jalon/base/mem.h"
#include "world.h"

#define SECRET     "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define NEW_SECRET "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"
#define BODY       "{\"type\":\"test\",\"text\":\"à demain\"}"

enum { HTTP, HTTPS }; /* the ports of the receivers */

static struct counterpart peers;

static int start_peers(void **state)
{
    (void)state;
    counterpart_start(&peers, "node", "webhook_receiver.mjs", SECRET);
    return 0;
}

static int stop_peers(void **state)
{
    (void)state;
    counterpart_stop(&peers);
    return 0;
}

static char *url_of(const char *scheme, const char *host, int port, const char *path)
{
    struct buf url = {0};

    buf_addf(&url, "%s://%s:%d%s", scheme, host, peers.ports[port], path);
    return buf_take(&url);
}

/* A world whose receiver is at PATH of the peers. */
static void open_world(struct world *world, enum webhook_format format, const char *path,
                       int64_t speed)
{
    world_open(world, speed);
    world->receiver.webhook = url_of("http", "127.0.0.1", HTTP, path);
    world->receiver.format = format;
    world->receiver.allow_private = true;
}

static void close_world(struct world *world)
{
    free(world->receiver.webhook);
    world_close(world);
}

static int64_t queue_post(struct world *world)
{
    return world_queue(world, "peer", webhook_format_name(world->receiver.format), NULL,
                       BODY);
}

/* -- delivery -------------------------------------------------------------------- */

static void the_reference_library_accepts_either_of_two_signatures(void **state)
{
    (void)state;
    static const char *const secrets[] = {SECRET "\n", NEW_SECRET "\n" SECRET "\n"};

    for (size_t i = 0; i < ARRAY_LEN(secrets); i++) {
        struct world world;
        open_world(&world, WEBHOOK_STANDARD, "/standard", 1);
        world.receiver.secret_file = world_file(&world, "secret", secrets[i]);
        world_expect(&world, queue_post(&world), NOTICE_SENT, "HTTP 204");
        free(world.receiver.secret_file);
        close_world(&world);
    }
    assert_int_equal(counterpart_lines(&peers, "\"verified\":true"), 2);
}

static void another_secret_is_not_accepted(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, WEBHOOK_STANDARD, "/standard", 1);
    world.receiver.secret_file = world_file(&world, "secret", NEW_SECRET);
    world_expect(&world, queue_post(&world), NOTICE_DEAD, "HTTP 400");
    free(world.receiver.secret_file);
    close_world(&world);
}

static void a_secret_that_is_none_keeps_the_notice(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, WEBHOOK_STANDARD, "/standard?none", 1);
    world.receiver.secret_file = world_file(&world, "secret", "not a secret\n");
    world_expect(&world, queue_post(&world), NOTICE_FAILED,
                 "a webhook's secret is \"whsec_\"");
    assert_int_equal(counterpart_lines(&peers, "/standard?none"), 0);
    free(world.receiver.secret_file);
    close_world(&world);
}

static void a_chat_gets_json_and_no_signature(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, WEBHOOK_SLACK, "/ok?slack", 1);
    world_expect(&world, queue_post(&world), NOTICE_SENT, "HTTP 200 ok");
    assert_int_equal(counterpart_lines(&peers, "/ok?slack\",\"method\":\"POST\""), 1);
    assert_int_equal(counterpart_lines(&peers, "\"content-type\":\"application/json\""),
                     counterpart_lines(&peers, "\"method\":\"POST\""));
    assert_int_equal(counterpart_lines(&peers, "\"expect\""), 0);
    close_world(&world);
}

static void discord_is_asked_to_wait(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, WEBHOOK_DISCORD, "/ok?thread_id=7", 1);
    world_expect(&world, queue_post(&world), NOTICE_SENT, "HTTP 200");
    assert_int_equal(counterpart_lines(&peers, "/ok?thread_id=7&wait=true"), 1);
    close_world(&world);
}

static void a_chat_gets_its_messages_in_their_order(void **state)
{
    (void)state;
    enum { MESSAGES = 20 };
    struct world world;
    int64_t last = 0;

    open_world(&world, WEBHOOK_MATTERMOST, "/order", 1);
    for (int i = 0; i < MESSAGES; i++) {
        char number[16];
        (void)snprintf(number, sizeof(number), "%d", i);
        last = world_queue(&world, "peer", "mattermost", NULL, number);
    }
    world_expect(&world, last, NOTICE_SENT, "HTTP 200 19");
    close_world(&world);
}

static void the_id_is_the_same_at_each_try(void **state)
{
    (void)state;
    struct world world;
    struct notice notice;
    struct buf id = {0};

    open_world(&world, WEBHOOK_STANDARD, "/status/500", 3600);
    world_run(&notice, &world, queue_post(&world), 3);
    buf_addf(&id, "\"webhook-id\":\"%s\"", notice.message_id);
    assert_int_equal(counterpart_lines(&peers, buf_text(&id)), 3);
    buf_done(&id);
    notice_done(&notice);
    close_world(&world);
}

static void a_notice_dies_after_its_eleventh_try(void **state)
{
    (void)state;
    struct world world;
    struct notice notice;

    open_world(&world, WEBHOOK_STANDARD, "/status/500", 3600 * 24 * 5);
    world_run(&notice, &world, queue_post(&world), 11);
    assert_int_equal(notice.state, NOTICE_DEAD);
    assert_int_equal(world.dead_count, 1);
    assert_int_equal(world.dead[0], notice.id);
    notice_done(&notice);
    close_world(&world);
}

/* -- refusals -------------------------------------------------------------------- */

static void each_answer_has_its_consequence(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        enum notice_state want;
        const char *answer;
    } rows[] = {
        {"/status/301", NOTICE_FAILED, "HTTP 301 no way"               },
        {"/status/302", NOTICE_FAILED, "HTTP 302"                      },
        {"/status/308", NOTICE_FAILED, "HTTP 308"                      },
        {"/status/400", NOTICE_DEAD,   "HTTP 400 no way"               },
        {"/status/410", NOTICE_DEAD,   "HTTP 410"                      },
        {"/status/429", NOTICE_FAILED, "HTTP 429"                      },
        {"/status/500", NOTICE_FAILED, "HTTP 500"                      },
        {"/teams",      NOTICE_FAILED, "HTTP 200 Webhook message"      },
        {"/mute",       NOTICE_FAILED, "no answer: Operation timed out"},
        {"/drip",       NOTICE_FAILED, "no answer: Operation timed out"},
        {"/headers",    NOTICE_FAILED, "no answer: "                   },
        {"/endless",    NOTICE_SENT,   "HTTP 200 xxx"                  },
        {"/body",       NOTICE_SENT,   "HTTP 200"                      },
        {"/trailers",   NOTICE_SENT,   "HTTP 200 ok"                   },
    };

    size_t followed = counterpart_lines(&peers, "\"path\":\"/ok\"");
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct world world;
        open_world(&world, WEBHOOK_TEAMS, rows[i].path, 1);
        world_expect(&world, queue_post(&world), rows[i].want, rows[i].answer);
        assert_int_equal(world.dead_count, rows[i].want == NOTICE_DEAD);
        close_world(&world);
    }
    assert_int_equal(counterpart_lines(&peers, "\"path\":\"/ok\""), followed);
}

static void what_a_server_asks_for_is_given(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        int64_t least, most;
    } rows[] = {
        {"/after/429/7",                                       6,     8    },
        {"/after/503/2.5",                                     2,     4    },
        {"/after/429/Thu,%2001%20Jan%202099%2000:00:00%20GMT", 86399, 86401},
        {"/after/429/nonsense",                                47,    73   },
        {"/after/500/7",                                       47,    73   },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct world world;
        struct notice notice;
        open_world(&world, WEBHOOK_SLACK, rows[i].path, 1);
        world_run(&notice, &world, queue_post(&world), 1);
        int64_t wait_s = notice.next_try.s - clock_now(&world.clock).s;
        if (wait_s < rows[i].least || wait_s > rows[i].most)
            fail_msg("%s: %lld s", rows[i].path, (long long)wait_s);
        notice_done(&notice);
        close_world(&world);
    }
}

static void a_server_that_asks_for_time_gets_it_from_all_messages(void **state)
{
    (void)state;
    struct world world;
    struct notice notice;

    open_world(&world, WEBHOOK_SLACK, "/after/429/3?rest", 1);
    int64_t first = queue_post(&world);
    int64_t second = queue_post(&world);
    world_run(&notice, &world, first, 2);
    notice_done(&notice);
    world_run(&notice, &world, second, 0);
    assert_in_range(notice.attempts, 0, 1);
    assert_in_range(counterpart_lines(&peers, "?rest"), 2, 3);
    notice_done(&notice);
    close_world(&world);
}

/* -- what may be reached --------------------------------------------------------- */

static void inner_addresses_are_not_connected_to(void **state)
{
    (void)state;
    static const char *const hosts[] = {"127.0.0.1",          "localhost",  "2130706433",
                                        "0x7f000001",         "0177.0.0.1", "[::1]",
                                        "[::ffff:127.0.0.1]", "0"};
    size_t before = counterpart_lines(&peers, "ssrf");

    for (size_t i = 0; i < ARRAY_LEN(hosts); i++) {
        struct world world;
        open_world(&world, WEBHOOK_STANDARD, "/", 1);
        world.receiver.allow_private = false;
        free(world.receiver.webhook);
        world.receiver.webhook = url_of("https", hosts[i], HTTPS, "/ok?ssrf");
        world_expect(&world, queue_post(&world), NOTICE_DEAD, "refused: the host has a ");
        close_world(&world);
    }
    assert_int_equal(counterpart_lines(&peers, "ssrf"), before);
}

static void plain_http_is_refused_to_public_hosts(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, WEBHOOK_STANDARD, "/ok", 1);
    world.receiver.allow_private = false;
    world_expect(&world, queue_post(&world), NOTICE_DEAD, "refused: only https");
    close_world(&world);
}

static void other_protocols_are_not_spoken(void **state)
{
    (void)state;
    static const char *const urls[] = {"file:///etc/passwd", "gopher://127.0.0.1/",
                                       "smtp://127.0.0.1/", "ftp://127.0.0.1/"};

    for (size_t i = 0; i < ARRAY_LEN(urls); i++) {
        struct world world;
        open_world(&world, WEBHOOK_STANDARD, "/", 1);
        free(world.receiver.webhook);
        world.receiver.webhook = mem_strdup(urls[i]);
        world_expect(&world, queue_post(&world), NOTICE_FAILED, "no answer: Protocol");
        close_world(&world);
    }
}

static void a_certificate_that_nobody_vouches_for_is_refused(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, WEBHOOK_STANDARD, "/", 1);
    free(world.receiver.webhook);
    world.receiver.webhook = url_of("https", "127.0.0.1", HTTPS, "/ok?tls");
    world_expect(&world, queue_post(&world), NOTICE_FAILED,
                 "no answer: SSL certificate problem");
    assert_int_equal(counterpart_lines(&peers, "/ok?tls"), 0);
    close_world(&world);
}

static void a_line_break_in_an_id_makes_no_header(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, WEBHOOK_STANDARD, "/ok?id", 1);
    struct receiver *receiver = &world.receiver;
    free(receiver->webhook);
    receiver->webhook = url_of("http", "127.0.0.1", HTTP, "/ok\r\nX-Evil: 1");
    world_expect(&world, queue_post(&world), NOTICE_DEAD,
                 "a control character in the URL");
    assert_int_equal(counterpart_lines(&peers, "x-evil"), 0);
    close_world(&world);
}

/* -- one receiver and the others ------------------------------------------------- */

static void many_mute_receivers_do_not_hold_up_the_others(void **state)
{
    (void)state;
    enum { MUTE = 64 };
    struct world world;
    struct receiver receivers[MUTE + 1] = {{0}};
    char names[MUTE][16];

    open_world(&world, WEBHOOK_SLACK, "/ok?after-mute", 1);
    char *mute = url_of("http", "127.0.0.1", HTTP, "/mute");
    receivers[MUTE] = world.receiver;
    for (size_t i = 0; i < MUTE; i++) {
        (void)snprintf(names[i], sizeof(names[i]), "mute-%zu", i);
        receivers[i] = world.receiver;
        receivers[i].name = names[i];
        receivers[i].webhook = mute;
    }
    world.conf.receivers = receivers;
    world.conf.receiver_count = ARRAY_LEN(receivers);
    for (size_t i = 0; i < MUTE; i++)
        for (size_t j = 0; j < 3; j++)
            (void)world_queue(&world, names[i], "slack", NULL, BODY);
    uint64_t start = uv_hrtime();
    world_expect(&world, queue_post(&world), NOTICE_SENT, "HTTP 200");
    /* Each mute one takes a second, and the 64 of them would take two at 32 at once. */
    assert_in_range(uv_hrtime() - start, 0, 900000000);
    close_world(&world);
    free(mute);
}

/* -- outside the ledger ---------------------------------------------------------- */

struct outcome {
    bool told, ok;
    char answer[256];
};

static void note_told(void *context, bool ok, const char *answer)
{
    struct outcome *outcome = context;

    assert_false(outcome->told);
    outcome->told = true;
    outcome->ok = ok;
    (void)snprintf(outcome->answer, sizeof(outcome->answer), "%s", answer);
}

static void a_test_tells_what_the_server_answered(void **state)
{
    (void)state;
    struct world world;
    struct outcome outcome = {0};

    open_world(&world, WEBHOOK_SLACK, "/status/404", 1);
    courier_test(world.courier, &world.receiver, "msg_test", BODY, strlen(BODY),
                 note_told, &outcome);
    assert_false(outcome.told);
    while (!outcome.told)
        (void)uv_run(&world.loop, UV_RUN_ONCE);
    assert_false(outcome.ok);
    assert_string_equal(outcome.answer, "HTTP 404 no way");
    assert_int_equal(world.dead_count, 0);
    close_world(&world);
}

static void a_test_under_way_at_the_end_is_told_of_it(void **state)
{
    (void)state;
    struct world world;
    struct outcome outcome = {0};

    open_world(&world, WEBHOOK_SLACK, "/mute", 1);
    courier_test(world.courier, &world.receiver, "msg_test", BODY, strlen(BODY),
                 note_told, &outcome);
    close_world(&world);
    assert_true(outcome.told);
    assert_false(outcome.ok);
}

static void the_watchdog_is_called_with_get(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, WEBHOOK_SLACK, "/ok?ping", 1);
    courier_ping(world.courier, world.receiver.webhook);
    while (counterpart_lines(&peers, "/ok?ping\",\"method\":\"GET\"") == 0)
        (void)uv_run(&world.loop, UV_RUN_ONCE);
    close_world(&world);
}

static void a_watchdog_that_does_not_answer_is_known_until_it_does(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, WEBHOOK_SLACK, "/ok?ping", 1);
    assert_null(courier_ping_trouble(world.courier));
    courier_ping(world.courier, "http://127.0.0.1:1/");
    while (!courier_ping_trouble(world.courier))
        (void)uv_run(&world.loop, UV_RUN_ONCE);
    courier_ping(world.courier, world.receiver.webhook);
    while (courier_ping_trouble(world.courier))
        (void)uv_run(&world.loop, UV_RUN_ONCE);
    close_world(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reference_library_accepts_either_of_two_signatures),
        cmocka_unit_test(another_secret_is_not_accepted),
        cmocka_unit_test(a_secret_that_is_none_keeps_the_notice),
        cmocka_unit_test(a_chat_gets_json_and_no_signature),
        cmocka_unit_test(discord_is_asked_to_wait),
        cmocka_unit_test(a_chat_gets_its_messages_in_their_order),
        cmocka_unit_test(the_id_is_the_same_at_each_try),
        cmocka_unit_test(a_notice_dies_after_its_eleventh_try),
        cmocka_unit_test(each_answer_has_its_consequence),
        cmocka_unit_test(what_a_server_asks_for_is_given),
        cmocka_unit_test(a_server_that_asks_for_time_gets_it_from_all_messages),
        cmocka_unit_test(inner_addresses_are_not_connected_to),
        cmocka_unit_test(plain_http_is_refused_to_public_hosts),
        cmocka_unit_test(other_protocols_are_not_spoken),
        cmocka_unit_test(a_certificate_that_nobody_vouches_for_is_refused),
        cmocka_unit_test(a_line_break_in_an_id_makes_no_header),
        cmocka_unit_test(many_mute_receivers_do_not_hold_up_the_others),
        cmocka_unit_test(a_test_tells_what_the_server_answered),
        cmocka_unit_test(a_test_under_way_at_the_end_is_told_of_it),
        cmocka_unit_test(the_watchdog_is_called_with_get),
        cmocka_unit_test(a_watchdog_that_does_not_answer_is_known_until_it_does),
    };

    return cmocka_run_group_tests_name("courier/webhook", tests, start_peers, stop_peers);
}
