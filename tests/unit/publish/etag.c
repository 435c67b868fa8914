/* Unit: daemon/publish/etag.h */
#include "../../../daemon/publish/etag.h"

#include "support/test.h"

/* -- etag_of --------------------------------------------------------------------- */

static void equal_bytes_have_equal_tags_and_others_do_not(void **state)
{
    (void)state;
    char one[ETAG_SIZE], same[ETAG_SIZE], other[ETAG_SIZE];

    etag_of(one, "a\0b", 3);
    etag_of(same, "a\0b", 3);
    etag_of(other, "a\0c", 3);
    assert_string_equal(one, same);
    assert_string_not_equal(one, other);
    assert_int_equal(strlen(one), ETAG_SIZE - 1);
}

/* -- etag_listed ----------------------------------------------------------------- */

static void a_list_is_read_as_the_standard_has_it(void **state)
{
    (void)state;
    static const struct {
        const char *list;
        bool weak, strong; /* as listed under each comparison */
    } rows[] = {
        {"\"a\"",                 true,  true },
        {"*",                     true,  true },
        {" *",                    true,  true },
        {"* \t",                  true,  true },
        {"* \"b\"",               false, false},
        {"W/\"a\"",               true,  false},
        {"\"b\", \"a\"",          true,  true },
        {"\"b\",,\t\"a\"",        true,  true },
        {"\"b\", W/\"a\", \"c\"", true,  false},
        {"\"x, \", \"a\"",        true,  true },
        {"\"b\"",                 false, false},
        {"\"aa\"",                false, false},
        {"a",                     false, false},
        {"\"a",                   false, false},
        {"",                      false, false},
        {"W/",                    false, false},
        {"w/\"a\"",               false, false},
        {"\"b\" junk, \"a\"",     false, false},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        if (etag_listed(rows[i].list, "\"a\"", ETAG_WEAK) != rows[i].weak)
            fail_msg("weak: %s", rows[i].list);
        if (etag_listed(rows[i].list, "\"a\"", ETAG_STRONG) != rows[i].strong)
            fail_msg("strong: %s", rows[i].list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_bytes_have_equal_tags_and_others_do_not),
        cmocka_unit_test(a_list_is_read_as_the_standard_has_it),
    };

    return cmocka_run_group_tests_name("publish/etag", tests, NULL, NULL);
}
