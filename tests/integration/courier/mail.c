/* Integration: the courier and mail servers */
#include <stdio.h>

#include <sys/stat.h>

#include "jalon/base/mem.h"
#include "jalon/sys/file.h"
#include "world.h"

#define MAIL                                                                             \
    "From: Jalon <jalon@example.org>\r\nMessage-ID: <once@courier.test>\r\n\r\n"         \
    "Bonjour.\r\n..\r\nA demain.\r\n"

enum { PLAIN, STARTTLS, NO_STARTTLS }; /* the ports of the server */

static struct counterpart server;

static int start_server(void **state)
{
    (void)state;
    counterpart_start(&server, "/usr/bin/python3", "smtp_server.py", NULL);
    return 0;
}

static int stop_server(void **state)
{
    (void)state;
    counterpart_stop(&server);
    return 0;
}

/* A world whose mail goes to PORT of the server. */
static void open_world(struct world *world, int port)
{
    struct buf url = {0};

    world_open(world, 1);
    buf_addf(&url, "smtp://127.0.0.1:%d", server.ports[port]);
    world->conf.transport = buf_take(&url);
    world->conf.from = mem_strdup("Jalon <jalon@example.org>");
    world->receiver.email = mem_strdup("alice@example.org");
}

static void close_world(struct world *world)
{
    free(world->conf.transport);
    free(world->conf.from);
    free(world->receiver.email);
    world_close(world);
}

static int64_t queue_mail(struct world *world, const char *address)
{
    struct buf contact = {0};

    buf_addf(&contact, "contact:%s", address);
    int64_t id = world_queue(world, buf_text(&contact), "email", address, MAIL);
    buf_done(&contact);
    return id;
}

/* -- delivery -------------------------------------------------------------------- */

static void a_mail_arrives_as_it_was_written(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, PLAIN);
    world_expect(&world, queue_mail(&world, "plain@example.org"), NOTICE_SENT,
                 "250 2.0.0 queued as Q1");
    assert_int_equal(counterpart_lines(&server,
                                       "{\"from\": \"jalon@example.org\", \"to\": "
                                       "[\"plain@example.org\"], \"nth\": 1, \"id\": "
                                       "\"<once@courier.test>\""),
                     1);
    assert_int_equal(
        counterpart_lines(&server, "\"body\": \"Bonjour.\\r\\n..\\r\\nA demain.\\r\\n\""),
        1);
    close_world(&world);
}

static void a_configured_receiver_is_reached_at_its_present_address(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, PLAIN);
    world_expect(&world, world_queue(&world, "peer", "email", "old@example.org", MAIL),
                 NOTICE_SENT, "250");
    assert_int_equal(counterpart_lines(&server, "[\"alice@example.org\"]"), 1);
    assert_int_equal(counterpart_lines(&server, "[\"old@example.org\"]"), 0);
    close_world(&world);
}

static void the_connections_are_kept_for_many_mails(void **state)
{
    (void)state;
    enum { MAILS = 40 };
    struct world world;
    int64_t ids[MAILS];

    open_world(&world, PLAIN);
    for (size_t i = 0; i < MAILS; i++)
        ids[i] = queue_mail(&world, "many@example.org");
    for (size_t i = 0; i < MAILS; i++)
        world_expect(&world, ids[i], NOTICE_SENT, "250");
    assert_int_equal(counterpart_lines(&server, "[\"many@example.org\"]"), MAILS);
    assert_in_range(counterpart_lines(&server, "[\"many@example.org\"], \"nth\": 1,"), 1,
                    8);
    close_world(&world);
}

/* -- refusals -------------------------------------------------------------------- */

static void each_refusal_has_its_consequence(void **state)
{
    (void)state;
    static const struct {
        const char *address;
        enum notice_state want;
        const char *answer;
    } rows[] = {
        {"unknown@example.org", NOTICE_DEAD,   "550 5.1.1 no such user"   },
        {"grey@example.org",    NOTICE_FAILED, "451 4.7.1 come back later"},
        {"full@example.org",    NOTICE_FAILED, "452 4.2.2 mailbox full"   },
        {"spam@example.org",    NOTICE_DEAD,   "554 5.7.1 this is spam"   },
        {"relay@example.org",   NOTICE_DEAD,   "530 5.7.0 log in first"   },
        {"drop@example.org",    NOTICE_FAILED, "no answer: "              },
        {"mute@example.org",    NOTICE_FAILED, "no answer: "              },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct world world;
        open_world(&world, PLAIN);
        int64_t id = queue_mail(&world, rows[i].address);
        world_expect(&world, id, rows[i].want, rows[i].answer);
        assert_int_equal(world.dead_count, rows[i].want == NOTICE_DEAD);
        close_world(&world);
    }
}

