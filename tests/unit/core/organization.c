/* Unit: jalon/core/organization.h */
#include "jalon/core/organization.h"

#include "jalon/base/mem.h"
#include "support/test.h"

/* -- siret_is_valid -------------------------------------------------------------- */

static void only_fourteen_digits_that_pass_luhn_are_a_siret(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool valid;
    } rows[] = {
        {"89017665400014",   true },
        {"42117322000011",   true },
        {"89017665400015",   false}, /* the last digit is wrong */
        {"98017665400014",   false}, /* two digits are swapped */
        {"8901766540001",    false},
        {"890176654000140",  false},
        {"8901766540001a",   false},
        {"890 176 654 0001", false},
        {"",                 false},
        {"35600000000048",   true }, /* La Poste's seat, which passes Luhn */
        {"35600000049837",   true }, /* one of its offices: digits sum to 45 */
        {"35600000049838",   false},
        {"35600100049837",   false}, /* another SIREN, no exception */
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (siret_is_valid(rows[i].text) != rows[i].valid)
            fail_msg("%s", rows[i].text);
}

/* -- names ----------------------------------------------------------------------- */

static void every_kind_of_fact_is_found_by_its_name(void **state)
{
    (void)state;
    enum fact_kind kind;

    for (int i = 0; i < FACT_KIND_COUNT; i++) {
        assert_int_equal(fact_kind_parse(&kind, fact_kind_name((enum fact_kind)i)), 0);
        assert_int_equal(kind, i);
    }
    assert_int_equal(fact_kind_parse(&kind, "audit"), -1);
    assert_int_equal(fact_kind_parse(&kind, ""), -1);
}

static void the_absence_of_an_audit_has_no_name_to_find_it_by(void **state)
{
    (void)state;
    enum audit audit = AUDIT_EXTENSION;
    enum audit_mode mode = AUDIT_MODE_REMOTE;
    enum grade grade = GRADE_MAJOR;

    assert_string_equal(audit_name(AUDIT_NONE), "");
    assert_string_equal(audit_mode_name(AUDIT_MODE_NONE), "");
    assert_string_equal(grade_name(GRADE_NONE), "");
    assert_int_equal(audit_parse(&audit, ""), -1);
    assert_int_equal(audit_mode_parse(&mode, ""), -1);
    assert_int_equal(grade_parse(&grade, ""), -1);
    assert_int_equal(audit, AUDIT_EXTENSION);
    assert_int_equal(mode, AUDIT_MODE_REMOTE);
    assert_int_equal(grade, GRADE_MAJOR);
}

static void audits_modes_and_grades_are_found_by_their_names(void **state)
{
    (void)state;
    enum audit audit;
    enum audit_mode mode;
    enum grade grade;

    assert_int_equal(audit_parse(&audit, "complementary"), 0);
    assert_int_equal(audit, AUDIT_COMPLEMENTARY);
    assert_int_equal(audit_mode_parse(&mode, "remote"), 0);
    assert_int_equal(mode, AUDIT_MODE_REMOTE);
    assert_int_equal(grade_parse(&grade, "major"), 0);
    assert_int_equal(grade, GRADE_MAJOR);
}

static void categories_are_found_by_their_names(void **state)
{
    (void)state;
    static const char *const names[CATEGORY_COUNT] = {"AF", "BC", "VAE", "CFA"};
    enum category category;

    for (int bit = 0; bit < CATEGORY_COUNT; bit++) {
        assert_int_equal(category_parse(&category, names[bit]), 0);
        assert_int_equal(category, 1 << bit);
        assert_string_equal(category_name(category), names[bit]);
    }
    assert_int_equal(category_parse(&category, "af"), -1);
}

/* -- life and defaults ----------------------------------------------------------- */

static void a_new_organization_has_nothing_but_the_defaults(void **state)
{
    (void)state;
    struct organization organization;

    organization_init(&organization);
    assert_string_equal(organization_zone(&organization), "Métropole");
    assert_int_equal(organization_lang(&organization, LANG_FR), LANG_FR);
    assert_int_equal(organization_lang(&organization, LANG_EN), LANG_EN);
    assert_int_equal(organization.turnover, -1);
    assert_int_equal(organization.sites, -1);
    organization_done(&organization);
}

static void its_own_zone_and_language_win(void **state)
{
    (void)state;
    struct organization organization;

    organization_init(&organization);
    organization.zone = mem_strdup("Guyane");
    organization.language = mem_strdup("en");
    assert_string_equal(organization_zone(&organization), "Guyane");
    assert_int_equal(organization_lang(&organization, LANG_FR), LANG_EN);
    organization_done(&organization);
    assert_null(organization.zone);
}

static void facts_stay_in_the_order_in_which_they_were_added(void **state)
{
    (void)state;
    struct organization organization;
    struct fact fact;

    organization_init(&organization);
    for (int year = 2000; year < 2020; year++) {
        fact_init(&fact, FACT_BPF_FILED, date_of_civil((struct civil){year, 4, 1}));
        fact.year = year;
        fact.by = mem_strdup("alice");
        organization_add_fact(&organization, &fact);
    }
    assert_int_equal(organization.fact_count, 20);
    for (int i = 0; i < 20; i++)
        assert_int_equal(organization.facts[i].year, 2000 + i);
    organization_done(&organization);
    assert_int_equal(organization.fact_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_fourteen_digits_that_pass_luhn_are_a_siret),
        cmocka_unit_test(every_kind_of_fact_is_found_by_its_name),
        cmocka_unit_test(the_absence_of_an_audit_has_no_name_to_find_it_by),
        cmocka_unit_test(audits_modes_and_grades_are_found_by_their_names),
        cmocka_unit_test(categories_are_found_by_their_names),
        cmocka_unit_test(a_new_organization_has_nothing_but_the_defaults),
        cmocka_unit_test(its_own_zone_and_language_win),
        cmocka_unit_test(facts_stay_in_the_order_in_which_they_were_added),
    };

    return cmocka_run_group_tests_name("core/organization", tests, NULL, NULL);
}
