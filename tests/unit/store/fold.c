/* Unit: daemon/store/fold.h */
#include "../../../daemon/store/fold.h"

#include "support/test.h"

static void case_and_accents_fall_away(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"",                               ""                         },
        {"Acme 89017665400014",            "acme 89017665400014"      },
        {"École d'Œnologie",             "ecole d'oenologie"        },
        {"ÇA, là-bas : Noël à Liège", "ca, la-bas : noel a liege"},
        {"œuf × Straße",                "oeuf   strasse"           },
        {"日本",                         "日本"                   },
        {"\xC3",                           "\xC3"                     },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};
        fold(&out, rows[i].text);
        assert_string_equal(buf_text(&out), rows[i].want);
        buf_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_and_accents_fall_away),
    };

    return cmocka_run_group_tests_name("store/fold", tests, NULL, NULL);
}
