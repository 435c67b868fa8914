/* The rules in force, and what other rules would move: to be asked before the
 * daemon is given them. */
#include <stdio.h>

#include "commands.h"
#include "jalon/sys/clock.h"
#include "lines.h"
#include "session.h"

/* -- rules show ------------------------------------------------------------------ */

int command_rules_show(const struct tool *tool, const struct args *args)
{
    static const struct column columns[] = {
        {"rule",           N_("Rule")         },
        {"effective_from", N_("From")         },
        {"months",         N_("Months")       },
        {"days",           N_("Days")         },
        {"month",          N_("Closing month")},
        {"day",            N_("Closing day")  },
        {"count",          N_("Count")        },
        {"trust",          N_("Trust")        },
        {"confirm",        N_("Confirm")      },
        {"source",         N_("Source")       },
        {NULL,             NULL               },
    };

    (void)args;
    return session_list(tool, "/rules", columns);
}

/* -- rules diff ------------------------------------------------------------------ */

struct comparison {
    struct listing listing;
    struct plan_context before, after;
    struct date today; /* or DATE_NONE: that of each organization */
    struct instant now;
    const char *organization; /* the one that is compared */
};

static json_t *json_date(struct date date)
{
    char text[DATE_TEXT_SIZE];

    return date_is_set(date) ? json_string(date_format(text, date)) : json_null();
}

static void compare_date(struct comparison *comparison, const char *milestone,
                         const char *field, struct date before, struct date after)
{
    if (date_cmp(before, after) == 0)
        return;
    json_t *row =
        json_pack("{s:s, s:s, s:s, s:o, s:o}", "organization", comparison->organization,
                  "milestone", milestone, "field", field, "before", json_date(before),
                  "after", json_date(after));
    listing_add(&comparison->listing, row);
    json_decref(row);
}

/* One of the two may be NULL: the milestone came or went. */
static void compare_milestone(struct comparison *comparison,
                              const struct milestone *before,
                              const struct milestone *after)
{
    const struct milestone none = {
        .opens = DATE_NONE,
        .safe = DATE_NONE,
        .due = DATE_NONE,
    };
    const char *id = before ? before->id : after->id;

    before = before ? before : &none;
    after = after ? after : &none;
    compare_date(comparison, id, "opens", before->opens, after->opens);
    compare_date(comparison, id, "safe", before->safe, after->safe);
    compare_date(comparison, id, "due", before->due, after->due);
}

static void compare_plans(struct comparison *comparison, const struct plan *before,
                          const struct plan *after)
{
    for (size_t i = 0; i < before->milestone_count; i++) {
        const struct milestone *milestone = &before->milestones[i];
        compare_milestone(comparison, milestone, plan_find(after, milestone->id));
    }
    for (size_t i = 0; i < after->milestone_count; i++) {
        const struct milestone *milestone = &after->milestones[i];
        if (!plan_find(before, milestone->id))
            compare_milestone(comparison, NULL, milestone);
    }
}

static int compare_one(void *context, const struct organization *organization,
                       const struct zone *zone, struct err *err)
{
    struct comparison *comparison = context;
    struct date today = comparison->today;
    struct plan before;
    struct plan after;

    (void)err;
    if (!date_is_set(today))
        today = zone_date(zone, comparison->now);
    plan_make(&before, organization, &comparison->before, today);
    plan_make(&after, organization, &comparison->after, today);
    comparison->organization = organization->id;
    compare_plans(comparison, &before, &after);
    listing_flush(&comparison->listing);
    plan_done(&before);
    plan_done(&after);
    return 0;
}

static int diff(const struct tool *tool, const struct args *args,
                struct comparison *comparison, const struct conf *conf)
{
    static const struct column columns[] = {
        {"organization", N_("Organization")},
        {"milestone",    N_("Milestone")   },
        {"field",        N_("Field")       },
        {"before",       N_("Before")      },
        {"after",        N_("After")       },
        {NULL,           NULL              },
    };
    struct clock clock;

    clock_init(&clock);
    comparison->now = clock_now(&clock);
    listing_begin(&comparison->listing, tool, columns);
    int code = lines_each(tool, args_word(args, 2), conf, compare_one, comparison);
    listing_end(&comparison->listing);
    return code;
}

int command_rules_diff(const struct tool *tool, const struct args *args)
{
    struct comparison comparison = {.organization = NULL};
    struct err err = tool_err(tool);
    struct rules *before = NULL;
    struct rules *after = NULL;
    int code = EXIT_FAILED;

    if (lines_today(&comparison.today, args, &err) < 0)
        return tool_misuse(&err);
    struct conf *conf = lines_conf(tool, NULL);
    if (conf)
        before = lines_rules(tool, args_word(args, 0));
    if (before)
        after = lines_rules(tool, args_word(args, 1));
    if (after) {
        comparison.before = comparison.after = conf_plan_context(conf);
        comparison.before.rules = before;
        comparison.after.rules = after;
        code = diff(tool, args, &comparison, conf);
    }
    rules_free(before);
    rules_free(after);
    conf_free(conf);
    return code;
}
