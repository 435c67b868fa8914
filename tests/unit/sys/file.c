/* Unit: jalon/sys/file.h */
#include "jalon/sys/file.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jalon/base/text.h"
#include "support/test.h"

/* A folder of its own, in which a test works. */
static int enter_folder(void **state)
{
    static char folder[] = "/tmp/jalon-file.XXXXXX";

    *state = folder;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
    static const char *const left[] = {"f", "secret", "bpf"};

    for (size_t i = 0; i < ARRAY_LEN(left); i++)
        (void)remove(left[i]);
    return chdir("/") == 0 && rmdir(*state) == 0 ? 0 : -1;
}

static void write_file(const char *path, const char *text, unsigned mode)
{
    struct err err = {0};

    assert_int_equal(file_write(path, text, strlen(text), mode, &err), 0);
}

/* -- file_read ------------------------------------------------------------------- */

static void a_file_is_read_behind_what_was_there(void **state)
{
    (void)state;
    struct buf out = {0};
    struct err err = {0};

    write_file("f", "two", 0644);
    buf_add(&out, "one ");
    assert_int_equal(file_read(&out, "f", 3, &err), 0);
    assert_string_equal(buf_text(&out), "one two");
    buf_done(&out);
}

static void what_cannot_be_read_says_why(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        enum err_code code;
        const char *want;
    } rows[] = {
        {"nowhere", ERR_NOT_FOUND, "cannot read nowhere: there is no such file"       },
        {"/tmp",    ERR_IO,        "cannot read /tmp: it is a directory"              },
        {"f/x",     ERR_IO,        "cannot read f/x: part of the path is no directory"},
        {"f",       ERR_INVALID,   "f is longer than 2 bytes"                         },
    };
    struct buf out = {0};

    write_file("f", "two", 0644);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct err err = {0};
        assert_int_equal(file_read(&out, rows[i].path, 2, &err), -1);
        assert_int_equal(err.code, rows[i].code);
        assert_string_equal(err.text, rows[i].want);
        assert_int_equal(out.length, 0);
    }
}

static void a_reason_is_given_in_french(void **state)
{
    (void)state;
    struct err err = {.lang = LANG_FR};
    struct buf out = {0};

    assert_int_equal(file_read(&out, "nowhere", 2, &err), -1);
    assert_string_equal(err.text,
                        "impossible de lire nowhere\u00a0: ce fichier n’existe pas");
}

/* -- file_read_secret ------------------------------------------------------------ */

static void a_secret_is_the_first_line(void **state)
{
    (void)state;
    static const char *const rows[] = {"s e", "s e\n", "s e\r\n", "s e\nmore\n"};

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};
        struct err err = {0};
        write_file("secret", rows[i], 0600);
        assert_int_equal(file_read_secret(&out, "secret", &err), 0);
        assert_string_equal(buf_text(&out), "s e");
        buf_done(&out);
    }
}

static void a_secret_is_read_whoever_else_may(void **state)
{
    (void)state;
    static const struct {
        unsigned mode;
        bool exposed;
    } rows[] = {
        {0400, false},
        {0600, false},
        {0640, false},
        {0660, false},
        {0604, true },
        {0602, true },
        {0644, true },
        {0777, true },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};
        struct err err = {0};
        write_file("secret", "s", rows[i].mode);
        assert_int_equal(file_read_secret(&out, "secret", &err), 0);
        assert_string_equal(buf_text(&out), "s");
        assert_int_equal(file_is_exposed("secret"), rows[i].exposed);
        buf_done(&out);
    }
    assert_false(file_is_exposed("nothing"));
}

static void an_empty_secret_is_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {"", "\n", "\nsecond"};

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};
        struct err err = {0};
        write_file("secret", rows[i], 0600);
        assert_int_equal(file_read_secret(&out, "secret", &err), -1);
        assert_int_equal(err.code, ERR_INVALID);
    }
}

static void a_credential_lies_in_the_folder_that_systemd_gives(void **state)
{
    struct buf out = {0};
    struct err err = {0};

    /* systemd lets the service read it by an ACL, which shows as the group's right. */
    write_file("secret", "s\n", 0440);
    assert_int_equal(setenv("CREDENTIALS_DIRECTORY", *state, 1), 0);
    assert_int_equal(file_read_secret(&out, "%d/secret", &err), 0);
    assert_string_equal(buf_text(&out), "s");
    assert_int_equal(unsetenv("CREDENTIALS_DIRECTORY"), 0);
    assert_int_equal(file_read_secret(&out, "%d/secret", &err), -1);
    assert_int_equal(err.code, ERR_NOT_FOUND);
    buf_done(&out);
}

