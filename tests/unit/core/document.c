/* Unit: jalon/core/document.h */
#include "jalon/core/document.h"

#include "jalon/base/mem.h"
#include "support/json.h"
#include "support/test.h"

static const char zones[] = "date,zones\n2030-01-01,Métropole|La Réunion\n";

static struct holidays *holidays;

static int set_up(void **state)
{
    struct err err = {0};

    (void)state;
    return holidays_parse(&holidays, zones, sizeof(zones) - 1, "zones", &err);
}

static int tear_down(void **state)
{
    (void)state;
    holidays_free(holidays);
    return 0;
}

static void parse(struct organization *out, const char *text)
{
    char *document = json(text);
    struct err err = {0};

    if (document_parse(out, document, strlen(document), holidays, &err) != 0)
        fail_msg("%s: %s", text, err.text);
    free(document);
}

/* A document with FACTS. */
static char *with_facts(const char *facts)
{
    struct buf out = {0};

    buf_addf(&out, "{'id':'a','name':'A','facts':[%s]}", facts);
    return buf_take(&out);
}

/* -- document_parse: what is accepted -------------------------------------------- */

static const char whole[] =
    "{'id':'acme','name':'Acme Formation','siret':'89017665400014',"
    "'nda':'11788457578','categories':['AF','CFA'],'turnover':120000,"
    "'sites':1,'zone':'Métropole','timezone':'Europe/Paris',"
    "'language':'fr','owner':'alice','tags':['nord','été'],"
    "'certifier':'certifopac',"
    "'contacts':[{'name':'Éric','email':'eric@acme.example'}],"
    "'facts':[{'id':'f1','kind':'certificate.issued','on':'2024-03-15',"
    "'starts':'2024-03-15','ends':'2027-03-14','number':'N 1',"
    "'certifier':'certifopac'},"
    "{'id':'f2','kind':'nc.notified','on':'2025-06-01','nc':'NC1',"
    "'grade':'minor','audit':'surveillance','indicator':33,"
    "'referential':'rnq-2019','plan_days':0},"
    "{'id':'f3','kind':'audit.booked','on':'2025-05-01',"
    "'audit':'surveillance','day':'2025-06-01','mode':'remote',"
    "'retracted':true,'recorded_at':'2025-05-01T08:00:00Z','by':'bob'}],"
    "'obligations':[{'id':'veille','title':'Veille',"
    "'rrule':'FREQ=MONTHLY;BYMONTHDAY=1','starts':'2026-01-01'}]}";

static void a_whole_document_is_read_key_by_key(void **state)
{
    (void)state;
    struct organization organization;
    char text[DATE_TEXT_SIZE];

    parse(&organization, whole);
    assert_string_equal(organization.id, "acme");
    assert_string_equal(organization.siret, "89017665400014");
    assert_string_equal(organization.nda, "11788457578");
    assert_int_equal(organization.categories, CATEGORY_AF | CATEGORY_CFA);
    assert_int_equal(organization.turnover, 120000);
    assert_int_equal(organization.sites, 1);
    assert_int_equal(organization.tag_count, 2);
    assert_string_equal(organization.tags[1], "été");
    assert_string_equal(organization.contacts[0].name, "Éric");
    assert_int_equal(organization.fact_count, 3);
    assert_int_equal(organization.facts[0].kind, FACT_CERTIFICATE_ISSUED);
    assert_string_equal(date_format(text, organization.facts[0].ends), "2027-03-14");
    assert_int_equal(organization.facts[0].audit, AUDIT_NONE);
    assert_int_equal(organization.facts[0].plan_days, -1);
    assert_int_equal(organization.facts[1].grade, GRADE_MINOR);
    assert_int_equal(organization.facts[1].indicator, 33);
    assert_int_equal(organization.facts[1].plan_days, 0);
    assert_int_equal(organization.facts[2].mode, AUDIT_MODE_REMOTE);
    assert_true(organization.facts[2].retracted);
    assert_string_equal(organization.obligations[0].title, "Veille");
    organization_done(&organization);
}

static void the_id_is_the_siret_where_none_is_given(void **state)
{
    (void)state;
    struct organization organization;

    parse(&organization, "{'name':'A','siret':'89017665400014'}");
    assert_string_equal(organization.id, "89017665400014");
    assert_int_equal(organization.turnover, -1);
    assert_null(organization.zone);
    organization_done(&organization);
}

static void a_declaration_number_may_be_corsican(void **state)
{
    (void)state;
    struct organization organization;

    parse(&organization, "{'id':'a','name':'A','nda':'942A0012345'}");
    assert_string_equal(organization.nda, "942A0012345");
    organization_done(&organization);
}

