/*
 * fixture.h - a folder with a configuration in it.
 */
#ifndef JALON_TESTS_CONF_FIXTURE_H
#define JALON_TESTS_CONF_FIXTURE_H

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jalon/conf/conf.h"
#include "jalon/sys/file.h"
#include "support/test.h"

#define MAIL "[mail]\ntransport = maildir:mail\nfrom = jalon@example.org\n"

/* What the tests write, all of it relative to the folder. */
static const char *const fixture_files[] = {
    "jalon.conf",     "conf.d/10-a.conf", "conf.d/20-b.conf", "conf.d/.c.conf",
    "conf.d/d.conf~", "rules.ini",        "conf.d",           "secret",
};

static int enter_folder(void **state)
{
    static char folder[] = "/tmp/jalon-conf.XXXXXX";

    *state = folder;
    return mkdtemp(folder) && chdir(folder) == 0 && mkdir("conf.d", 0700) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
    for (size_t i = 0; i < ARRAY_LEN(fixture_files); i++)
        (void)remove(fixture_files[i]);
    return chdir("/") == 0 && rmdir(*state) == 0 ? 0 : -1;
}

static void write_file(const char *path, const char *text)
{
    struct err err = {0};

    assert_int_equal(file_write(path, text, strlen(text), 0600, &err), 0);
}

/* The configuration that TEXT gives, for conf_free(). */
static struct conf *load(const char *text)
{
    struct conf *conf = NULL;
    struct buf errors = {0};

    write_file("jalon.conf", text);
    int rc = conf_load(&conf, "jalon.conf", LANG_EN, &errors);
    assert_string_equal(buf_text(&errors), "");
    assert_int_equal(rc, 0);
    buf_done(&errors);
    return conf;
}

/* TEXT is refused with the lines WANT, each without "jalon.conf:". */
static void expect_errors(const char *text, const char *want)
{
    struct conf *conf = NULL;
    struct buf errors = {0}, lines = {0};

    write_file("jalon.conf", text);
    assert_int_equal(conf_load(&conf, "jalon.conf", LANG_EN, &errors), -1);
    assert_null(conf);
    for (const char *at = buf_text(&errors); *at; at++) {
        size_t prefix = strlen("jalon.conf:");
        bool starts = at == errors.data || at[-1] == '\n';
        at += starts && strncmp(at, "jalon.conf:", prefix) == 0 ? prefix : 0;
        buf_add_char(&lines, *at);
    }
    assert_string_equal(buf_text(&lines), want);
    buf_done(&lines);
    buf_done(&errors);
}

#endif /* JALON_TESTS_CONF_FIXTURE_H */