static void a_private_file_is_read_whole(void **state)
{
    (void)state;
    struct buf out = {0};
    struct err err = {0};

    write_file("secret", "one\ntwo\n", 0400);
    assert_int_equal(file_read_private(&out, "secret", &err), 0);
    assert_string_equal(buf_text(&out), "one\ntwo\n");
    buf_done(&out);
}

/* -- file_write ------------------------------------------------------------------ */

static void a_file_is_replaced_with_its_mode(void **state)
{
    (void)state;
    struct buf out = {0};
    struct err err = {0};
    struct stat status;

    write_file("f", "a longer text", 0644);
    write_file("f", "short", 0600);
    assert_int_equal(file_read(&out, "f", 100, &err), 0);
    assert_string_equal(buf_text(&out), "short");
    assert_int_equal(stat("f", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    buf_done(&out);
}

/* leave_folder() fails where a temporary file is left behind. */
static void what_cannot_be_written_leaves_nothing(void **state)
{
    (void)state;
    struct err err = {0};

    assert_int_equal(file_write("nowhere/f", "x", 1, 0600, &err), -1);
    assert_int_equal(err.code, ERR_IO);
    assert_int_equal(mkdir("bpf", 0700), 0);
    assert_int_equal(file_write("bpf", "x", 1, 0600, &err), -1);
    assert_int_equal(remove("bpf"), 0);
}

/* -- file_read_shipped ----------------------------------------------------------- */

static void the_shipped_files_are_those_of_the_sources(void **state)
{
    (void)state;
    static const char *const names[] = {"rules/qualiopi.ini", "jours_feries.csv"};

    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct buf shipped = {0}, source = {0}, path = {0};
        struct err err = {0};
        const char *from = NULL;
        buf_addf(&path, SOURCE_ROOT "/config/%s", names[i]);
        assert_int_equal(file_read(&source, buf_text(&path), 1U << 24, &err), 0);
        assert_int_equal(file_read_shipped(&shipped, names[i], &from, &err), 0);
        assert_non_null(strstr(from, names[i]));
        if (text_equal(from, names[i]))
            assert_string_equal(buf_text(&shipped), buf_text(&source));
        buf_done(&shipped);
        buf_done(&source);
        buf_done(&path);
    }
}

static void nothing_else_is_shipped(void **state)
{
    (void)state;
    struct buf out = {0};
    struct err err = {0};

    assert_int_equal(file_read_shipped(&out, "jalon.conf", NULL, &err), -1);
    assert_int_equal(err.code, ERR_NOT_FOUND);
}

/* -- file_environment ------------------------------------------------------------ */

static void an_empty_variable_is_as_good_as_none(void **state)
{
    (void)state;
    assert_int_equal(setenv("JALON_TEST", "", 1), 0);
    assert_null(file_environment("JALON_TEST"));
    assert_int_equal(setenv("JALON_TEST", "x", 1), 0);
    assert_string_equal(file_environment("JALON_TEST"), "x");
    assert_int_equal(unsetenv("JALON_TEST"), 0);
    assert_null(file_environment("JALON_TEST"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_read_behind_what_was_there),
        cmocka_unit_test(what_cannot_be_read_says_why),
        cmocka_unit_test(a_reason_is_given_in_french),
        cmocka_unit_test(a_secret_is_the_first_line),
        cmocka_unit_test(a_secret_is_read_whoever_else_may),
        cmocka_unit_test(an_empty_secret_is_refused),
        cmocka_unit_test(a_credential_lies_in_the_folder_that_systemd_gives),
        cmocka_unit_test(a_private_file_is_read_whole),
        cmocka_unit_test(a_file_is_replaced_with_its_mode),
        cmocka_unit_test(what_cannot_be_written_leaves_nothing),
        cmocka_unit_test(the_shipped_files_are_those_of_the_sources),
        cmocka_unit_test(nothing_else_is_shipped),
        cmocka_unit_test(an_empty_variable_is_as_good_as_none),
    };

    return cmocka_run_group_tests_name("sys/file", tests, enter_folder, leave_folder);
}
