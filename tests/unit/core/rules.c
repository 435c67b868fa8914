/* Unit: jalon/core/rules.h */
#include "jalon/core/rules.h"

#include "jalon/base/text.h"
#include "support/core.h"

#define ROW(rule, keys) "[" rule " \"x\"]\neffective_from = 2030-01-01\nsource = s\n" keys

/* The shipped rules with TEXT behind them; -1 with *ERR where they are none. */
static int parse(struct rules **out, const char *text, struct err *err)
{
    struct buf whole = project_file("config/rules/qualiopi.ini");

    buf_add(&whole, text);
    int rc = rules_parse(out, buf_text(&whole), whole.length, "r", err);
    buf_done(&whole);
    return rc;
}

/* -- rules_parse ----------------------------------------------------------------- */

static void a_section_that_holds_is_taken(void **state)
{
    static const char *const rows[] = {
        "",
        ROW("nc.minor.fix", "months = 5\n"),
        ROW("nc.minor.fix", "months = 0\ndays = 150\ntrust = likely\nconfirm = yes\n"),
        ROW("surveillance.safe", "days = -2\n"),
        ROW("bpf", "month_day = 05-15\n"),
        ROW("nc.five_minors", "count = 4\n"),
        ROW("nc.plan", ""),
        ROW("referential", "indicators = 34\nmajor_only = 1 34\n"),
        ROW("audit.days", "base = 1\n"),
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct rules *rules;
        struct err err = {0};
        if (parse(&rules, rows[i], &err) != 0)
            fail_msg("%s: %s", rows[i], err.text);
        rules_free(rules);
    }
}

static void a_section_that_does_not_hold_is_refused(void **state)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"[certificate.ende]\n",                     "there is no rule \"certificate.ende\""                                   },
        {ROW("nc.minor.fix",                         "months = x\n"),                                                            "months: \"x\" is no number"},
        {ROW("nc.minor.fix",                                          "months = 121\n"),                                                                                                   "months: \"121\" is no number"},
        {ROW("nc.minor.fix",            "days = 5\n"),"months: must be given"},
        {ROW("nc.minor.fix",                  ""),                                                                                  "months: must be given"},
        {ROW("nc.minor.fix",                         "months = 5\nmonths = 6\n"),                                                                               "months: is given twice"},
        {ROW("nc.minor.fix",                                          "months = 5\ntrust = loi\n"),                                                                                                   "trust: \"loi\" is none of"},
        {ROW("nc.minor.fix",                  "months = 5\nconfirm = 1\n"),              "confirm: \"1\" is neither"},
        {ROW("nc.minor.fix","count = 5\n"),"[nc.minor.fix] has no key \"count\""},
        {ROW("nc.plan",                         "days = 5\n"),                                                      "[nc.plan] has no key \"days\""},
        {ROW("surveillance.safe",                                          ""),                                                                                                   "days: must be given"},
        {ROW("bpf",     ""),                                                                                                                                                              "month_day: must be given"},
        {ROW("bpf",     "month_day = 02-29\n"),"month_day: \"02-29\" is no day of a year"},
        {ROW("nc.five_minors",                    ""),                                                  "count: must be given"},
        {ROW("referential",                                          ""),                                                                                                            "indicators: must be given"},
        {ROW("audit.days",                ""),"base: must be given"},
        {"[nc.plan]\nsource = s\n",                "effective_from: must be given"                                                     },
        {"[nc.plan]\neffective_from = 2030-01-01\n",                       "source: must be given"                                                                          },
        {"[nc.plan]\neffective_from = 2030-02-30\n",                                          "effective_from: there is no day"                                                                                                   },
        {"[nc.plan]\n",               "effective_from: must be given"},
        {"[nc.plan]\n[obligation]\n",                        "effective_from: must be given"                                                                                                                                                },
        {ROW("nc.plan",                  "") ROW("nc.plan",                                              ""),
         "nc.plan has two rows from 2030-01-01 on"},
        {ROW("audit.days", "base = 1\n") ROW("audit.days",                              "base = 2\n"),
         "audit.days has two rows from 2030-01-01 on"},
        {"[referential \"y\"]\neffective_from = 2026-11-01\nindicators = 33\nsource = "
         "s\n", "referential has two rows from 2026-11-01 on"},
        {"[referential \"rnq-2026\"]\neffective_from = 2030-01-01\nindicators = 33\n"
         "source = s\n",                              "there are two referentials rnq-2026"                                                          },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct rules *none;
        struct err err = {0};
        if (parse(&none, rows[i].text, &err) != -1)
            fail_msg("taken: %s", rows[i].text);
        if (!strstr(err.text, rows[i].want))
            fail_msg("%s\n%s", rows[i].text, err.text);
    }
}

static void an_error_names_its_line(void **state)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"\n[nc.plan]\nsource = s\neffective_from = 1\n", "r:4: effective_from: "             },
        {"\n[nc.plan]\nsource = s\n",                     "r:2: effective_from: "             },
        {"\n[nc.plan]\nsource = s\n[bpf]\n",              "r:2: effective_from: "             },
        {"\n[none]\n",                                    "r:2: there is no rule"             },
        {"",                                              "r: rule certificate.end has no row"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct rules *none;
        struct err err = {0};
        assert_int_equal(
            rules_parse(&none, rows[i].text, strlen(rows[i].text), "r", &err), -1);
        if (!text_starts(err.text, rows[i].want))
            fail_msg("%s", err.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_section_that_holds_is_taken),
        cmocka_unit_test(a_section_that_does_not_hold_is_refused),
        cmocka_unit_test(an_error_names_its_line),
    };

    return cmocka_run_group_tests_name("core/rules", tests, NULL, NULL);
}
