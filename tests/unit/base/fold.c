/* Unit: jalon/base/fold.h */
#include "jalon/base/fold.h"

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
        fold_text(&out, rows[i].text);
        assert_string_equal(buf_text(&out), rows[i].want);
        buf_done(&out);
    }
}

static void a_slug_is_a_word_of_an_address(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"a-b.c_1",                 "a-b.c_1"       },
        {"Équipe Nord",            "equipe-nord"   },
        {"  L'agenda, d'été !  ", "l-agenda-d-ete"},
        {"a -- b",                  "a-b"           },
        {"日本",                  "x"             },
        {"../\"\r\n",               ".."            },
        {"",                        "x"             },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};
        buf_add(&out, "/");
        fold_slug(&out, rows[i].text);
        assert_string_equal(buf_text(&out) + 1, rows[i].want);
        buf_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_and_accents_fall_away),
        cmocka_unit_test(a_slug_is_a_word_of_an_address),
    };

    return cmocka_run_group_tests_name("base/fold", tests, NULL, NULL);
}
