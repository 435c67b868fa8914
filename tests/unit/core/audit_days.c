/* Unit: jalon/core/audit_days.h, and the rows of audit.days in jalon/core/rules.h */
#include "jalon/core/audit_days.h"

#include "support/core.h"

static struct rules *rules;

static const struct milestone renewal = {
    .kind = MILESTONE_RENEWAL_AUDIT, .state = STATE_OPEN, .due = {20600}};

/* -- audit_days_estimate --------------------------------------------------------- */

#define CLIENT(rest) "{\"id\":\"a\",\"name\":\"A\"" rest "}"

static void days_follow_turnover_categories_and_sites(void **state)
{
    static const struct {
        int64_t turnover;
        unsigned categories;
        int sites;
        const char *want;
    } rows[] = {
        {0,       CATEGORY_AF,                               1,  "1"                     },
        {149999,  CATEGORY_AF | CATEGORY_BC | CATEGORY_VAE,  1,  "1"                     },
        {149999,  CATEGORY_CFA,                              1,  "1.5"                   },
        {150000,  CATEGORY_AF,                               1,  "1.5"                   },
        {150000,  CATEGORY_AF | CATEGORY_BC,                 1,  "2"                     },
        {749999,  CATEGORY_AF | CATEGORY_CFA,                1,  "2"                     },
        {750000,  CATEGORY_AF,                               1,  "2"                     },
        {750000,  CATEGORY_AF | CATEGORY_CFA,                1,  "3"                     },
        {100000,  CATEGORY_AF,                               2,  "1.5 (sites sampled: 1)"},
        {100000,  CATEGORY_AF,                               6,  "2 (sites sampled: 2)"  },
        {100000,  CATEGORY_AF,                               7,  "2.5 (sites sampled: 3)"},
        {9000000, CATEGORY_AF | CATEGORY_VAE | CATEGORY_CFA, 10, "5 (sites sampled: 3)"  },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const struct organization organization = {.turnover = rows[i].turnover,
                                                  .categories = rows[i].categories,
                                                  .sites = rows[i].sites};
        struct audit_estimate estimate;
        struct buf got = {0}, want = {0};

        assert_true(audit_days_estimate(&estimate, rules, &organization, &renewal));
        audit_days_describe(&got, &estimate, LANG_EN);
        buf_addf(&want, "audit days, estimated: %s", rows[i].want);
        assert_string_equal(buf_text(&got), buf_text(&want));
        buf_done(&got);
        buf_done(&want);
    }
}

static void what_is_not_known_is_not_guessed(void **state)
{
    static const char *const documents[] = {
        CLIENT(""),
        CLIENT(",\"turnover\":100000"),
        CLIENT(",\"categories\":[\"AF\"]"),
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(documents); i++) {
        struct organization organization = organization_of(documents[i]);
        struct audit_estimate estimate;
        if (audit_days_estimate(&estimate, rules, &organization, &renewal))
            fail_msg("%s", documents[i]);
        organization_done(&organization);
    }
}

/* -- audit_days_matter ----------------------------------------------------------- */

static void only_audits_still_to_be_held_matter(void **state)
{
    static const struct {
        enum milestone_kind kind;
        enum milestone_state state;
        bool want;
    } rows[] = {
        {MILESTONE_INITIAL_AUDIT,       STATE_UPCOMING, true },
        {MILESTONE_RENEWAL_AUDIT,       STATE_MISSED,   true },
        {MILESTONE_RENEWAL_AUDIT,       STATE_DONE,     false},
        {MILESTONE_INITIAL_AUDIT,       STATE_MOOT,     false},
        {MILESTONE_SURVEILLANCE_WINDOW, STATE_OPEN,     false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const struct milestone milestone = {.kind = rows[i].kind, .state = rows[i].state};
        assert_int_equal(audit_days_matter(&milestone), rows[i].want);
    }
}

/* -- rules_audit ----------------------------------------------------------------- */

#define ROW(from, rest)                                                                  \
    "[audit.days]\neffective_from = " from "\nbase = 1\nsource = s\n" rest

static void other_rows_apply_from_their_day_on(void **state)
{
    struct rules *later;
    struct err err = {0};

    (void)state;
    assert_int_equal(
        parse_behind_shipped(&later, ROW("2030-01-01", "site = 2.5\n"), &err), 0);
    assert_int_equal(rules_audit(later, day("2029-12-31"), 800000)->base, 3);
    assert_int_equal(rules_audit(later, day("2030-01-01"), 800000)->base, 2);
    assert_int_equal(rules_audit(later, day("2030-01-01"), 800000)->site, 5);
    rules_free(later);
}

static void a_row_that_is_none_is_refused(void **state)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {ROW("2030-01-01",                      "days = 1\n"), "[audit.days] has no key \"days\""},
        {ROW("2030-01-01",                                     "cfa = 1.25\n"),                                   "\"1.25\" is no number of half days"},
        {ROW("2030-01-01", "site = -1\n"),"\"-1\" is no number of half days"},
        {"[audit.days]\nbase = 1\n",                       "effective_from: must be given"                      },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct rules *none;
        struct err err = {0};
        assert_int_equal(parse_behind_shipped(&none, rows[i].text, &err), -1);
        if (!strstr(err.text, rows[i].want))
            fail_msg("%s", err.text);
    }
}

static int load(void **state)
{
    (void)state;
    rules = shipped_rules();
    return 0;
}

static int unload(void **state)
{
    (void)state;
    rules_free(rules);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_follow_turnover_categories_and_sites),
        cmocka_unit_test(what_is_not_known_is_not_guessed),
        cmocka_unit_test(only_audits_still_to_be_held_matter),
        cmocka_unit_test(other_rows_apply_from_their_day_on),
        cmocka_unit_test(a_row_that_is_none_is_refused),
    };

    return cmocka_run_group_tests_name("core/audit_days", tests, load, unload);
}
