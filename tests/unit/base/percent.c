/* Unit: jalon/base/percent.h */
#include "jalon/base/percent.h"

#include "support/test.h"

/* -- percent_encode -------------------------------------------------------------- */

static void all_but_the_unreserved_is_encoded(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"",          ""                 },
        {"aZ09-._~",  "aZ09-._~"         },
        {"a/b?c=d&e", "a%2Fb%3Fc%3Dd%26e"},
        {"100% +",    "100%25%20%2B"     },
        {"é",        "%C3%A9"           },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};
        percent_encode(&out, rows[i].text);
        assert_string_equal(buf_text(&out), rows[i].want);
        buf_done(&out);
    }
}

/* -- percent_decode -------------------------------------------------------------- */

static void escapes_become_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"",       ""     },
        {"plain",  "plain"},
        {"a%2Fb",  "a/b"  },
        {"%c3%A9", "é"   },
        {"a+b",    "a+b"  },
        {"100%25", "100%" },
        {"%2500",  "%00"  },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char *got = percent_decode(rows[i].text, strlen(rows[i].text));
        assert_string_equal(got, rows[i].want);
        free(got);
    }
}

static void what_is_no_text_is_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {"%",   "%2",  "a%",        "%g0",    "%0g", "%00",
                                       "%ff", "%C3", "%ed%a0%80", "%c0%af", "\xff"};

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (percent_decode(rows[i], strlen(rows[i])))
            fail_msg("taken: %s", rows[i]);
}

static void no_byte_beyond_the_length_is_read(void **state)
{
    (void)state;
    assert_null(percent_decode("%41", 2));
    assert_null(percent_decode("%41", 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_but_the_unreserved_is_encoded),
        cmocka_unit_test(escapes_become_bytes),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(no_byte_beyond_the_length_is_read),
    };

    return cmocka_run_group_tests_name("base/percent", tests, NULL, NULL);
}
