/* Unit: jalon/core/rules.h */
#include "jalon/core/rules.h"

#include "jalon/base/text.h"
#include "support/core.h"

#define HEAD "effective_from = 2030-01-01\nsource = s\n"

static void expect_refused(const char *text, const char *want)
{
    struct rules *none;
    struct err err = {0};

    if (parse_behind_shipped(&none, text, &err) != -1)
        fail_msg("taken: %s", text);
    if (!strstr(err.text, want))
        fail_msg("%s\n%s", text, err.text);
}

/* -- rules_parse ----------------------------------------------------------------- */

static void a_section_that_holds_is_taken(void **state)
{
    static const char *const sections[] = {
        "[nc.minor.fix]\n" HEAD "months = 5\n",
        "[nc.minor.fix]\n" HEAD "months = 0\ndays = 150\ntrust = likely\nconfirm = yes\n",
        "[surveillance.safe]\n" HEAD "days = -2\n",
        "[bpf]\n" HEAD "month_day = 05-15\n",
        "[nc.five_minors]\n" HEAD "count = 4\n",
        "[nc.plan]\n" HEAD,
        "[referential \"x\"]\n" HEAD "indicators = 34\nmajor_only = 1 34\n",
        "[audit.days]\n" HEAD "base = 1\n",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(sections); i++) {
        struct rules *rules;
        struct err err = {0};
        if (parse_behind_shipped(&rules, sections[i], &err) != 0)
            fail_msg("%s: %s", sections[i], err.text);
        rules_free(rules);
    }
}

static void keys_that_do_not_hold_are_refused(void **state)
{
    static const struct {
        const char *rule, *keys, *want;
    } rows[] = {
        {"nc.minor.fix",        "months = x\n",             "months: \"x\" is no number"       },
        {"nc.minor.fix",        "months = 121\n",           "months: \"121\" is no number"     },
        {"nc.minor.fix",        "days = 5\n",               "months: must be given"            },
        {"nc.minor.fix",        "",                         "months: must be given"            },
        {"nc.minor.fix",        "months = 5\nmonths = 6\n", "months: is given twice"           },
        {"nc.minor.fix",        "trust = loi\n",            "trust: \"loi\" is none of"        },
        {"nc.minor.fix",        "confirm = 1\n",            "confirm: \"1\" is neither"        },
        {"nc.minor.fix",        "count = 5\n",              "has no key \"count\""             },
        {"nc.plan",             "days = 5\n",               "[nc.plan] has no key \"days\""    },
        {"surveillance.safe",   "",                         "days: must be given"              },
        {"bpf",                 "",                         "month_day: must be given"         },
        {"bpf",                 "month_day = 02-29\n",      "month_day: \"02-29\" is no day"   },
        {"nc.five_minors",      "",                         "count: must be given"             },
        {"referential \"x\"",   "",                         "indicators: must be given"        },
        {"audit.days",          "",                         "base: must be given"              },
        {"certificate.ende",    "",                         "no rule \"certificate.ende\""     },
        {"nc.plan",             "[nc.plan]\n" HEAD,         "[nc.plan] has two rows from 2030-"},
        {"surveillance.opens",  "months = 23\n",
         "surveillance.opens comes after surveillance.closes from 2030-01-01 on"               },
        {"surveillance.closes", "months = 13\n",
         "surveillance.opens comes after surveillance.closes from 2030-01-01 on"               },
        {"renewal.audit",       "months = -9\n",
         "renewal.audit.opens comes after renewal.audit from 2030-01-01 on"                    },
        {"renewal.audit",       "months = 4\n",
         "renewal.audit comes after certificate.expiry from 2030-01-01 on"                     },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf text = {0};
        buf_addf(&text, "[%s]\n%s%s", rows[i].rule, HEAD, rows[i].keys);
        expect_refused(buf_text(&text), rows[i].want);
        buf_done(&text);
    }
}

static void what_begins_on_one_day_or_bears_one_name_is_refused(void **state)
{
    (void)state;
    expect_refused("[referential \"x\"]\nindicators = 33\n"
                   "effective_from = 2026-11-01\nsource = s\n",
                   "[referential] has two rows from 2026-11-01 on");
    expect_refused("[referential \"rnq-2026\"]\nindicators = 33\n" HEAD,
                   "there are two referentials rnq-2026");
    expect_refused("[audit.days]\nbase = 1\n" HEAD "[audit.days]\nbase = 2\n" HEAD,
                   "[audit.days] has two rows from 2030-01-01 on");
}

static void an_error_names_its_line(void **state)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        {"\n[nc.plan]\nsource = s\neffective_from = 1\n", "r:4: effective_from: "             },
        {"\n[nc.plan]\nsource = s\n",                     "r:2: effective_from: "             },
        {"\n[nc.plan]\nsource = s\n[bpf]\n",              "r:2: effective_from: "             },
        {"\n[nc.plan]\neffective_from = 2030-01-01\n",    "r:2: source: "                     },
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

/* The line of the shipped file's end, so that what is put behind it begins one further.
 */
static int shipped_lines(void)
{
    struct buf text = project_file("config/rules/qualiopi.ini");
    int lines = 0;

    for (size_t i = 0; i < text.length; i++)
        lines += text.data[i] == '\n';
    buf_done(&text);
    return lines;
}

static void what_only_the_whole_shows_names_the_later_line(void **state)
{
    static const struct {
        const char *text;
        int line; /* behind the shipped ones */
        const char *want;
    } rows[] = {
        {"\n[nc.plan]\n" HEAD "\n[nc.plan]\n" HEAD,                               6,
         "[nc.plan] has two rows from 2030-01-01 on"                            },
        {"[nc.minor.fix]\nmonths = 5\nsource = s\neffective_from = 2019-01-01\n", 1,
         "[nc.minor.fix] has two rows from 2019-01-01 on"                       },
        {"[audit.days]\nbase = 1\n" HEAD "[audit.days]\nbase = 2\n" HEAD,         5,
         "[audit.days] has two rows from 2030-01-01 on"                         },
        {"\n\n[surveillance.closes]\nmonths = 13\n" HEAD,                         3,
         "surveillance.opens comes after surveillance.closes from 2030-01-01 on"},
        {"[referential \"x\"]\nindicators = 34\nmajor_only = 1 35\n" HEAD,        1,
         "major_only: indicators are numbers from 1 to 34, separated by spaces" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf want = {0};
        buf_addf(&want, "r:%d: %s", shipped_lines() + rows[i].line, rows[i].want);
        expect_refused(rows[i].text, buf_text(&want));
        buf_done(&want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_section_that_holds_is_taken),
        cmocka_unit_test(keys_that_do_not_hold_are_refused),
        cmocka_unit_test(what_begins_on_one_day_or_bears_one_name_is_refused),
        cmocka_unit_test(an_error_names_its_line),
        cmocka_unit_test(what_only_the_whole_shows_names_the_later_line),
    };

    return cmocka_run_group_tests_name("core/rules", tests, NULL, NULL);
}
