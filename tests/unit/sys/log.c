/* Unit: jalon/sys/log.h */
#include "jalon/sys/log.h"

#include <stdio.h>
#include <unistd.h>

#include "jalon/base/buf.h"
#include "support/test.h"

static void note(void *context, enum log_level level, const char *line)
{
    buf_addf(context, "%d %s\n", (int)level, line);
}

static int start(void **state)
{
    static struct buf seen;

    buf_clear(&seen);
    log_set_level(LOG_LEVEL_INFO);
    log_set_sink(note, &seen);
    *state = &seen;
    return 0;
}

static int stop(void **state)
{
    log_set_sink(NULL, NULL);
    buf_done(*state);
    return 0;
}

static void say_all(void)
{
    log_error("e");
    log_warning("w");
    log_notice("n");
    log_info("i");
    log_debug("d");
}

/* -- levels ---------------------------------------------------------------------- */

static void lines_above_the_level_are_dropped(void **state)
{
    static const struct {
        enum log_level level;
        const char *want;
    } rows[] = {
        {LOG_LEVEL_ERROR,   "3 e\n"                    },
        {LOG_LEVEL_WARNING, "3 e\n4 w\n"               },
        {LOG_LEVEL_INFO,    "3 e\n4 w\n5 n\n6 i\n"     },
        {LOG_LEVEL_DEBUG,   "3 e\n4 w\n5 n\n6 i\n7 d\n"},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        buf_clear(*state);
        log_set_level(rows[i].level);
        say_all();
        assert_string_equal(buf_text(*state), rows[i].want);
    }
}

/* -- lines ----------------------------------------------------------------------- */

static void one_call_is_one_line(void **state)
{
    log_info("imported \"%s\"", "A\n<3>forged\r\x1b[31m\x7f\tB é");
    assert_string_equal(buf_text(*state), "6 imported \"A\\x0a<3>forged\\x0d\\x1b[31m"
                                          "\\x7f\\x09B é\"\n");
}

static void a_long_line_is_cut_and_not_lost(void **state)
{
    char long_name[5000];

    memset(long_name, 'x', sizeof(long_name) - 1);
    long_name[sizeof(long_name) - 1] = '\0';
    log_info("%s", long_name);
    assert_true(((struct buf *)*state)->length > 1000);
}

static void standard_error_gets_the_journals_priority(void **state)
{
    char text[64] = "";
    int pipe_ends[2];
    int saved = dup(STDERR_FILENO);

    (void)state;
    log_set_sink(NULL, NULL);
    assert_int_equal(pipe(pipe_ends), 0);
    assert_true(dup2(pipe_ends[1], STDERR_FILENO) >= 0);
    log_warning("mail receiver=%s", "alice");
    assert_true(dup2(saved, STDERR_FILENO) >= 0);
    assert_true(read(pipe_ends[0], text, sizeof(text) - 1) > 0);
    assert_string_equal(text, "<4>mail receiver=alice\n");
    (void)close(saved);
    (void)close(pipe_ends[0]);
    (void)close(pipe_ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_above_the_level_are_dropped, start, stop),
        cmocka_unit_test_setup_teardown(one_call_is_one_line, start, stop),
        cmocka_unit_test_setup_teardown(a_long_line_is_cut_and_not_lost, start, stop),
        cmocka_unit_test_setup_teardown(standard_error_gets_the_journals_priority, start,
                                        stop),
    };

    return cmocka_run_group_tests_name("sys/log", tests, NULL, NULL);
}
