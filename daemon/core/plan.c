#include "planner.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

#define HORIZON_DAYS_BACK  90
#define HORIZON_DAYS_AHEAD 400

/* -- names -----------------------------------------------------------------------------
 */

/* What is fixed by a milestone's kind (contract: the table of milestones). */
static const struct {
    const char *name;
    enum force force;
    enum audit audit;
} kinds[MILESTONE_KIND_COUNT] = {
    [MILESTONE_PREPARATION_ASSESSMENT] = {"preparation.assessment",  FORCE_ADVICE,
                                          AUDIT_NONE                                              },
    [MILESTONE_PREPARATION_CERTIFIER] = {"preparation.certifier",   FORCE_ADVICE,
                                          AUDIT_NONE                                              },
    [MILESTONE_PREPARATION_APPLICATION] = {"preparation.application", FORCE_ADVICE,
                                          AUDIT_NONE                                              },
    [MILESTONE_INITIAL_AUDIT] = {"initial.audit",           FORCE_ADVICE,   AUDIT_INITIAL},
    [MILESTONE_SURVEILLANCE_TARGET] = {"surveillance.target",     FORCE_ADVICE,
                                          AUDIT_SURVEILLANCE                                      },
    [MILESTONE_SURVEILLANCE_WINDOW] = {"surveillance.window",     FORCE_LAW,
                                          AUDIT_SURVEILLANCE                                      },
    [MILESTONE_RENEWAL_TENDER] = {"renewal.tender",          FORCE_ADVICE,   AUDIT_NONE   },
    [MILESTONE_RENEWAL_AUDIT] = {"renewal.audit",           FORCE_LAW,      AUDIT_RENEWAL},
    [MILESTONE_CERTIFICATE_EXPIRY] = {"certificate.expiry",      FORCE_LAW,      AUDIT_NONE   },
    [MILESTONE_NC_PLAN] = {"nc.plan",                 FORCE_CONTRACT, AUDIT_NONE   },
    [MILESTONE_NC_FIX] = {"nc.fix",                  FORCE_LAW,      AUDIT_NONE   },
    [MILESTONE_NC_VERIFY] = {"nc.verify",               FORCE_LAW,      AUDIT_NONE   },
    [MILESTONE_SUSPENSION_END] = {"suspension.end",          FORCE_LIKELY,   AUDIT_NONE   },
    [MILESTONE_REAPPLY_ALLOWED] = {"reapply.allowed",         FORCE_LAW,      AUDIT_NONE   },
    [MILESTONE_BPF] = {"bpf",                     FORCE_LAW,      AUDIT_NONE   },
    [MILESTONE_CFA_ACCOUNTS] = {"cfa.accounts",            FORCE_LIKELY,   AUDIT_NONE   },
    [MILESTONE_OBLIGATION] = {"obligation",              FORCE_CUSTOM,   AUDIT_NONE   },
};

static const char *const states[STATE_COUNT] = {
    [STATE_DONE] = "done",         [STATE_MOOT] = "moot",     [STATE_MISSED] = "missed",
    [STATE_PASSED] = "passed",     [STATE_BOOKED] = "booked", [STATE_OPEN] = "open",
    [STATE_UPCOMING] = "upcoming",
};

static const char *const forces[FORCE_COUNT] = {
    [FORCE_LAW] = "law",       [FORCE_LIKELY] = "likely", [FORCE_CONTRACT] = "contract",
    [FORCE_ADVICE] = "advice", [FORCE_CUSTOM] = "custom",
};

static const char *const alert_kinds[ALERT_KIND_COUNT] = {
    [ALERT_BOOKING_OUTSIDE_WINDOW] = "booking.outside_window",
    [ALERT_BOOKING_REFERENTIAL] = "booking.referential",
    [ALERT_FACTS_INCONSISTENT] = "facts.inconsistent",
    [ALERT_NC_FIVE_MINORS] = "nc.five_minors",
    [ALERT_NC_MAJOR_ONLY] = "nc.major_only",
    [ALERT_NC_MINOR_AT_AUDIT] = "nc.minor_at_audit",
};

const char *milestone_kind_name(enum milestone_kind kind)
{
    return kinds[kind].name;
}

const char *milestone_state_name(enum milestone_state state)
{
    return states[state];
}

const char *force_name(enum force force)
{
    return forces[force];
}

const char *alert_kind_name(enum alert_kind kind)
{
    return alert_kinds[kind];
}

int milestone_kind_parse(enum milestone_kind *out, const char *text)
{
    for (int i = 0; i < MILESTONE_KIND_COUNT; i++) {
        if (!text_equal(text, kinds[i].name))
            continue;
        *out = (enum milestone_kind)i;
        return 0;
    }
    return -1;
}

