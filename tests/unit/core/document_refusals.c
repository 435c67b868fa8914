/* Unit: jalon/core/document.h, what it refuses and in which words */
#include "jalon/base/mem.h"
#include "jalon/core/document.h"
#include "support/json.h"
#include "support/test.h"

static void expect_refusal(const char *text, const char *want)
{
    static const char zones[] = "date,zones\n2030-01-01,Métropole\n";
    char *document = json(text);
    struct organization organization;
    struct holidays *holidays;
    struct err err = {0};

    assert_int_equal(holidays_parse(&holidays, zones, sizeof(zones) - 1, "zones", &err),
                     0);
    if (document_parse(&organization, document, strlen(document), holidays, &err) == 0)
        fail_msg("accepted: %s", text);
    assert_int_equal(err.code, ERR_INVALID);
    assert_string_equal(err.text, want);
    holidays_free(holidays);
    free(document);
}

/* An otherwise good document with KEYS as well is refused. */
static void expect_keys_refused(const char *keys, const char *want)
{
    struct buf text = {0};

    buf_addf(&text, "{'id':'a','name':'A',%s}", keys);
    expect_refusal(buf_text(&text), want);
    buf_done(&text);
}

/* The same with FACTS. */
static void expect_facts_refused(const char *facts, const char *want)
{
    struct buf keys = {0};

    buf_addf(&keys, "'facts':[%s]", facts);
    expect_keys_refused(buf_text(&keys), want);
    buf_done(&keys);
}

/* -- document_parse -------------------------------------------------------------- */

static void what_is_no_document_is_refused(void **state)
{
    (void)state;

    expect_refusal("[]", "must be an object");
    expect_refusal("{'id':'a'", "column 9: the end comes too early");
    expect_refusal("{'id':'a','name':'A'} x",
                   "column 23, at 'x': something stands after the end");
    expect_refusal("{'id':'a','id':'b'}",
                   "column 14, at '\"id\"': a key that stands there already");
    expect_refusal("{'id':'a','name':'A','colour':1}", "there is no key \"colour\"");
    expect_refusal("{'id':'a'}", "name: must be given");
    expect_refusal("{'name':'A'}", "id: must be given where there is no siret");
    expect_refusal("{'id':'a','name':null}", "name: must be a text");
    expect_refusal("{'id':'a','name':''}",
                   "name: must have 1 to 300 characters, and has 0");
    expect_refusal("{'id':'a','name':'A\\u0007'}", "name: holds a control character");
    expect_refusal("{'id':'a','name':'A\\u0085'}", "name: holds a control character");
    expect_refusal("{'name':'A','siret':'890176654'}",
                   "siret: \"890176654\" is no SIRET: it has 14 digits");
}

static void a_wrong_value_is_refused_with_its_place(void **state)
{
    (void)state;

    expect_keys_refused("'siret':'89017665400015'",
                        "siret: 89017665400015 is no SIRET: its check digit "
                        "shows that a digit is wrong");
    expect_keys_refused(
        "'nda':'1178845757'",
        "nda: \"1178845757\" is no activity declaration number: it has 11 digits");
    expect_keys_refused(
        "'nda':'941788457578'",
        "nda: \"941788457578\" is no activity declaration number: it has 11 digits");
    expect_keys_refused(
        "'nda':'112'",
        "nda: \"112\" is no activity declaration number: it has 11 digits");
    expect_keys_refused(
        "'nda':'942C0012345'",
        "nda: \"942C0012345\" is no activity declaration number: it has 11 digits");
    expect_keys_refused("'categories':'AF'", "categories: must be a list");
    expect_keys_refused("'categories':['af']",
                        "categories: \"af\" is none of AF, BC, VAE, CFA");
    expect_keys_refused("'turnover':-1",
                        "turnover: must be a whole number from 0 to 999999999999");
    expect_keys_refused("'turnover':1.5",
                        "turnover: must be a whole number from 0 to 999999999999");
    expect_keys_refused("'sites':0", "sites: must be a whole number from 1 to 100000");
    expect_keys_refused("'zone':'Guyane'",
                        "zone: the holiday table has no zone \"Guyane\"");
    expect_keys_refused(
        "'timezone':'/etc/passwd'",
        "timezone: \"/etc/passwd\" is no time zone: write it as Europe/Paris");
    expect_keys_refused(
        "'timezone':'Europe/../x'",
        "timezone: \"Europe/../x\" is no time zone: write it as Europe/Paris");
    expect_keys_refused("'language':'de'", "language: \"de\" is neither fr nor en");
    expect_keys_refused("'tags':['a',3]", "tags[1]: must be a text");
    expect_keys_refused("'tags':['']",
                        "tags[0]: must have 1 to 300 characters, and has 0");
    expect_keys_refused("'contacts':[{'name':'B'}]", "contacts[0].email: must be given");
    expect_keys_refused("'contacts':[{'email':'b'}]",
                        "contacts[0].email: \"b\" is no e-mail address");
    expect_keys_refused("'facts':{}", "facts: must be a list");
}

