/* Unit: jalon/core/csv.h */
#include "jalon/core/csv.h"

#include "support/test.h"

/* The records of LENGTH bytes at TEXT as "line: a|b" with a newline after each; an error
 * as "line: ! what". */
static char *records(const char *text, size_t length)
{
    struct csv_reader reader;
    struct csv_record record = {0};
    struct buf out = {0};
    int found;

    csv_open(&reader, text, length);
    for (;;) {
        struct err err = {0};
        found = csv_next(&reader, &record, &err);
        if (found == 0)
            break;
        buf_addf(&out, "%d: %s", record.line, found < 0 ? "! " : "");
        if (found < 0)
            buf_add(&out, err.text);
        for (size_t i = 0; found > 0 && i < record.count; i++)
            buf_addf(&out, "%s%s", i ? "|" : "", record.fields[i]);
        buf_add(&out, "\n");
    }
    csv_record_done(&record);
    return buf_take(&out);
}

/* -- csv_next -------------------------------------------------------------------- */

static void records_are_read_as_spreadsheets_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"",                        ""                         },
        {"\n\r\n\n",                ""                         },
        {"a",                       "1: a\n"                   },
        {"a,b\nc,d\n",              "1: a|b\n2: c|d\n"         },
        {"a;b\r\nc;d\r\n",          "1: a|b\n2: c|d\n"         },
        {"\xEF\xBB\xBF"
         "a,b\n",          "1: a|b\n"                 },
        {"a,b,\n",                  "1: a|b|\n"                },
        {"a,b\n\n\nc,d\n",          "1: a|b\n4: c|d\n"         },
        {"\"a,b\",\"c\"\n",         "1: a,b|c\n"               },
        {"\"say \"\"hi\"\"\",b\n",  "1: say \"hi\"|b\n"        },
        {"\"two\nlines\",b\nc,d\n", "1: two\nlines|b\n3: c|d\n"},
        {"\"\",b\n",                "1: |b\n"                  },
        {"\"a\"b,c\n",              "1: ab|c\n"                },
        {"a \"b\" c,d\n",           "1: a \"b\" c|d\n"         },
        {"a,b\rc,d\r\re,f",         "1: a|b\n2: c|d\n4: e|f\n" },
        {"\"a\rb\",c\r\nd,e\r\n",   "1: a\rb|c\n3: d|e\n"      },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char *got = records(rows[i].text, strlen(rows[i].text));
        assert_string_equal(got, rows[i].want);
        free(got);
    }
}

static void the_separator_is_what_the_first_line_has_most_of(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"a;b,c;d\n1;2;3\n",       "1: a|b,c|d\n2: 1|2|3\n"  },
        {"a,b;c,d\n1,2,3\n",       "1: a|b;c|d\n2: 1|2|3\n"  },
        {"\"x,y,z\";b\n1;2,5\n",   "1: x,y,z|b\n2: 1|2,5\n"  },
        {"\"x,\ny,z\";b\n1;2,5\n", "1: x,\ny,z|b\n3: 1|2,5\n"},
        {"\r\n\na;b,c;d\n1;2;3\n", "3: a|b,c|d\n4: 1|2|3\n"  },
        {"a,b\r1;2;3,4\r",         "1: a|b\n2: 1;2;3|4\n"    },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char *got = records(rows[i].text, strlen(rows[i].text));
        assert_string_equal(got, rows[i].want);
        free(got);
    }
}

static void after_a_broken_line_reading_goes_on_with_the_next(void **state)
{
    (void)state;
    static const char open_quote[] = "a,b\n1,\"2\n3,4\n";
    static const char ran_on[] = "a,b\n1,\"2\n3,4\n5,\"6\"\n";
    static const char nul[] = "a,b\n1,\0"
                              "2\n3,4\n";
    char *got = records(open_quote, sizeof(open_quote) - 1);

    assert_string_equal(got, "1: a|b\n2: ! a quote is never closed\n3: 3|4\n");
    free(got);
    got = records(ran_on, sizeof(ran_on) - 1);
    assert_string_equal(got, "1: a|b\n2: ! a quote is never closed\n3: 3|4\n4: 5|6\n");
    free(got);
    got = records(nul, sizeof(nul) - 1);
    assert_string_equal(got, "1: a|b\n2: ! there is a NUL byte\n3: 3|4\n");
    free(got);
}

/* -- csv_add_field --------------------------------------------------------------- */

static void a_field_is_quoted_where_it_must_be_and_never_a_formula(void **state)
{
    (void)state;
    static const struct {
        const char *field, *want;
    } rows[] = {
        {"",            ""                  },
        {"plain",       "plain"             },
        {"a;b",         "a;b"               },
        {"a,b",         "\"a,b\""           },
        {"say \"hi\"",  "\"say \"\"hi\"\"\""},
        {"two\nlines",  "\"two\nlines\""    },
        {"=1+1",        "'=1+1"             },
        {"+33 1",       "'+33 1"            },
        {"-1",          "'-1"               },
        {"@SUM(A1,A2)", "\"'@SUM(A1,A2)\""  },
        {"\tx",         "'\tx"              },
        {"\rx",         "\"'\rx\""          },
        {"a=b",         "a=b"               },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};
        csv_add_field(&out, rows[i].field, ',');
        assert_string_equal(buf_text(&out), rows[i].want);
        buf_done(&out);
    }
}

static void what_is_written_reads_back_as_it_was(void **state)
{
    (void)state;
    static const char *const fields[] = {"a;b", "\"", "\"\"", "x\ny", "x\r\n", "", "é"};
    struct csv_reader reader;
    struct csv_record record = {0};
    struct buf out = {0};
    struct err err = {0};

    for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
        buf_add(&out, i ? ";" : "");
        csv_add_field(&out, fields[i], ';');
    }
    csv_open(&reader, out.data, out.length);
    assert_int_equal(csv_next(&reader, &record, &err), 1);
    assert_int_equal(record.count, ARRAY_LEN(fields));
    for (size_t i = 0; i < ARRAY_LEN(fields); i++)
        assert_string_equal(record.fields[i], fields[i]);
    csv_record_done(&record);
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_read_as_spreadsheets_write_them),
        cmocka_unit_test(the_separator_is_what_the_first_line_has_most_of),
        cmocka_unit_test(after_a_broken_line_reading_goes_on_with_the_next),
        cmocka_unit_test(a_field_is_quoted_where_it_must_be_and_never_a_formula),
        cmocka_unit_test(what_is_written_reads_back_as_it_was),
    };

    return cmocka_run_group_tests_name("core/csv", tests, NULL, NULL);
}
