/* Unit: jalon/sys/log.h */
#define _GNU_SOURCE /* O_DIRECT */
#include "jalon/sys/log.h"

#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
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

/* -- standard error -------------------------------------------------------------- */

struct capture {
    int pipe_ends[2];
    int saved; /* standard error */
};

static void capture_start(struct capture *capture)
{
    log_set_sink(NULL, NULL);
    capture->saved = dup(STDERR_FILENO);
    assert_int_equal(pipe(capture->pipe_ends), 0);
    assert_int_equal(fcntl(capture->pipe_ends[0], F_SETFL, O_NONBLOCK), 0);
    assert_true(dup2(capture->pipe_ends[1], STDERR_FILENO) >= 0);
}

static void capture_stop(const struct capture *capture)
{
    assert_true(dup2(capture->saved, STDERR_FILENO) >= 0);
    (void)close(capture->saved);
    (void)close(capture->pipe_ends[0]);
    (void)close(capture->pipe_ends[1]);
}

/* What came since it was last asked. */
static const char *captured(const struct capture *capture)
{
    static char text[128];
    ssize_t length = read(capture->pipe_ends[0], text, sizeof(text) - 1);

    text[length > 0 ? length : 0] = '\0';
    return text;
}

static void standard_error_gets_the_journals_priority(void **state)
{
    struct capture capture;
    char text[128];

    (void)state;
    capture_start(&capture);
    log_warning("mail receiver=%s", "alice");
    (void)snprintf(text, sizeof(text), "%s", captured(&capture));
    capture_stop(&capture);
    assert_string_equal(text, "<4>mail receiver=alice\n");
}

static void gathered_lines_come_together_and_in_order(void **state)
{
    struct capture capture;
    char before[128], after[128];

    (void)state;
    capture_start(&capture);
    log_gather();
    log_info("first");
    log_error("second");
    (void)snprintf(before, sizeof(before), "%s", captured(&capture));
    log_release();
    log_info("third");
    (void)snprintf(after, sizeof(after), "%s", captured(&capture));
    capture_stop(&capture);
    assert_string_equal(before, "");
    assert_string_equal(after, "<6>first\n<3>second\n<6>third\n");
}

static void many_gathered_lines_do_not_wait(void **state)
{
    struct capture capture;

    (void)state;
    capture_start(&capture);
    log_gather();
    for (size_t i = 0; i < 1000; i++)
        log_info("delivered");
    bool came = *captured(&capture);
    log_release();
    capture_stop(&capture);
    assert_true(came);
}

static void gathered_lines_are_not_torn_apart(void **state)
{
    static char packet[PIPE_BUF];
    struct capture capture;
    ssize_t length;
    size_t lines = 0;

    (void)state;
    capture_start(&capture);
    /* What is written at once is read at once, up to what a pipe keeps together. */
    assert_int_equal(fcntl(capture.pipe_ends[1], F_SETFL, O_DIRECT), 0);
    log_gather();
    for (size_t i = 0; i < 1000; i++)
        log_info("delivered notice=%zu", i);
    log_release();
    while ((length = read(capture.pipe_ends[0], packet, sizeof(packet))) > 0) {
        if (packet[length - 1] != '\n')
            break;
        for (ssize_t i = 0; i < length; i++)
            lines += packet[i] == '\n';
    }
    capture_stop(&capture);
    assert_int_equal(lines, 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_above_the_level_are_dropped, start, stop),
        cmocka_unit_test_setup_teardown(one_call_is_one_line, start, stop),
        cmocka_unit_test_setup_teardown(a_long_line_is_cut_and_not_lost, start, stop),
        cmocka_unit_test_setup_teardown(standard_error_gets_the_journals_priority, start,
                                        stop),
        cmocka_unit_test_setup_teardown(gathered_lines_come_together_and_in_order, start,
                                        stop),
        cmocka_unit_test_setup_teardown(many_gathered_lines_do_not_wait, start, stop),
        cmocka_unit_test_setup_teardown(gathered_lines_are_not_torn_apart, start, stop),
    };

    return cmocka_run_group_tests_name("sys/log", tests, NULL, NULL);
}
