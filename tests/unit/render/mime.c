/* Unit: daemon/render/mime.h */
#include "../daemon/render/mime.h"

#include "support/test.h"

static void expect(struct buf *got, const char *want)
{
    assert_string_equal(buf_text(got), want);
    buf_done(got);
}

/* No line of TEXT is above COLUMNS. */
static void expect_columns(const char *text, size_t columns)
{
    while (*text) {
        size_t length = strcspn(text, "\r");
        assert_true(length <= columns);
        text += length;
        assert_memory_equal(text, "\r\n", 2);
        text += 2;
    }
}

/* -- mime_text ------------------------------------------------------------------- */

static void short_ascii_stands_as_it_is_and_all_else_in_encoded_words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"",              "Subject: \r\n"                          },
        {"Due: 50% off!", "Subject: Due: 50% off!\r\n"             },
        {"Été",         "Subject: =?UTF-8?Q?=C3=89t=C3=A9?=\r\n" },
        {"a_b c é",      "Subject: =?UTF-8?Q?a=5Fb_c_=C3=A9?=\r\n"},
        {"=?x?=",         "Subject: =?UTF-8?Q?=3D=3Fx=3F=3D?=\r\n" },
        {"a\r\nBcc: x",   "Subject: a  Bcc: x\r\n"                 },
        {"a\x01z\x7F",    "Subject: a z \r\n"                      },
        {"a\xC2\x85z",    "Subject: a z\r\n"                       },
        {"a\xFFz",        "Subject: =?UTF-8?Q?a=EF=BF=BDz?=\r\n"   },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};

        mime_text(&out, "Subject", rows[i].text);
        expect(&out, rows[i].want);
    }
}

static void a_long_text_is_folded_between_characters(void **state)
{
    (void)state;
    struct buf text = {0}, out = {0};

    for (int i = 0; i < 300; i++)
        buf_add(&text, i % 3 ? "é" : "\xF0\x9F\x98\x80");
    mime_text(&out, "Subject", buf_text(&text));
    expect_columns(buf_text(&out), 76);
    for (const char *at = buf_text(&out); (at = strstr(at, "?=\r\n")); at++) {
        const char *next = at + strlen("?=\r\n");
        if (!*next)
            break;
        /* Each word starts with the first byte of a character. */
        assert_true(strncmp(next, " =?UTF-8?Q?=C3", 14) == 0 ||
                    strncmp(next, " =?UTF-8?Q?=F0", 14) == 0);
    }
    buf_done(&text);
    buf_done(&out);
}

static void a_long_ascii_text_is_folded_too(void **state)
{
    (void)state;
    struct buf text = {0}, out = {0};

    for (int i = 0; i < 300; i++)
        buf_add_char(&text, 'x');
    mime_text(&out, "Subject", buf_text(&text));
    expect_columns(buf_text(&out), 76);
    buf_done(&text);
    buf_done(&out);
}

/* -- mime_mailbox ---------------------------------------------------------------- */

static void a_mailbox_keeps_its_address_and_encodes_its_name(void **state)
{
    (void)state;
    static const struct {
        const char *mailbox, *want;
    } rows[] = {
        {"a@x.example",             "From: a@x.example\r\n"                            },
        {"<a@x.example>",           "From: <a@x.example>\r\n"                          },
        {"Jalon <a@x.example>",     "From: \"Jalon\" <a@x.example>\r\n"                },
        {"\"A, B\" <a@x.example>",  "From: \"A, B\" <a@x.example>\r\n"                 },
        {"Élan <a@x.example>",     "From: =?UTF-8?Q?=C3=89lan?=\r\n <a@x.example>\r\n"},
        {"A \"B\" C <a@x.example>",
         "From: =?UTF-8?Q?A_=22B=22_C?=\r\n <a@x.example>\r\n"                         },
        {"a@x.example\r\nBcc: b@x", "From: a@x.exampleBcc: b@x\r\n"                    },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};

        mime_mailbox(&out, "From", rows[i].mailbox);
        expect(&out, rows[i].want);
    }
}

/* -- mime_token ------------------------------------------------------------------ */

static void none_of_the_33_control_characters_reaches_a_token(void **state)
{
    (void)state;

    for (int c = 1; c <= 33; c++) {
        char value[] = {'<', 'a', c == 33 ? '\x7F' : (char)c, '>', '\0'};
        struct buf out = {0};

        if (c == ' ')
            continue;
        mime_token(&out, "Message-ID", value);
        expect(&out, "Message-ID: <a>\r\n");
    }
}

/* -- mime_date ------------------------------------------------------------------- */

static void a_date_is_written_in_utc(void **state)
{
    (void)state;
    static const struct {
        int64_t seconds;
        const char *want;
    } rows[] = {
        {0,          "Date: Thu, 01 Jan 1970 00:00:00 +0000\r\n"},
        {1765868400, "Date: Tue, 16 Dec 2025 07:00:00 +0000\r\n"},
        {1835395199, "Date: Mon, 28 Feb 2028 23:59:59 +0000\r\n"},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};

        mime_date(&out, "Date", (struct instant){rows[i].seconds});
        expect(&out, rows[i].want);
    }
}

/* -- mime_quoted_printable ------------------------------------------------------- */

static void quoted_printable_keeps_every_byte_on_short_lines(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"",              ""                      },
        {"a",             "a\r\n"                 },
        {"a\nb\n",        "a\r\nb\r\n"            },
        {"a\r\nb\r\n",    "a\r\nb\r\n"            },
        {"a\rb",          "a=0Db\r\n"             },
        {"1=1",           "1=3D1\r\n"             },
        {"é",            "=C3=A9\r\n"            },
        {"blank \nend\t", "blank=20\r\nend=09\r\n"},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};

        mime_quoted_printable(&out, rows[i].text);
        expect(&out, rows[i].want);
    }
}

static void a_long_line_is_broken_softly(void **state)
{
    (void)state;
    struct buf text = {0}, out = {0};

    for (int i = 0; i < 500; i++)
        buf_add(&text, i % 7 ? "x" : "é");
    mime_quoted_printable(&out, buf_text(&text));
    expect_columns(buf_text(&out), 76);
    assert_non_null(strstr(buf_text(&out), "=\r\n"));
    buf_done(&text);
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_ascii_stands_as_it_is_and_all_else_in_encoded_words),
        cmocka_unit_test(a_long_text_is_folded_between_characters),
        cmocka_unit_test(a_long_ascii_text_is_folded_too),
        cmocka_unit_test(a_mailbox_keeps_its_address_and_encodes_its_name),
        cmocka_unit_test(none_of_the_33_control_characters_reaches_a_token),
        cmocka_unit_test(a_date_is_written_in_utc),
        cmocka_unit_test(quoted_printable_keeps_every_byte_on_short_lines),
        cmocka_unit_test(a_long_line_is_broken_softly),
    };

    return cmocka_run_group_tests_name("render/mime", tests, NULL, NULL);
}
