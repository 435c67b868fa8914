/* Unit: jalon/engine/engine.h - a test message */
#include "jalon/base/text.h"
#include "jalon/engine/engine.h"
#include "support/engine.h"

#define CONF                                                                             \
    "[mail]\ntransport = maildir:unused\nfrom = Jalon <jalon@example.org>\n"             \
    "[receiver \"alice\"]\nemail = alice@example.org\n"                                  \
    "[receiver \"hook\"]\nwebhook = https://hooks.example.org/1\n"

static struct fixture f;

static int close_fixture(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

/* -- engine_test ----------------------------------------------------------------- */

static void expect_test(const char *receiver, const char *id_start, const char *words)
{
    struct buf message = {0}, id = {0};

    engine_test(&message, &id, f.engine, conf_receiver(f.conf, receiver), "asked for",
                f.now);
    assert_true(text_starts(buf_text(&id), id_start));
    assert_non_null(strstr(buf_text(&message), words));
    buf_done(&message);
    buf_done(&id);
}

static void a_test_is_written_for_its_receiver(void **state)
{
    (void)state;
    fixture_open(&f, CONF, "2025-05-14T12:00:00+02:00");
    expect_test("alice", "<test.", "To: alice@example.org\r\n");
    expect_test("hook", "test_", "\"type\":\"jalon.test\"");
}

static void a_test_of_a_rehearsal_says_so(void **state)
{
    (void)state;
    fixture_open(&f, CONF, "2025-05-14T12:00:00+02:00");
    engine_close(f.engine);
    must(engine_open(&f.engine, f.store, f.conf, true, &f.err), &f.err);
    expect_test("alice", "<test.", "pas_un_vrai_rappel");
    expect_test("hook", "test_", "\"rehearsal\":true");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_test_is_written_for_its_receiver, close_fixture),
        cmocka_unit_test_teardown(a_test_of_a_rehearsal_says_so, close_fixture),
    };

    return cmocka_run_group_tests_name("engine/words", tests, NULL, NULL);
}
