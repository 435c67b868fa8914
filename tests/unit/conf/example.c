/* Unit: jalon/conf/conf.h: the files in config/ */
#include "jalon/conf/conf.h"

#include <stdio.h>
#include <unistd.h>

#include "jalon/sys/file.h"
#include "support/test.h"

static struct conf *load_file(const char *path)
{
    struct conf *conf = NULL;
    struct buf errors = {0};

    int rc = conf_load(&conf, path, LANG_EN, &errors);
    assert_string_equal(buf_text(&errors), "");
    assert_int_equal(rc, 0);
    return conf;
}

static void expect_same_ladder(const struct ladder *a, const struct ladder *b)
{
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        assert_int_equal(a->steps[i].base, b->steps[i].base);
        assert_int_equal(a->steps[i].days, b->steps[i].days);
    }
}

/* -- conf_example ---------------------------------------------------------------- */

static void the_shipped_file_is_the_one_of_the_schema(void **state)
{
    (void)state;
    struct buf example = {0}, shipped = {0};
    struct err err = {0};

    conf_example(&example);
    assert_int_equal(
        file_read(&shipped, SOURCE_ROOT "/config/jalon.conf", 1U << 20, &err), 0);
    assert_string_equal(buf_text(&shipped), buf_text(&example));
    buf_done(&example);
    buf_done(&shipped);
}

static void the_shipped_file_says_what_holds_without_it(void **state)
{
    (void)state;
    struct conf *with = load_file(SOURCE_ROOT "/config/jalon.conf");
    struct conf *without = load_file(NULL);

    assert_string_equal(with->timezone, without->timezone);
    assert_string_equal(with->database, without->database);
    assert_string_equal(with->listen, without->listen);
    assert_int_equal(with->send_at, without->send_at);
    assert_int_equal(with->lang, without->lang);
    assert_int_equal(with->tls, without->tls);
    assert_int_equal(with->receiver_count, 0);
    for (size_t kind = 0; kind < MILESTONE_KIND_COUNT; kind++)
        expect_same_ladder(&with->ladders[kind], &without->ladders[kind]);
    conf_free(with);
    conf_free(without);
}

/* Adds to OUT the example as it is when all that is commented out, is not. */
static void add_uncommented(struct buf *out, const char *example)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";

    while (*example) {
        const char *line = example;
        size_t length = strcspn(line, "\n");
        example += length + 1;
        if (strncmp(line, "; ", 2) == 0) {
            const char *behind = line + 2 + strspn(line + 2, letters);
            bool is_key = behind > line + 2 && strncmp(behind, " =", 2) == 0;
            size_t mark = is_key || line[2] == '[' ? 2 : 0;
            line += mark;
            length -= mark;
        }
        buf_add_bytes(out, line, length);
        buf_add_char(out, '\n');
    }
}

/* Whether ERROR is one that sound values may give when they are all there at once. */
static bool is_about_the_whole(const char *error)
{
    static const char *const parts[] = {
        "there is no receiver", "one of the two",          "not both",
        "stands already at",    "cannot read /etc/jalon/",
    };

    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (strstr(error, parts[i]))
            return true;
    return false;
}

static void what_is_commented_out_is_of_the_form_too(void **state)
{
    (void)state;
    char path[] = "/tmp/jalon-example.XXXXXX";
    struct buf example = {0}, text = {0}, errors = {0};
    struct conf *conf = NULL;
    struct err err = {0};
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    (void)close(fd);
    conf_example(&example);
    add_uncommented(&text, buf_text(&example));
    assert_int_equal(file_write(path, text.data, text.length, 0600, &err), 0);
    assert_int_equal(conf_load(&conf, path, LANG_EN, &errors), -1);
    char *rest = errors.data;
    for (char *line = strtok_r(rest, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest))
        if (!is_about_the_whole(line))
            fail_msg("%s", line);
    assert_int_equal(remove(path), 0);
    buf_done(&example);
    buf_done(&text);
    buf_done(&errors);
}

static void the_demonstration_is_sound(void **state)
{
    (void)state;
    struct conf *conf = load_file(SOURCE_ROOT "/config/demo.conf");

    assert_null(conf->warnings);
    assert_true(conf->route_count > 0);
    assert_true(conf->rehearsal);
    conf_free(conf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shipped_file_is_the_one_of_the_schema),
        cmocka_unit_test(the_shipped_file_says_what_holds_without_it),
        cmocka_unit_test(what_is_commented_out_is_of_the_form_too),
        cmocka_unit_test(the_demonstration_is_sound),
    };

    return cmocka_run_group_tests_name("conf/example", tests, NULL, NULL);
}