static void a_refused_mail_does_not_stop_the_loop(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, PLAIN);
    uint64_t start = uv_hrtime();
    /* The server says nothing to the QUIT that follows. */
    world_expect(&world, queue_mail(&world, "unknown@example.org"), NOTICE_DEAD, "550");
    assert_in_range(uv_hrtime() - start, 0, 900000000);
    close_world(&world);
}

static void what_was_taken_but_not_confirmed_comes_again_unchanged(void **state)
{
    (void)state;
    struct world world;
    struct notice notice;
    struct err err = {0};

    open_world(&world, PLAIN);
    size_t before = counterpart_lines(&server, "[\"drop@example.org\"]");
    int64_t id = queue_mail(&world, "drop@example.org");
    world_run(&notice, &world, id, 1);
    notice_done(&notice);
    if (store_notice_retry(world.store, id, clock_now(&world.clock), &err) != 0)
        fail_msg("%s", err.text);
    courier_pump(world.courier);
    world_run(&notice, &world, id, 2);
    assert_int_equal(counterpart_lines(&server, "[\"drop@example.org\"]"), before + 2);
    assert_string_equal(notice.payload, MAIL);
    notice_done(&notice);
    close_world(&world);
}

static void line_breaks_in_an_address_do_not_reach_the_server(void **state)
{
    (void)state;
    static const char *const addresses[] = {
        "a@example.org>\r\nRCPT TO:<evil@example.org",
        "a@example.org\nDATA",
        "a@example.org\r",
        "a\t@example.org",
        "<a@example.org>",
    };
    struct world world;

    open_world(&world, PLAIN);
    for (size_t i = 0; i < ARRAY_LEN(addresses); i++)
        world_expect(&world, queue_mail(&world, addresses[i]), NOTICE_DEAD,
                     "the receiver has no mail address");
    free(world.conf.from);
    world.conf.from = mem_strdup("a@example.org\r\nRCPT TO:<evil@example.org");
    world_expect(&world, queue_mail(&world, "plain@example.org"), NOTICE_FAILED,
                 "[mail] from is no mail address");
    assert_int_equal(counterpart_lines(&server, "evil"), 0);
    close_world(&world);
}

static void a_receiver_that_left_the_configuration_is_dead(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, PLAIN);
    world_expect(&world, world_queue(&world, "bob", "email", "bob@example.org", MAIL),
                 NOTICE_DEAD, "no receiver of this name is configured");
    world_expect(&world, world_queue(&world, "peer", "slack", NULL, "{}"), NOTICE_DEAD,
                 "written for slack, and the receiver now has email");
    close_world(&world);
}

/* -- TLS and logins -------------------------------------------------------------- */

static void starttls_and_a_password_work(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, STARTTLS);
    world.conf.ca_file = server.certificate;
    world.conf.user = (char[]){"jalon"};
    world.conf.password_file = world_file(&world, "password", "pässword\n");
    world_expect(&world, queue_mail(&world, "password@example.org"), NOTICE_SENT, "250");
    assert_int_equal(counterpart_lines(&server, "\"tls\": true, \"login\": "), 1);
    free(world.conf.password_file);
    close_world(&world);
}

static void a_wrong_password_is_a_refusal_like_any_other(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, STARTTLS);
    world.conf.ca_file = server.certificate;
    world.conf.user = (char[]){"jalon"};
    world.conf.password_file = world_file(&world, "password", "wrong\n");
    world_expect(&world, queue_mail(&world, "password@example.org"), NOTICE_DEAD, "535");
    free(world.conf.password_file);
    close_world(&world);
}

static void an_expired_oauth_token_is_read_anew_at_each_try(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, STARTTLS);
    world.conf.ca_file = server.certificate;
    world.conf.user = (char[]){"jalon"};
    world.conf.oauth_token_file = world_file(&world, "token", "expired");
    world_expect(&world, queue_mail(&world, "token@example.org"), NOTICE_FAILED, "535");
    free(world_file(&world, "token", "ya29.token"));
    world_expect(&world, queue_mail(&world, "token@example.org"), NOTICE_SENT, "250");
    assert_int_equal(counterpart_lines(&server, "\"login\": \"XOAUTH2\""), 1);
    free(world.conf.oauth_token_file);
    close_world(&world);
}