static void each_kind_of_fact_takes_its_keys(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "'kind':'target.set','on':'2026-01-01','target':'2026-12-01'",
        "'kind':'preparation.started','on':'2026-01-01'",
        "'kind':'application.filed','on':'2026-01-01'",
        "'kind':'certification.abandoned','on':'2026-01-01'",
        "'kind':'certifier.chosen','on':'2026-01-01','certifier':'c'",
        "'kind':'certifier.transferred','on':'2026-01-01','certifier':'c'",
        "'kind':'audit.booked','on':'2026-01-01','audit':'renewal','day':'2026-02-01'",
        "'kind':'audit.cancelled','on':'2026-01-01','audit':'extension'",
        "'kind':'audit.held','on':'2026-01-01','audit':'initial','mode':'onsite'",
        "'kind':'nc.notified','on':'2026-01-01','nc':'a','grade':'major'",
        "'kind':'nc.plan_sent','on':'2026-01-01','nc':'a'",
        "'kind':'nc.fixed','on':'2026-01-01','nc':'a'",
        "'kind':'nc.lifted','on':'2026-01-01','nc':'a'",
        "'kind':'nc.requalified','on':'2026-01-01','nc':'a'",
        "'kind':'certificate.issued','on':'2026-01-01'",
        "'kind':'certificate.suspended','on':'2026-01-01'",
        "'kind':'certificate.reinstated','on':'2026-01-01'",
        "'kind':'certificate.withdrawn','on':'2026-01-01'",
        "'kind':'certification.refused','on':'2026-01-01'",
        "'kind':'scope.extended','on':'2026-01-01','categories':['BC']",
        "'kind':'bpf.filed','on':'2026-01-01','year':2026",
        "'kind':'accounts.filed','on':'2026-01-01','year':2026",
        "'kind':'obligation.done','on':'2026-01-01','obligation':'v','due':'2026-01-01'",
    };

    assert_int_equal(ARRAY_LEN(rows), FACT_KIND_COUNT);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct organization organization;
        struct buf fact = {0}, out = {0};
        buf_addf(&fact, "{%s}", rows[i]);
        char *document = with_facts(buf_text(&fact));
        char *want = json(buf_text(&fact));
        parse(&organization, document);
        assert_int_equal(organization.facts[0].kind, i);
        document_format_fact(&out, &organization.facts[0]);
        assert_string_equal(buf_text(&out), want);
        organization_done(&organization);
        free(want);
        free(document);
        buf_done(&fact);
        buf_done(&out);
    }
}

/* -- document_parse: limits ------------------------------------------------------ */

static void a_name_has_at_most_300_characters_however_many_bytes(void **state)
{
    (void)state;
    struct organization organization;
    struct err err = {0};

    for (int length = 300; length <= 301; length++) {
        struct buf text = {0};
        buf_add(&text, "{\"id\":\"a\",\"name\":\"");
        for (int i = 0; i < length; i++)
            buf_add(&text, "é");
        buf_add(&text, "\"}");
        int rc = document_parse(&organization, text.data, text.length, NULL, &err);
        assert_int_equal(rc, length == 300 ? 0 : -1);
        if (rc == 0)
            organization_done(&organization);
        buf_done(&text);
    }
}

static void a_line_has_at_most_one_mebibyte(void **state)
{
    (void)state;
    static const char document[] = "{\"id\":\"a\",\"name\":\"A\"}";
    char *text = mem_new(DOCUMENT_MAX_BYTES + 1);
    struct organization organization;
    struct err err = {0};

    memset(text, ' ', DOCUMENT_MAX_BYTES + 1);
    memcpy(text, document, sizeof(document) - 1);
    assert_int_equal(document_parse(&organization, text, DOCUMENT_MAX_BYTES, NULL, &err),
                     0);
    organization_done(&organization);
    assert_int_equal(
        document_parse(&organization, text, DOCUMENT_MAX_BYTES + 1, NULL, &err), -1);
    assert_string_equal(err.text, "is longer than 1048576 bytes");
    free(text);
}

static void bytes_that_are_no_utf8_and_nul_are_refused(void **state)
{
    (void)state;
    static const char latin1[] = "{\"id\":\"a\",\"name\":\"caf\xE9\"}";
    static const char nul[] = "{\"id\":\"a\",\"name\":\"A\0\"}";
    static const char escaped[] = "{\"id\":\"a\",\"name\":\"A\\u0000\"}";
    struct organization organization;
    struct err err = {0};

    assert_int_equal(
        document_parse(&organization, latin1, sizeof(latin1) - 1, NULL, &err), -1);
    assert_int_equal(document_parse(&organization, nul, sizeof(nul) - 1, NULL, &err), -1);
    assert_int_equal(
        document_parse(&organization, escaped, sizeof(escaped) - 1, NULL, &err), -1);
}

static void errors_speak_french(void **state)
{
    (void)state;
    static const char text[] = "{\"id\":\"a\"}";
    struct organization organization;
    struct err err = {.lang = LANG_FR};

    assert_int_equal(document_parse(&organization, text, sizeof(text) - 1, NULL, &err),
                     -1);
    assert_string_equal(err.text, "name: doit être indiqué");
}

/* -- document_parse_fact --------------------------------------------------------- */

