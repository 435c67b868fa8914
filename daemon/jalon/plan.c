/* plan: the dates of organizations in a file, without a daemon or a database. */
#include <stdio.h>

#include "commands.h"
#include "jalon/core/milestone_json.h"
#include "jalon/sys/clock.h"
#include "lines.h"
#include "output.h"

struct planning {
    const struct tool *tool;
    struct plan_context context;
    struct date today; /* or DATE_NONE: that of each organization */
    struct instant now;
    struct listing listing;
    struct buf lines; /* of one organization */
};

static void format(struct buf *out, const struct organization *organization,
                   const struct plan *plan, enum lang lang)
{
    for (size_t i = 0; i < plan->milestone_count; i++) {
        milestone_format_json(out, organization->id, &plan->milestones[i], lang);
        buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < plan->alert_count; i++) {
        alert_format_json(out, organization->id, &plan->alerts[i], lang);
        buf_add_char(out, '\n');
    }
}

static int plan_one(void *context, const struct organization *organization,
                    const struct zone *zone, struct err *err)
{
    struct planning *planning = context;
    struct date today = planning->today;
    struct plan plan;

    (void)err;
    if (!date_is_set(today))
        today = zone_date(zone, planning->now);
    plan_make(&plan, organization, &planning->context, today);
    buf_clear(&planning->lines);
    format(&planning->lines, organization, &plan,
           organization_lang(organization, planning->tool->lang));
    listing_add_lines(&planning->listing, &planning->lines);
    listing_flush(&planning->listing);
    plan_done(&plan);
    return 0;
}

int command_plan(const struct tool *tool, const struct args *args)
{
    static const struct column columns[] = {
        {"type",         N_("Type")        },
        {"organization", N_("Organization")},
        {"kind",         N_("Kind")        },
        {"id",           N_("Milestone")   },
        {"about",        N_("About")       },
        {"opens",        N_("Opens")       },
        {"safe",         N_("Safe")        },
        {"due",          N_("Due")         },
        {"booked",       N_("Booked")      },
        {"done",         N_("Done")        },
        {"state",        N_("State")       },
        {"force",        N_("Force")       },
        {"confirm",      N_("Confirm")     },
        {"why",          N_("Why")         },
        {NULL,           NULL              },
    };
    struct planning planning = {.tool = tool};
    struct err err = tool_err(tool);
    struct clock clock;

    if (lines_today(&planning.today, args, &err) < 0)
        return tool_misuse(&err);
    struct conf *conf = lines_conf(tool, args_option(args, "--rules"));
    if (!conf)
        return EXIT_FAILED;
    planning.context = conf_plan_context(conf);
    clock_init(&clock);
    planning.now = clock_now(&clock);
    listing_begin(&planning.listing, tool, columns);
    int code = lines_each(tool, args_word(args, 0), conf, plan_one, &planning);
    listing_end(&planning.listing);
    buf_done(&planning.lines);
    conf_free(conf);
    return code;
}
