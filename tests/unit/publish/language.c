/* Unit: daemon/publish/language.h */
#include "../../../daemon/publish/language.h"

#include "support/test.h"

/* -- language_choose ------------------------------------------------------------- */

static void the_best_rated_of_our_languages_wins(void **state)
{
    (void)state;
    static const struct {
        const char *accept;
        enum lang want; /* where the fallback is French */
    } rows[] = {
        {NULL,                              LANG_FR},
        {"",                                LANG_FR},
        {"de",                              LANG_FR},
        {"*",                               LANG_FR},
        {"en",                              LANG_EN},
        {"en-GB",                           LANG_EN},
        {"EN-gb",                           LANG_EN},
        {"en-GB,en;q=0.9,fr;q=0.8",         LANG_EN},
        {"fr;q=0.4, en;q=0.5",              LANG_EN},
        {"fr;q=0.45, en;q=0.449",           LANG_FR},
        {"de, fr;q=0.1",                    LANG_FR},
        {"en;q=0",                          LANG_FR},
        {"en;q=0.000, fr;q=0",              LANG_FR},
        {" ,, en ; q=1",                    LANG_EN},
        {"english, enough",                 LANG_FR},
        {"averyveryverylonglanguagetag,en", LANG_EN},
        {"en;q=x",                          LANG_FR},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (language_choose(rows[i].accept, LANG_FR) != rows[i].want)
            fail_msg("%s", rows[i].accept);
}

static void of_equals_the_first_wins(void **state)
{
    (void)state;
    assert_int_equal(language_choose("fr, en", LANG_EN), LANG_FR);
    assert_int_equal(language_choose("en, fr", LANG_FR), LANG_EN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_rated_of_our_languages_wins),
        cmocka_unit_test(of_equals_the_first_wins),
    };

    return cmocka_run_group_tests_name("publish/language", tests, NULL, NULL);
}