static void an_id_is_of_a_few_safe_characters(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        bool good;
    } rows[] = {
        {"acme",    true },
        {"a.b_c-1", true },
        {"Acme",    false},
        {"a b",     false},
        {"a/b",     false},
        {"é",      false},
        {"",        false},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct organization organization;
        struct err err = {0};
        struct buf text = {0};
        buf_addf(&text, "{\"id\":\"%s\",\"name\":\"A\"}", rows[i].id);
        int rc = document_parse(&organization, text.data, text.length, NULL, &err);
        assert_int_equal(rc, rows[i].good ? 0 : -1);
        if (rc == 0)
            organization_done(&organization);
        buf_done(&text);
    }
}

static void a_wrong_fact_is_refused_with_its_place(void **state)
{
    (void)state;

    expect_facts_refused("3", "facts[0]: must be an object");
    expect_facts_refused("{'on':'2026-01-01'}", "facts[0].kind: must be given");
    expect_facts_refused("{'kind':'bpf.filed','year':2026}",
                         "facts[0].on: must be given");
    expect_facts_refused("{'kind':'application.filed','on':'2026-02-30'}",
                         "facts[0].on: there is no day 2026-02-30");
    expect_facts_refused("{'kind':'application.filed','on':'1989-12-31'}",
                         "facts[0].on: 1989-12-31 lies outside the years 1990 to 2199");
    expect_facts_refused("{'kind':'application.filed','on':20260101}",
                         "facts[0].on: must be a text");
    expect_facts_refused("{'kind':'application.filed','on':'2026-01-01','note':'x'}",
                         "facts[0]: there is no key \"note\"");
    expect_facts_refused("{'kind':'application.filed','on':'2026-01-01','year':2026}",
                         "facts[0].year: a fact application.filed takes no such key");
    expect_facts_refused("{'kind':'audit.held','on':'2026-01-01'}",
                         "facts[0].audit: must be given in a fact audit.held");
    expect_facts_refused(
        "{'kind':'audit.held','on':'2026-01-01','audit':'other'}",
        "facts[0].audit: \"other\" is none of initial, surveillance, renewal, "
        "complementary, extension");
    expect_facts_refused("{'kind':'bpf.filed','on':'2026-01-01','year':-1}",
                         "facts[0].year: must be a whole number from 1990 to 2199");
    expect_facts_refused("{'kind':'nc.fixed','on':'2026-01-01','nc':'a','retracted':1}",
                         "facts[0].retracted: must be true or false");
    expect_facts_refused("{'kind':'scope.extended','on':'2026-01-01','categories':[]}",
                         "facts[0].categories: must be given in a fact scope.extended");
    expect_facts_refused(
        "{'kind':'certificate.issued','on':'2026-01-02','ends':'2026-01-01'}",
        "facts[0].ends: the end lies before the start");
    expect_facts_refused(
        "{'kind':'certificate.issued','on':'2026-01-01','starts':'2026-03-01',"
        "'ends':'2026-02-01'}",
        "facts[0].ends: the end lies before the start");
    expect_facts_refused("{'id':'f','kind':'application.filed','on':'2026-01-01'},"
                         "{'id':'f','kind':'application.filed','on':'2026-01-02'}",
                         "facts: two have the id \"f\"");
}

static void a_wrong_obligation_is_refused_with_its_place(void **state)
{
    (void)state;

    expect_keys_refused(
        "'obligations':[{'id':'v','starts':'2026-01-01','rrule':'FREQ=HOURLY'}]",
        "obligations[0].rrule: \"FREQ=HOURLY\" is no recurrence rule of days");
    expect_keys_refused("'obligations':[{'id':'v','rrule':'FREQ=DAILY'}]",
                        "obligations[0].starts: must be given");
    expect_keys_refused("'obligations':[{'starts':'2026-01-01','rrule':'FREQ=DAILY'}]",
                        "obligations[0].id: must be given");
    expect_keys_refused(
        "'obligations':[{'id':'v','rrule':'FREQ=DAILY','starts':'2026-01-01'},"
        "{'id':'v','rrule':'FREQ=DAILY','starts':'2026-01-01'}]",
        "obligations: two have the id \"v\"");
}

static void there_are_not_more_obligations_than_can_be_planned(void **state)
{
    struct buf keys = {0};

    (void)state;
    buf_add(&keys, "'obligations':[");
    for (int i = 0; i <= 200; i++)
        buf_addf(&keys, "%s{'id':'v%d','rrule':'FREQ=DAILY','starts':'2026-01-01'}",
                 i ? "," : "", i);
    buf_add(&keys, "]");
    expect_keys_refused(buf_text(&keys), "obligations: an organization has at most 200");
    buf_done(&keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_document_is_refused),
        cmocka_unit_test(a_wrong_value_is_refused_with_its_place),
        cmocka_unit_test(an_id_is_of_a_few_safe_characters),
        cmocka_unit_test(a_wrong_fact_is_refused_with_its_place),
        cmocka_unit_test(a_wrong_obligation_is_refused_with_its_place),
        cmocka_unit_test(there_are_not_more_obligations_than_can_be_planned),
    };

    return cmocka_run_group_tests_name("core/document_refusals", tests, NULL, NULL);
}
