/*
 * planner.h - what the parts of the planner share.
 *
 * Layer: core, private to the planner: plan.c conducts, plan_certification.c and
 * plan_duties.c make milestones, alerts.c makes alerts, planner.c lays out what they
 * make, milestone.c knows what each kind is called.
 */
#ifndef JALON_CORE_PLANNER_H
#define JALON_CORE_PLANNER_H

#include "history.h"

struct planner {
    struct history history;
    struct horizon horizon;
    struct plan *plan;
    size_t milestone_capacity;
    size_t alert_capacity;
};

/* What is fixed by a milestone's kind. */
enum force planner_force(enum milestone_kind kind);
enum audit planner_audit(enum milestone_kind kind);

/* The row of the rule ID for ANCHOR. */
const struct rule_row *planner_row(const struct planner *planner, enum rule_id id,
                                   struct date anchor);

/* A new milestone of KIND, called KIND/SUFFIX, without any date yet; borrowed until the
 * next one is added. */
struct milestone *planner_add(struct planner *planner, enum milestone_kind kind,
                              const char *suffix);

/* Sets opens, or due with its source, by ROW from FROM. */
void planner_open(struct milestone *milestone, const struct rule_row *row,
                  struct date from);
void planner_due(struct milestone *milestone, const struct rule_row *row,
                 struct date from);

/* Sets safe by ROW from due, which is set. */
void planner_safe(struct milestone *milestone, const struct rule_row *row);

/* FROM moved by MONTHS, then DAYS, with the record of it. */
struct reckoning reckon(struct date from, int months, int days);

/* Sets the state, once all dates are there; MOOT where it was overtaken. */
void planner_settle(const struct planner *planner, struct milestone *milestone,
                    bool moot);

/* The first day after today on which something may change: lowers it to DAY. */
void planner_expect(struct planner *planner, struct date day);

/* Whether what arose on DAY was overtaken by an ending or by a later cycle. */
bool planner_is_overtaken(const struct planner *planner, struct date day);

/* The milestones of: the target date; the certificates; the non-conformities; the
 * suspensions; the refusals and withdrawals. */
void plan_preparation(struct planner *planner);
void plan_cycles(struct planner *planner);
void plan_non_conformities(struct planner *planner);
void plan_suspensions(struct planner *planner);
void plan_reapplications(struct planner *planner);

/* The yearly duties, and the organization's own obligations. */
void plan_yearly(struct planner *planner);
void plan_obligations(struct planner *planner);

/* The alerts, once all milestones are there. */
void plan_alerts(struct planner *planner);

#endif /* JALON_CORE_PLANNER_H */