int milestone_state_parse(enum milestone_state *out, const char *text)
{
    for (int i = 0; i < STATE_COUNT; i++) {
        if (!text_equal(text, states[i]))
            continue;
        *out = (enum milestone_state)i;
        return 0;
    }
    return -1;
}

/* -- making a milestone ----------------------------------------------------------------
 */

const struct rule_row *planner_row(const struct planner *planner, enum rule_id id,
                                   struct date anchor)
{
    return rules_row(planner->history.context->rules, id, anchor);
}

struct milestone *planner_add(struct planner *planner, enum milestone_kind kind,
                              const char *suffix)
{
    struct plan *plan = planner->plan;
    struct buf id = {0};

    plan->milestones = mem_grow(plan->milestones, plan->milestone_count,
                                &planner->milestone_capacity, sizeof(*plan->milestones));
    buf_addf(&id, "%s/%s", kinds[kind].name, suffix);
    struct milestone *milestone = &plan->milestones[plan->milestone_count++];
    *milestone = (struct milestone){
        .id = buf_take(&id),
        .kind = kind,
        .opens = DATE_NONE,
        .safe = DATE_NONE,
        .due = DATE_NONE,
        .booked = DATE_NONE,
        .done = DATE_NONE,
        .force = kinds[kind].force,
        .audit = kinds[kind].audit,
        .end.from = DATE_NONE,
        .to_opens.from = DATE_NONE,
        .to_due.from = DATE_NONE,
        .to_due_chained.from = DATE_NONE,
    };
    return milestone;
}

struct reckoning reckon(struct date from, int months, int days)
{
    return (struct reckoning){
        .from = from,
        .months = months,
        .days = days,
        .result = date_add_days(date_add_months(from, months), days),
    };
}

void planner_open(struct milestone *milestone, const struct rule_row *row,
                  struct date from)
{
    milestone->to_opens = reckon(from, row->months, row->days);
    milestone->opens = milestone->to_opens.result;
    milestone->confirm = milestone->confirm || row->confirm;
    if (!milestone->source)
        milestone->source = row->source;
}

void planner_due(struct milestone *milestone, const struct rule_row *row,
                 struct date from)
{
    milestone->to_due = reckon(from, row->months, row->days);
    milestone->due = milestone->to_due.result;
    milestone->confirm = milestone->confirm || row->confirm;
    milestone->source = row->source;
}

void planner_expect(struct planner *planner, struct date day)
{
    struct plan *plan = planner->plan;

    if (!date_is_set(day) || date_cmp(day, planner->history.today) <= 0)
        return;
    if (!date_is_set(plan->next_change) || date_cmp(day, plan->next_change) < 0)
        plan->next_change = day;
}

static bool is_after_due(const struct milestone *milestone, struct date day)
{
    return date_is_set(milestone->due) && date_cmp(day, milestone->due) > 0;
}

/* An initial audit may lie on any day; the others must lie from opens to due. */
static bool is_well_booked(const struct milestone *milestone, struct date today)
{
    if (!date_is_set(milestone->booked) || date_cmp(milestone->booked, today) < 0)
        return false;
    if (milestone->kind == MILESTONE_INITIAL_AUDIT)
        return true;
    if (date_is_set(milestone->opens) &&
        date_cmp(milestone->booked, milestone->opens) < 0)
        return false;
    return !is_after_due(milestone, milestone->booked);
}

static enum milestone_state state_of(const struct milestone *milestone, bool moot,
                                     struct date today)
{
    if (date_is_set(milestone->done))
        return STATE_DONE;
    if (moot)
        return STATE_MOOT;
    if (is_after_due(milestone, today))
        return milestone->force == FORCE_ADVICE ? STATE_PASSED : STATE_MISSED;
    if (is_well_booked(milestone, today))
        return STATE_BOOKED;
    if (!date_is_set(milestone->opens) || date_cmp(milestone->opens, today) <= 0)
        return STATE_OPEN;
    return STATE_UPCOMING;
}

static struct date day_after(struct date day)
{
    return date_is_set(day) ? date_add_days(day, 1) : DATE_NONE;
}

void planner_settle(const struct planner *planner, struct milestone *milestone, bool moot)
{
    milestone->state = state_of(milestone, moot, planner->history.today);
}

bool planner_is_overtaken(const struct planner *planner, struct date day)
{
    const struct cycle *cycle = history_cycle_of(&planner->history, day);

    return history_ended_since(&planner->history, day) ||
           (cycle && date_is_set(cycle->next));
}

/* -- the whole -------------------------------------------------------------------------
 */

static struct date sort_day(const struct milestone *milestone)
{
    return date_is_set(milestone->due) ? milestone->due : milestone->opens;
}

static int compare_milestones(const void *a, const void *b)
{
    const struct milestone *left = a, *right = b;
    int order = date_cmp(sort_day(left), sort_day(right));

    return order ? order : strcmp(left->id, right->id);
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