static void a_fact_alone_keeps_the_same_rules(void **state)
{
    (void)state;
    static const char good[] =
        "{\"kind\":\"nc.fixed\",\"on\":\"2026-01-01\",\"nc\":\"a\"}";
    static const char bad[] = "{\"kind\":\"nc.fixed\",\"on\":\"2026-01-01\"}";
    struct err err = {0};
    struct fact fact;

    assert_int_equal(document_parse_fact(&fact, good, sizeof(good) - 1, &err), 0);
    assert_string_equal(fact.nc, "a");
    fact_done(&fact);
    assert_int_equal(document_parse_fact(&fact, bad, sizeof(bad) - 1, &err), -1);
    assert_string_equal(err.text, "nc: must be given in a fact nc.fixed");
}

/* -- document_check -------------------------------------------------------------- */

static void an_organization_made_otherwise_is_held_to_the_rules(void **state)
{
    (void)state;
    struct organization organization;
    struct err err = {0};
    struct fact fact;

    parse(&organization, "{'id':'a','name':'A'}");
    assert_int_equal(document_check(&organization, holidays, &err), 0);
    fact_init(&fact, FACT_AUDIT_HELD, DATE_NONE);
    organization_add_fact(&organization, &fact);
    assert_int_equal(document_check(&organization, holidays, &err), -1);
    assert_string_equal(err.text, "facts[0].on: must be given");
    organization_done(&organization);
}

static void texts_that_came_from_elsewhere_are_utf8_or_refused(void **state)
{
    (void)state;
    struct organization organization;
    struct err err = {0};

    parse(&organization, "{'id':'a','name':'A'}");
    organization.owner = mem_strdup("caf\xE9");
    assert_int_equal(document_check(&organization, holidays, &err), -1);
    assert_string_equal(err.text, "owner: is not in UTF-8");
    organization_done(&organization);
}

/* -- document_format ------------------------------------------------------------- */

static void expect_format(const char *text, const char *want)
{
    struct organization organization;
    char *canonical = json(want);
    struct buf out = {0};

    parse(&organization, text);
    document_format(&out, &organization);
    assert_string_equal(buf_text(&out), canonical);
    buf_done(&out);
    free(canonical);
    organization_done(&organization);
}

static void what_was_written_canonically_is_written_as_it_was(void **state)
{
    (void)state;

    expect_format(whole, whole);
}

static void order_blanks_escapes_and_empty_lists_of_the_input_are_gone(void **state)
{
    (void)state;

    expect_format(" {\t'tags': [ ], 'categories': ['CFA', 'AF', 'AF'],"
                  " 'name': '\\u00e9 \\/ \\\\ \\' \\ud83d\\ude00 \\u2028', 'id': 'a',"
                  " 'facts': [{'on': '2026-01-01', 'retracted': false,"
                  " 'kind': 'application.filed'}]} \r\n",
                  "{'id':'a','name':'é / \\\\ \\' 😀 \xE2\x80\xA8',"
                  "'categories':['AF','CFA'],"
                  "'facts':[{'kind':'application.filed','on':'2026-01-01'}]}");
}

static void a_profile_is_the_document_without_its_facts(void **state)
{
    (void)state;
    struct organization organization;
    struct buf out = {0};

    parse(&organization, whole);
    document_format_profile(&out, &organization);
    assert_null(strstr(buf_text(&out), "facts"));
    assert_non_null(strstr(buf_text(&out), "}],\"obligations\":[{\"id\":\"veille\""));
    buf_done(&out);
    organization_done(&organization);
}

/* -- document_add_string --------------------------------------------------------- */

static void any_text_becomes_a_json_string(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"",                "\"\""                               },
        {"plain é",        "\"plain é\""                       },
        {"\"\\/",           "\"\\\"\\\\/\""                      },
        {"a\nb\tc\x01\x7F", "\"a\\u000ab\\u0009c\\u0001\\u007f\""},
        {"caf\xE9",         "\"café\""                          },
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf out = {0};
        document_add_string(&out, rows[i].text);
        assert_string_equal(buf_text(&out), rows[i].want);
        buf_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_document_is_read_key_by_key),
        cmocka_unit_test(the_id_is_the_siret_where_none_is_given),
        cmocka_unit_test(a_declaration_number_may_be_corsican),
        cmocka_unit_test(each_kind_of_fact_takes_its_keys),
        cmocka_unit_test(a_name_has_at_most_300_characters_however_many_bytes),
        cmocka_unit_test(a_line_has_at_most_one_mebibyte),
        cmocka_unit_test(bytes_that_are_no_utf8_and_nul_are_refused),
        cmocka_unit_test(errors_speak_french),
        cmocka_unit_test(a_fact_alone_keeps_the_same_rules),
        cmocka_unit_test(an_organization_made_otherwise_is_held_to_the_rules),
        cmocka_unit_test(texts_that_came_from_elsewhere_are_utf8_or_refused),
        cmocka_unit_test(what_was_written_canonically_is_written_as_it_was),
        cmocka_unit_test(order_blanks_escapes_and_empty_lists_of_the_input_are_gone),
        cmocka_unit_test(a_profile_is_the_document_without_its_facts),
        cmocka_unit_test(any_text_becomes_a_json_string),
    };

    return cmocka_run_group_tests_name("core/document", tests, set_up, tear_down);
}
