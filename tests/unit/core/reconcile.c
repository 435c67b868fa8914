/* Unit: jalon/core/reconcile.h */
#include "jalon/core/reconcile.h"

#include "support/core.h"

#define HEADER                                                                           \
    "numeroDeclarationActivite;denomination;siretEtablissementDeclarant;"                \
    "certifications.actionsDeFormation;certifications.bilansDeCompetences;"              \
    "certifications.VAE;certifications.actionsDeFormationParApprentissage\n"

/* Keys of a document. */
#define NDA(number) "\"nda\":\"" number "\""
#define SIRET       "\"siret\":\"89017665400014\""
#define UNLISTED    "\"siret\":\"73282932000074\""
#define AF          "\"categories\":[\"AF\"]"
#define AF_BC       "\"categories\":[\"AF\",\"BC\"]"
#define ISSUED(day) "{\"kind\":\"certificate.issued\",\"on\":\"" day "\"}"
#define CERTIFIED   "\"facts\":[" ISSUED("2025-03-15") "]"
#define ENDED       "\"facts\":[" ISSUED("2020-03-15") "]"
#define WITHDRAWAL  "{\"kind\":\"certificate.withdrawn\",\"on\":\"2026-01-15\"}"
#define WITHDRAWN   "\"facts\":[" ISSUED("2025-03-15") "," WITHDRAWAL "]"
#define EXTENDED                                                                         \
    "\"facts\":[{\"kind\":\"scope.extended\",\"on\":\"2026-01-05\","                     \
    "\"categories\":[\"CFA\"]}]"

static struct public_list *list_of(const char *text)
{
    struct public_list *list = NULL;
    struct err err = {0};

    if (public_list_open(&list, text, strlen(text), &err) != 0)
        fail_msg("%s", err.text);
    return list;
}

static void note(void *context, const struct organization *organization,
                 const struct discrepancy *discrepancy)
{
    struct buf *out = context;

    buf_addf(out, "%s %s: %s/%s\n", organization->id, finding_name(discrepancy->finding),
             buf_text(&discrepancy->ours), buf_text(&discrepancy->listed));
}

/* What the list says of organization "a" with KEYS besides on 24 November 2026. */
static char *compare(const char *list_text, const char *keys)
{
    struct buf document = {0};
    struct buf told = {0};

    buf_addf(&document, "{\"id\":\"a\",\"name\":\"A\",%s}", keys);
    buf_add(&told, "");
    struct public_list *list = list_of(list_text);
    struct organization organization = organization_of(buf_text(&document));
    struct rules *rules = shipped_rules();
    const struct plan_context context = {.rules = rules};

    reconcile(list, &organization, &context, day("2026-11-24"), note, &told);
    rules_free(rules);
    organization_done(&organization);
    public_list_close(list);
    buf_done(&document);
    return buf_take(&told);
}

/* -- reconcile ------------------------------------------------------------------- */

static void what_differs_is_found(void **state)
{
    (void)state;
    static const char list[] =
        HEADER "11788457578;AFFORP;89017665400014;true;false;false;false\n"
               "11930884493;093 LAB;84891231700023;;;;\n"
               "52490001149;AUTRE;35600000000048;true;;;true\n";
    static const struct {
        const char *because, *keys, *want;
    } rows[] = {
        {"as it is listed",       NDA("11788457578") "," AF "," CERTIFIED, ""                                },
        {"certified by us alone", NDA("11930884493") "," AF "," CERTIFIED,
         "a not_certified: AF/\n"                                                                            },
        {"not certified yet",     NDA("11930884493") "," AF,               ""                                },
        {"other categories",      SIRET "," AF_BC,                         "a categories: AF, BC/AF\n"       },
        {"extended since",        NDA("52490001149") "," AF "," EXTENDED,  ""                                },
        {"categories not noted",  NDA("11788457578"),                      ""                                },
        {"another NDA",           NDA("11788457579") "," SIRET,            "a nda: 11788457579/11788457578\n"},
        {"not in the list",       NDA("11788457579"),                      "a closed: 11788457579/\n"        },
        {"certified, not listed", UNLISTED "," CERTIFIED,                  "a closed: 73282932000074/\n"     },
        {"never declared",        UNLISTED,                                ""                                },
        {"its certificate ended", NDA("11930884493") "," AF "," ENDED,     ""                                },
        {"withdrawn",             NDA("11930884493") "," AF "," WITHDRAWN, ""                                },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char *told = compare(list, rows[i].keys);
        if (strcmp(told, rows[i].want) != 0)
            fail_msg("%s: %s", rows[i].because, told);
        free(told);
    }
}

static void a_list_of_the_ministry_is_read_whole(void **state)
{
    (void)state;
    struct buf text = project_file("tests/data/liste-publique-of-2022-05-1000.csv");
    struct public_list *list = list_of(buf_text(&text));

    assert_int_equal(public_list_count(list), 1000);
    public_list_close(list);
    buf_done(&text);
}

/* -- public_list_open ------------------------------------------------------------ */

static void what_is_no_such_list_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *why;
    } rows[] = {
        {"",                                                        "names no column"             },
        {"siret;nom\n89017665400014;A\n",                           "not those of the public list"},
        {"numeroDeclarationActivite;siretEtablissementDeclarant\n",
         "not those of the public list"                                                           },
        {HEADER "11788457578;A;89017665400014;perhaps;;;\n",        "line 2: "                    },
        {HEADER "\"11788457578;A;89017665400014;true;;;\n",         "line 2: "                    },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct public_list *list = NULL;
        struct err err = {0};
        assert_int_equal(
            public_list_open(&list, rows[i].text, strlen(rows[i].text), &err), -1);
        assert_int_equal(err.code, ERR_INVALID);
        if (!strstr(err.text, rows[i].why))
            fail_msg("%s: %s", rows[i].text, err.text);
        assert_null(list);
    }
}

static void a_number_that_is_none_leaves_the_other(void **state)
{
    (void)state;
    char *told = compare(HEADER "11788457578;A;12345;true;;;\n", NDA("11788457578"));

    assert_string_equal(told, "");
    free(told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_differs_is_found),
        cmocka_unit_test(a_list_of_the_ministry_is_read_whole),
        cmocka_unit_test(what_is_no_such_list_is_refused),
        cmocka_unit_test(a_number_that_is_none_leaves_the_other),
    };

    return cmocka_run_group_tests_name("core/reconcile", tests, NULL, NULL);
}
