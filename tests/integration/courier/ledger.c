/* Integration: the courier and its ledger */
#include <dirent.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include <sqlite3.h>

#include "jalon/base/mem.h"
#include "world.h"

#define PEERS_MAX 4

#define MAIL "From: jalon@example.org\r\n\r\nBonjour.\r\n"

/* A world whose mail goes to a Maildir and whose webhook to a server that takes
 * connections and never says a word. */
struct quiet {
    struct world world;
    int server;
    int peers[PEERS_MAX]; /* who called, where a test asks */
    size_t peer_count;
    char mailbox[96];
    char transport[128];
    char url[64];
};

static void listen_and_wait(struct quiet *quiet)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof(address);

    quiet->server = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(quiet->server, (struct sockaddr *)&address, length), 0);
    assert_int_equal(listen(quiet->server, 512), 0);
    assert_int_equal(getsockname(quiet->server, (struct sockaddr *)&address, &length), 0);
    (void)snprintf(quiet->url, sizeof(quiet->url), "http://127.0.0.1:%d/",
                   ntohs(address.sin_port));
}

static void open_quiet(struct quiet *quiet)
{
    struct world *world = &quiet->world;

    quiet->peer_count = 0;
    world_open(world, 1);
    listen_and_wait(quiet);
    (void)snprintf(quiet->mailbox, sizeof(quiet->mailbox), "%s/mail", world->folder);
    (void)snprintf(quiet->transport, sizeof(quiet->transport), "maildir:%s",
                   quiet->mailbox);
    world->conf.transport = quiet->transport;
    world->receiver.webhook = quiet->url;
    world->receiver.format = WEBHOOK_SLACK;
    world->receiver.allow_private = true;
}

static void close_quiet(struct quiet *quiet)
{
    for (size_t i = 0; i < quiet->peer_count; i++)
        (void)close(quiet->peers[i]);
    (void)close(quiet->server);
    world_close(&quiet->world);
}

static int64_t queue_mail(struct world *world, unsigned number)
{
    char contact[64];

    (void)snprintf(contact, sizeof(contact), "contact:%u@example.org", number);
    return world_queue(world, contact, "email", contact + strlen("contact:"), MAIL);
}

static int64_t queue_post(struct world *world)
{
    return world_queue(world, "peer", "slack", NULL, "{}");
}

/* How many connections came to QUIET's server so far. */
static size_t peers(struct quiet *quiet)
{
    struct pollfd server = {.fd = quiet->server, .events = POLLIN};

    while (poll(&server, 1, 0) == 1 && quiet->peer_count < PEERS_MAX)
        quiet->peers[quiet->peer_count++] = accept(quiet->server, NULL, NULL);
    return quiet->peer_count;
}

/* How many mails are new in QUIET's mailbox, which the first one makes. */
static size_t mails(const struct quiet *quiet)
{
    char path[128];
    size_t count = 0;

    (void)snprintf(path, sizeof(path), "%s/new", quiet->mailbox);
    DIR *folder = opendir(path);
    if (!folder)
        return 0;
    for (const struct dirent *at; (at = readdir(folder));)
        count += at->d_name[0] != '.';
    (void)closedir(folder);
    return count;
}

/* -- courier_pump ---------------------------------------------------------------- */

static void more_receivers_than_a_look_takes_in_are_all_served(void **state)
{
    (void)state;
    enum { CONTACTS = 260 };
    struct quiet quiet;
    int64_t last = 0;

    open_quiet(&quiet);
    for (unsigned i = 0; i < CONTACTS; i++)
        last = queue_mail(&quiet.world, i);
    world_expect(&quiet.world, last, NOTICE_SENT, "written to new/");
    assert_int_equal(mails(&quiet), CONTACTS);
    close_quiet(&quiet);
}

static void a_long_queue_hides_no_receiver_behind_it(void **state)
{
    (void)state;
    enum { POSTS = 4200 };
    struct quiet quiet;

    open_quiet(&quiet);
    for (unsigned i = 0; i < POSTS; i++)
        (void)queue_post(&quiet.world);
    int64_t mail = queue_mail(&quiet.world, 1);
    uint64_t start = uv_hrtime();
    world_expect(&quiet.world, mail, NOTICE_SENT, "written to new/");
    assert_in_range(uv_hrtime() - start, 0, 900000000);
    close_quiet(&quiet);
}

static void what_is_due_from_before_does_not_wait_for_what_is_under_way(void **state)
{
    (void)state;
    struct quiet quiet;
    struct notice notice;

    open_quiet(&quiet);
    quiet.world.receiver.format = WEBHOOK_STANDARD;
    courier_configure(quiet.world.courier, &quiet.world.conf);
    int64_t first = world_queue(&quiet.world, "peer", "standard", NULL, "{}");
    while (peers(&quiet) == 0)
        (void)uv_run(&quiet.world.loop, UV_RUN_ONCE);
    struct instant before = {clock_now(&quiet.world.clock).s - 3600};
    clock_init_rehearsal(&quiet.world.clock, before, 1);
    (void)world_queue(&quiet.world, "peer", "standard", NULL, "{}");
    world_run(&notice, &quiet.world, first, 1);
    assert_int_equal(peers(&quiet), 2);
    notice_done(&notice);
    close_quiet(&quiet);
}