static void nothing_is_said_without_the_tls_that_was_asked_for(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, NO_STARTTLS);
    world.conf.ca_file = server.certificate;
    world.conf.user = (char[]){"jalon"};
    world.conf.password_file = world_file(&world, "password", "pässword");
    world_expect(&world, queue_mail(&world, "naked@example.org"), NOTICE_FAILED,
                 "nothing was sent, [mail] needs to be looked at: STARTTLS not");
    world.conf.tls = MAIL_TLS_OFF;
    world_expect(&world, queue_mail(&world, "off@example.org"), NOTICE_SENT, "250");
    assert_int_equal(counterpart_lines(&server, "naked@example.org"), 0);
    free(world.conf.password_file);
    close_world(&world);
}

static void a_stranger_with_a_certificate_of_his_own_gets_nothing(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, STARTTLS);
    world.conf.ca_file = (char[]){"/etc/ssl/certs/ca-certificates.crt"};
    world_expect(&world, queue_mail(&world, "stranger@example.org"), NOTICE_FAILED,
                 "nothing was sent, [mail] needs to be looked at: SSL certificate");
    assert_int_equal(counterpart_lines(&server, "stranger@example.org"), 0);
    close_world(&world);
}

static void a_password_that_cannot_be_read_is_said(void **state)
{
    (void)state;
    struct world world;

    open_world(&world, PLAIN);
    world.conf.user = (char[]){"jalon"};
    world.conf.password_file = (char[]){"/nowhere/password"};
    world_expect(&world, queue_mail(&world, "plain@example.org"), NOTICE_FAILED,
                 "cannot read /nowhere/password");
    assert_int_equal(world.dead_count, 0);
    close_world(&world);
}

/* -- Maildir --------------------------------------------------------------------- */

static void a_maildir_is_made_and_a_second_try_writes_over_the_first(void **state)
{
    (void)state;
    struct world world;
    struct notice notice;
    struct buf path = {0};
    struct buf mail = {0};
    struct err err = {0};

    open_world(&world, PLAIN);
    buf_addf(&path, "maildir:%s/a/mail", world.folder);
    free(world.conf.transport);
    world.conf.transport = buf_take(&path);
    int64_t id = world_queue(&world, "peer", "email", "alice@example.org", MAIL);
    world_run(&notice, &world, id, 1);
    assert_int_equal(notice.state, NOTICE_SENT);
    assert_non_null(strstr(notice.answer, "new/"));
    buf_addf(&path, "%s/a/mail/%s", world.folder, strstr(notice.answer, "new/"));
    notice_done(&notice);
    if (file_read(&mail, buf_text(&path), 4096, &err) != 0)
        fail_msg("%s", err.text);
    assert_string_equal(buf_text(&mail),
                        "From: Jalon <jalon@example.org>\nMessage-ID: "
                        "<once@courier.test>\n\nBonjour.\n..\nA demain.\n");
    buf_done(&mail);
    buf_done(&path);
    close_world(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mail_arrives_as_it_was_written),
        cmocka_unit_test(a_configured_receiver_is_reached_at_its_present_address),
        cmocka_unit_test(the_connections_are_kept_for_many_mails),
        cmocka_unit_test(each_refusal_has_its_consequence),
        cmocka_unit_test(a_refused_mail_does_not_stop_the_loop),
        cmocka_unit_test(what_was_taken_but_not_confirmed_comes_again_unchanged),
        cmocka_unit_test(line_breaks_in_an_address_do_not_reach_the_server),
        cmocka_unit_test(a_receiver_that_left_the_configuration_is_dead),
        cmocka_unit_test(starttls_and_a_password_work),
        cmocka_unit_test(a_wrong_password_is_a_refusal_like_any_other),
        cmocka_unit_test(an_expired_oauth_token_is_read_anew_at_each_try),
        cmocka_unit_test(nothing_is_said_without_the_tls_that_was_asked_for),
        cmocka_unit_test(a_stranger_with_a_certificate_of_his_own_gets_nothing),
        cmocka_unit_test(a_password_that_cannot_be_read_is_said),
        cmocka_unit_test(a_maildir_is_made_and_a_second_try_writes_over_the_first),
    };

    return cmocka_run_group_tests_name("courier/mail", tests, start_server, stop_server);
}
