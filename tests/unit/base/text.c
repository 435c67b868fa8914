/* Unit: jalon/base/text.h */
#include "jalon/base/text.h"

#include "support/test.h"

/* -- text_is_utf8 ---------------------------------------------------------------- */

static void only_well_formed_utf8_is_taken(void **state)
{
    static const struct {
        const char *text;
        bool is_utf8;
    } rows[] = {
        {"",                            true },
        {"été",                       true },
        {"🎓",                        true },
        {"\xC3",                        false}, /* cut */
        {"\xC0\xAF",                    false}, /* overlong */
        {"\xED\xA0\x80",                false}, /* a surrogate */
        {"\xF4\x90\x80\x80",            false}, /* above U+10FFFF */
        {"\xE9t\xE9",                   false}, /* ISO-8859-1 */
        {"\x80",                        false},
        {"by eight letters été",      true },
        {"by eight letters, then \xE9", false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (text_is_utf8(rows[i].text, strlen(rows[i].text)) != rows[i].is_utf8)
            fail_msg("row %zu", i);
}

/* -- text_clean ------------------------------------------------------------------ */

static void what_has_no_business_in_a_sentence_is_replaced(void **state)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"été 🎓",  "été 🎓"},
        {"a\r\nb\x7F",  "a??b?"     },
        {"cut \xC3",    "cut ?"     },
        {"\xE9t\xE9",   "?t?"       },
        {"c1 \xC2\x85", "c1 ??"     },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char text[32];
        memcpy(text, rows[i].text, strlen(rows[i].text) + 1);
        text_clean(text);
        assert_string_equal(text, rows[i].want);
        assert_false(text_has_control(text));
    }
}

/* -- lengths --------------------------------------------------------------------- */

static void a_prefix_never_cuts_a_character(void **state)
{
    static const struct {
        const char *text;
        size_t characters, bytes, want;
    } rows[] = {
        {"été", 3, 99, 5},
        {"été", 1, 99, 2},
        {"été", 3, 1,  0},
        {"été", 3, 4,  3},
        {"",      3, 99, 0},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_int_equal(text_prefix(rows[i].text, rows[i].characters, rows[i].bytes),
                         rows[i].want);
    assert_int_equal(text_length("été 🎓"), 5);
}

static void a_short_text_ends_with_an_ellipsis(void **state)
{
    struct buf out = {0};

    (void)state;
    text_add_short(&out, "été", 3);
    text_add_short(&out, "étés", 3);
    assert_string_equal(buf_text(&out), "étéét…");
    buf_done(&out);
}

/* -- numbers, names, addresses --------------------------------------------------- */

static void only_whole_numbers_within_bounds_are_read(void **state)
{
    static const char *const wrong[] = {"",    "-",   "+1", " 1", "1 ",
                                        "0x1", "1.0", "11", "-6", "99999999999999999999"};
    int64_t number = 7;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        if (text_number(&number, wrong[i], -5, 10) == 0)
            fail_msg("\"%s\" was read as a number", wrong[i]);
        assert_int_equal(number, 7);
    }
    assert_int_equal(text_number(&number, "-5", -5, 10), 0);
    assert_int_equal(number, -5);
}

static void addresses_that_could_say_more_than_one_are_refused(void **state)
{
    static const char *const wrong[] = {
        "",           "a",       "@b.fr",       "a@",      "a@b@c.fr",
        "a b@c.fr",   "a@b.fr>", "a@b.fr\r\nX", "é@b.fr",  "\"a\"@b.fr",
        "a@b.fr,c@d", "a@b..fr", "a@.fr",       "a@b.fr.",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        if (text_is_email(wrong[i]))
            fail_msg("\"%s\" was taken for an address", wrong[i]);
    assert_true(text_is_email("a.b+c@d-e.example.org"));
}

static void a_final_star_matches_any_rest(void **state)
{
    (void)state;
    assert_true(text_matches("*", ""));
    assert_true(text_matches("nc.*", "nc.fix"));
    assert_false(text_matches("nc.*", "bpf"));
    assert_true(text_matches("bpf", "bpf"));
    assert_false(text_matches("bpf", "bpf2"));
}

static void a_name_is_found_whole_or_not_at_all(void **state)
{
    static const char *const names[] = {"read", "write", NULL};

    (void)state;
    assert_int_equal(text_place(names, 2, "write"), 1);
    assert_int_equal(text_place(names, 2, "writ"), -1);
    assert_int_equal(text_place(names, 2, NULL), -1);
    assert_int_equal(text_place(names, 1, "write"), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_well_formed_utf8_is_taken),
        cmocka_unit_test(what_has_no_business_in_a_sentence_is_replaced),
        cmocka_unit_test(a_prefix_never_cuts_a_character),
        cmocka_unit_test(a_short_text_ends_with_an_ellipsis),
        cmocka_unit_test(only_whole_numbers_within_bounds_are_read),
        cmocka_unit_test(addresses_that_could_say_more_than_one_are_refused),
        cmocka_unit_test(a_final_star_matches_any_rest),
        cmocka_unit_test(a_name_is_found_whole_or_not_at_all),
    };

    return cmocka_run_group_tests_name("base/text", tests, NULL, NULL);
}
