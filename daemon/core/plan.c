#include "planner.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

/* The contract's: a missed duty of last season still shows, next year's does already. */
#define HORIZON_DAYS_BACK  90
#define HORIZON_DAYS_AHEAD 400

/* Total, since ids are unique: the same facts always give the same lines. */
static int compare_milestones(const void *a, const void *b)
{
    const struct milestone *left = a, *right = b;
    int order = date_cmp(milestone_day(left), milestone_day(right));

    return order ? order : strcmp(left->id, right->id);
}

static struct date day_after(struct date day)
{
    return date_is_set(day) ? date_add_days(day, 1) : DATE_NONE;
}

/* When the passing of days changes a state: the day it opens, the days after due and
 * after the booked day. */
static void expect_states(struct planner *planner)
{
    const struct plan *plan = planner->plan;

    for (size_t i = 0; i < plan->milestone_count; i++) {
        const struct milestone *milestone = &plan->milestones[i];
        if (milestone->state == STATE_DONE || milestone->state == STATE_MOOT)
            continue;
        planner_expect(planner, milestone->opens);
        planner_expect(planner, day_after(milestone->due));
        planner_expect(planner, day_after(milestone->booked));
    }
    /* A fact of a day to come changes the plan by itself when that day is there. */
    planner_expect(planner, planner->history.next_fact);
}

struct horizon plan_horizon(struct date today)
{
    return (struct horizon){date_add_days(today, -HORIZON_DAYS_BACK),
                            date_add_days(today, HORIZON_DAYS_AHEAD)};
}

void plan_make_within(struct plan *out, const struct organization *organization,
                      const struct plan_context *context, struct date today,
                      struct horizon horizon)
{
    struct planner planner = {.horizon = horizon, .plan = out};

    *out = (struct plan){.next_change = DATE_NONE};
    /* The parts do not see each other's milestones; the alerts see all of them. */
    history_init(&planner.history, organization, context, today);
    plan_preparation(&planner);
    plan_cycles(&planner);
    plan_non_conformities(&planner);
    plan_suspensions(&planner);
    plan_reapplications(&planner);
    plan_yearly(&planner);
    plan_obligations(&planner);
    if (out->milestone_count)
        qsort(out->milestones, out->milestone_count, sizeof(*out->milestones),
              compare_milestones);
    expect_states(&planner);
    plan_alerts(&planner);
    history_done(&planner.history);
}

void plan_make(struct plan *out, const struct organization *organization,
               const struct plan_context *context, struct date today)
{
    plan_make_within(out, organization, context, today, plan_horizon(today));
}

void plan_done(struct plan *plan)
{
    for (size_t i = 0; i < plan->milestone_count; i++)
        free(plan->milestones[i].id);
    free(plan->milestones);
    for (size_t i = 0; i < plan->alert_count; i++) {
        for (size_t j = 0; j < plan->alerts[i].about_count; j++)
            free(plan->alerts[i].about[j]);
        free(plan->alerts[i].about);
    }
    free(plan->alerts);
    *plan = (struct plan){0};
}

const struct milestone *plan_find(const struct plan *plan, const char *id)
{
    for (size_t i = 0; i < plan->milestone_count; i++)
        if (text_equal(plan->milestones[i].id, id))
            return &plan->milestones[i];
    return NULL;
}

const struct milestone *plan_window_missed(const struct plan *plan, enum audit audit,
                                           struct date day)
{
    for (size_t i = 0; i < plan->milestone_count; i++) {
        const struct milestone *milestone = &plan->milestones[i];
        bool concerns = milestone->audit == audit && date_is_set(milestone->opens) &&
                        milestone->state != STATE_DONE && milestone->state != STATE_MOOT;
        bool inside =
            date_cmp(day, milestone->opens) >= 0 && date_cmp(day, milestone->due) <= 0;
        if (concerns && !inside)
            return milestone;
    }
    return NULL;
}