/* -- results --------------------------------------------------------------------- */

/* Another program's hold on QUIET's database. */
static sqlite3 *lock_database(const struct quiet *quiet)
{
    sqlite3 *other = NULL;

    assert_int_equal(sqlite3_open(quiet->world.database, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    return other;
}

static void unlock_database(sqlite3 *other)
{
    assert_int_equal(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
}

/* Runs QUIET until something was found amiss; how notice ID stands then. */
static enum notice_state state_after_an_error(struct quiet *quiet, int64_t id)
{
    struct notice notice;

    while (quiet->world.errors == 0)
        (void)uv_run(&quiet->world.loop, UV_RUN_ONCE);
    world_run(&notice, &quiet->world, id, 0);
    enum notice_state state = notice.state;
    notice_done(&notice);
    return state;
}

static void what_the_database_does_not_take_is_kept_and_not_sent_again(void **state)
{
    (void)state;
    struct courier_limits limits = courier_limits_default;
    struct quiet quiet;

    /* What was written last is trusted for that long: the lock comes in between. */
    limits.unwritten_ms = 2000;
    open_quiet(&quiet);
    courier_limit(quiet.world.courier, &limits);
    world_expect(&quiet.world, queue_mail(&quiet.world, 1), NOTICE_SENT,
                 "written to new/");
    int64_t second = queue_mail(&quiet.world, 2);
    sqlite3 *other = lock_database(&quiet);
    assert_int_equal(state_after_an_error(&quiet, second), NOTICE_QUEUED);
    assert_int_equal(mails(&quiet), 2);
    unlock_database(other);
    world_expect(&quiet.world, second, NOTICE_SENT, "written to new/");
    assert_int_equal(mails(&quiet), 2);
    close_quiet(&quiet);
}

static void nothing_is_sent_where_its_result_could_not_be_written(void **state)
{
    (void)state;
    struct quiet quiet;

    open_quiet(&quiet);
    int64_t first = queue_mail(&quiet.world, 1);
    sqlite3 *other = lock_database(&quiet);
    assert_int_equal(state_after_an_error(&quiet, first), NOTICE_QUEUED);
    assert_int_equal(mails(&quiet), 0);
    unlock_database(other);
    world_expect(&quiet.world, first, NOTICE_SENT, "written to new/");
    close_quiet(&quiet);
}

static void what_was_under_way_is_sent_by_the_next_courier(void **state)
{
    (void)state;
    struct quiet quiet;
    struct notice notice;

    open_quiet(&quiet);
    int64_t id = queue_post(&quiet.world);
    (void)uv_run(&quiet.world.loop, UV_RUN_ONCE);
    world_close_courier(&quiet.world, 0);
    world_run(&notice, &quiet.world, id, 0);
    assert_int_equal(notice.state, NOTICE_QUEUED);
    notice_done(&notice);
    world_open_courier(&quiet.world);
    world_expect(&quiet.world, id, NOTICE_FAILED, "no answer: Operation timed out");
    close_quiet(&quiet);
}

static void what_is_under_way_may_end_before_the_courier_does(void **state)
{
    (void)state;
    struct quiet quiet;

    open_quiet(&quiet);
    int64_t id = queue_post(&quiet.world);
    (void)uv_run(&quiet.world.loop, UV_RUN_ONCE);
    world_close_courier(&quiet.world, 60000);
    world_expect(&quiet.world, id, NOTICE_FAILED, "no answer: Operation timed out");
    world_open_courier(&quiet.world);
    close_quiet(&quiet);
}

/* -- courier_configure ----------------------------------------------------------- */

static void another_configuration_holds_for_what_is_next(void **state)
{
    (void)state;
    struct quiet quiet;

    open_quiet(&quiet);
    quiet.world.conf.transport = NULL;
    world_expect(&quiet.world, queue_mail(&quiet.world, 1), NOTICE_FAILED,
                 "no mail server is configured");
    struct conf better = quiet.world.conf;
    better.transport = quiet.transport;
    courier_configure(quiet.world.courier, &better);
    world_expect(&quiet.world, queue_mail(&quiet.world, 2), NOTICE_SENT,
                 "written to new/");
    close_quiet(&quiet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_receivers_than_a_look_takes_in_are_all_served),
        cmocka_unit_test(a_long_queue_hides_no_receiver_behind_it),
        cmocka_unit_test(what_is_due_from_before_does_not_wait_for_what_is_under_way),
        cmocka_unit_test(what_the_database_does_not_take_is_kept_and_not_sent_again),
        cmocka_unit_test(nothing_is_sent_where_its_result_could_not_be_written),
        cmocka_unit_test(what_was_under_way_is_sent_by_the_next_courier),
        cmocka_unit_test(what_is_under_way_may_end_before_the_courier_does),
        cmocka_unit_test(another_configuration_holds_for_what_is_next),
    };

    return cmocka_run_group_tests_name("courier/ledger", tests, NULL, NULL);
}
