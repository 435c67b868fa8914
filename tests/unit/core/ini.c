/* Unit: jalon/core/ini.h */
#include "jalon/core/ini.h"

#include "jalon/base/buf.h"
#include "support/test.h"

/* What a callback saw, one line each: "3 receiver|alice email=a@b" or "4 ! what". */
static void note_line(void *context, const struct ini_line *line)
{
    if (line->key)
        buf_addf(context, "%d %s|%s %s=%s\n", line->line, line->section, line->name,
                 line->key, line->value);
    else
        buf_addf(context, "%d ! %s\n", line->line, line->value);
}

static void note_section(void *context, const struct ini_line *line)
{
    buf_addf(context, "%d [%s|%s]\n", line->line, line->section, line->name);
}

static void note_section_line(void *context, const struct ini_line *line)
{
    buf_addf(context, "%d of %d\n", line->line, line->section_line);
}

static void expect_bytes(const char *text, size_t length, const char *want)
{
    struct buf seen = {0};

    ini_read(text, length, "f", note_line, &seen);
    assert_string_equal(buf_text(&seen), want);
    buf_done(&seen);
}

static void expect_lines(const char *text, const char *want)
{
    expect_bytes(text, strlen(text), want);
}

/* COUNT times LETTER behind "[s]\nk = ". */
static void expect_long_value(size_t count, const char *want)
{
    struct buf text = {0};

    buf_add(&text, "[s]\nk = ");
    for (size_t i = 0; i < count; i++)
        buf_add_char(&text, 'x');
    buf_add(&text, "\nl = 1\n");
    struct buf seen = {0};
    ini_read(buf_text(&text), text.length, "f", note_line, &seen);
    if (want)
        assert_string_equal(buf_text(&seen), want);
    else
        assert_int_equal(seen.length, strlen("2 s| k=\n3 s| l=1\n") + count);
    buf_done(&seen);
    buf_done(&text);
}

/* -- ini_read -------------------------------------------------------------------- */

static void keys_come_with_their_section_and_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"",                            ""                    },
        {"[a]\n",                       ""                    },
        {"[a]\nk = v\n",                "2 a| k=v\n"          },
        {"[a]\nk=v",                    "2 a| k=v\n"          },
        {"[a \"n m\"]\n\nk = v w\n",    "3 a|n m k=v w\n"     },
        {"[ a \"é\" ] ; why\nk = v\n", "2 a|é k=v\n"        },
        {"[a]\nk = v\n[b]\nl = w\n",    "2 a| k=v\n4 b| l=w\n"},
        {"[a]\r\nk = v\r\n",            "2 a| k=v\n"          },
        {"\xEF\xBB\xBF[a]\nk = v\n",    "2 a| k=v\n"          },
        {"[a]\nk =\n",                  "2 a| k=\n"           },
        {"[a]\nk = \"v\"\n",            "2 a| k=\"v\"\n"      },
        {"[a]\nk = v = w\n",            "2 a| k=v = w\n"      },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        expect_lines(rows[i].text, rows[i].want);
}

static void comments_are_no_values(void **state)
{
    (void)state;
    expect_lines("; c\n# c\n[a]\n  ; c\nk = v ; c\nl = v;w\nm = v # w\nn = ; c\n",
                 "5 a| k=v\n6 a| l=v;w\n7 a| m=v # w\n8 a| n=\n");
}

static void an_indented_line_is_a_line_of_its_own(void **state)
{
    (void)state;
    expect_lines("[a]\nk = v\n  l = w\n\tmore\n",
                 "2 a| k=v\n3 a| l=w\n4 ! this line is no \"key = value\"\n");
}

static void what_is_malformed_is_reported_and_reading_goes_on(void **state)
{
    (void)state;
    static const char malformed[] =
        "1 ! malformed section: write it as [kind] or [kind \"name\"]\n";
    static const char *const sections[] = {
        "[",    "[]",       "[a",          "[a b]",      "[a \"b]",  "[\"b\"]",
        "[a]b", "[a \"\"]", "[a \"b\" c]", "[a \"b\"]]", "[a]] ; c",
    };
    struct buf text = {0};

    for (size_t i = 0; i < ARRAY_LEN(sections); i++) {
        buf_addf(&text, "%s\nskipped = 1\nskipped\n", sections[i]);
        expect_lines(buf_text(&text), malformed);
        buf_clear(&text);
    }
    buf_done(&text);
    expect_lines("[a\nk = v\n[b]\nl = w\n",
                 "1 ! malformed section: write it as [kind] or [kind \"name\"]\n"
                 "4 b| l=w\n");
    expect_lines("[a]\nword\n= v\nk = v\n", "2 ! this line is no \"key = value\"\n"
                                            "3 ! this line is no \"key = value\"\n"
                                            "4 a| k=v\n");
    expect_lines("k = v\n[a]\n", "1 ! this line stands before any section\n");
    expect_lines("[a]\nlast", "2 ! this line is no \"key = value\"\n");
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    (void)state;
    static const char nul[] = "[a]\nk = v\0w\nl = 1\n";

    expect_bytes(nul, sizeof(nul) - 1, "2 ! this line holds a NUL byte\n3 a| l=1\n");
    expect_lines("[a]\nk = \xE9t\xE9\nl = 1\n", "2 ! this line is not UTF-8\n3 a| l=1\n");
}

static void a_long_line_is_whole_or_refused(void **state)
{
    (void)state;
    expect_long_value(200, NULL);
    expect_long_value(2048, NULL);
    expect_long_value(4090, NULL);
    expect_long_value(4091, "2 ! this line is too long\n3 s| l=1\n");
    expect_long_value(100000, "2 ! this line is too long\n3 s| l=1\n");
}

static void two_sections_of_one_name_are_told_apart(void **state)
{
    static const char text[] = "[a \"b\"]\nk = 1\n[a \"b\"]\nk = 2\n";
    struct buf seen = {0};

    (void)state;
    ini_read(text, strlen(text), "f", note_section_line, &seen);
    assert_string_equal(buf_text(&seen), "2 of 1\n4 of 3\n");
    buf_done(&seen);
}

/* -- ini_read_sections ----------------------------------------------------------- */

static void sections_come_before_their_keys_and_also_without_any(void **state)
{
    static const char text[] = "[a]\n[b \"n\"]\nk = v\n[c\n";
    struct buf seen = {0};

    (void)state;
    ini_read_sections(text, strlen(text), "f", note_section, note_line, &seen);
    assert_string_equal(buf_text(&seen),
                        "1 [a|]\n2 [b|n]\n3 b|n k=v\n"
                        "4 ! malformed section: write it as [kind] or [kind \"name\"]\n");
    buf_done(&seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_come_with_their_section_and_line),
        cmocka_unit_test(comments_are_no_values),
        cmocka_unit_test(an_indented_line_is_a_line_of_its_own),
        cmocka_unit_test(what_is_malformed_is_reported_and_reading_goes_on),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(a_long_line_is_whole_or_refused),
        cmocka_unit_test(two_sections_of_one_name_are_told_apart),
        cmocka_unit_test(sections_come_before_their_keys_and_also_without_any),
    };

    return cmocka_run_group_tests_name("core/ini", tests, NULL, NULL);
}
