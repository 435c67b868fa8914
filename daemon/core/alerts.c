/* Made last, from the facts and the milestones that came of them.  An alert says that
 * something looks wrong and changes no date: who recorded it may know better. */

#include "planner.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

/* Borrowed until the next one is added. */
static struct alert *add_alert(struct planner *planner, enum alert_kind kind,
                               enum alert_cause cause)
{
    struct plan *plan = planner->plan;

    plan->alerts = mem_grow(plan->alerts, plan->alert_count, &planner->alert_capacity,
                            sizeof(*plan->alerts));
    struct alert *alert = &plan->alerts[plan->alert_count++];
    *alert = (struct alert){
        .kind = kind, .cause = cause, .days = {DATE_NONE, DATE_NONE, DATE_NONE}
    };
    return alert;
}

/* Appends NAME; room grows one by one, an alert being about very few. */
static void add_about(struct alert *alert, const char *name)
{
    char **about = mem_new_array(alert->about_count + 1, sizeof(*about));

    for (size_t i = 0; i < alert->about_count; i++)
        about[i] = alert->about[i];
    about[alert->about_count++] = mem_strdup(name);
    free(alert->about);
    alert->about = about;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* -- bookings -------------------------------------------------------------------- */

/* Calls for each audit of each cycle that is booked today or later. */
typedef void (*booking_cb)(struct planner *planner, enum audit audit, struct date booked);

/* Before the first certificate there is a time without cycle, in which audits are booked
 * as well. */
static void each_booking(struct planner *planner, enum audit audit, booking_cb cb)
{
    const struct history *history = &planner->history;
    struct date from = DATE_NONE;
    struct date seen = DATE_NONE;

    for (size_t i = 0; i <= history->cycle_count; i++) {
        /* The round after the last cycle's is without end, the one before the first
         * without start: DATE_NONE says both. */
        struct date next =
            i < history->cycle_count ? history->cycles[i].starts : DATE_NONE;
        struct date booked = history_booked(history, audit, from, next);
        if (date_is_set(booked) && date_cmp(booked, history->today) >= 0 &&
            date_cmp(booked, seen) != 0)
            cb(planner, audit, booked);
        seen = date_is_set(booked) ? booked : seen;
        from = next;
    }
}

/* Of the audits that are still to be held.  An initial audit has no window. */
static bool has_open_window(const struct milestone *milestone)
{
    bool settled = milestone->state == STATE_DONE || milestone->state == STATE_MOOT;

    return !settled && (milestone->kind == MILESTONE_SURVEILLANCE_WINDOW ||
                        milestone->kind == MILESTONE_RENEWAL_AUDIT);
}

static bool is_booked_outside(const struct milestone *milestone, struct date today)
{
    struct date booked = milestone->booked;

    return date_is_set(booked) && date_cmp(booked, today) >= 0 &&
           (date_cmp(booked, milestone->opens) < 0 ||
            date_cmp(booked, milestone->due) > 0);
}

static void alert_outside_window(struct planner *planner)
{
    struct plan *plan = planner->plan;

    for (size_t i = 0; i < plan->milestone_count; i++) {
        const struct milestone *milestone = &plan->milestones[i];
        if (!has_open_window(milestone) ||
            !is_booked_outside(milestone, planner->history.today))
            continue;
        struct alert *alert =
            add_alert(planner, ALERT_BOOKING_OUTSIDE_WINDOW, CAUSE_OUTSIDE_WINDOW);
        alert->days[0] = milestone->booked;
        alert->days[1] = milestone->opens;
        alert->days[2] = milestone->due;
        add_about(alert, audit_name(milestone->audit));
    }
}

/* Décret 2019-565 was replaced by décret 2026-728 on 1 November 2026, and an audit is
 * held under the referential of its day: who prepared for the last one has others to
 * read. */
static void alert_referential(struct planner *planner, enum audit audit,
                              struct date booked)
{
    const struct rules *rules = planner->history.context->rules;
    const struct wanted held = wanted(WANTED(FACT_AUDIT_HELD));
    const struct fact *last = history_last(&planner->history, &held);

    if (!last || rules_referential(rules, booked) == rules_referential(rules, last->on))
        return;
    struct alert *alert =
        add_alert(planner, ALERT_BOOKING_REFERENTIAL, CAUSE_OTHER_REFERENTIAL);
    alert->days[0] = booked;
    alert->days[1] = last->on;
    add_about(alert, audit_name(audit));
}

/* -- facts that contradict each other -------------------------------------------- */

/* Surveillance and renewal are of a running certificate. */
static void alert_held_after_end(struct planner *planner, const struct fact *fact)
{
    const struct cycle *cycle = history_cycle_of(&planner->history, fact->on);

    if (fact->kind != FACT_AUDIT_HELD || !cycle || date_cmp(fact->on, cycle->ends) <= 0)
        return;
    if (fact->audit == AUDIT_INITIAL || fact->audit == AUDIT_COMPLEMENTARY)
        return;
    struct alert *alert =
        add_alert(planner, ALERT_FACTS_INCONSISTENT, CAUSE_HELD_AFTER_END);
    alert->days[0] = fact->on;
    alert->days[1] = cycle->ends;
    add_about(alert, audit_name(fact->audit));
}

static void alert_nc(struct planner *planner, const struct nc *nc, enum alert_cause cause,
                     struct date day, struct date other)
{
    struct alert *alert = add_alert(planner, ALERT_FACTS_INCONSISTENT, cause);

    alert->days[0] = day;
    alert->days[1] = other;
    add_about(alert, nc->name);
}

static void alert_nc_order(struct planner *planner, const struct nc *nc)
{
    const struct history *history = &planner->history;
    struct wanted later = wanted(WANTED(FACT_NC_PLAN_SENT) | WANTED(FACT_NC_FIXED) |
                                 WANTED(FACT_NC_LIFTED) | WANTED(FACT_NC_REQUALIFIED));
    struct wanted again = wanted(WANTED(FACT_NC_NOTIFIED));

    later.nc = again.nc = nc->name;
    if (!nc->notified) {
        alert_nc(planner, nc, CAUSE_NC_NEVER_NOTIFIED, history_first_day(history, &later),
                 DATE_NONE);
        return;
    }
    struct date first = history_first_day(history, &later);
    if (date_is_set(first) && date_cmp(first, nc->notified->on) < 0)
        alert_nc(planner, nc, CAUSE_NC_BEFORE_NOTIFIED, first, nc->notified->on);
    const struct fact *last = history_last(history, &again);
    if (last != nc->notified)
        alert_nc(planner, nc, CAUSE_NC_NOTIFIED_TWICE, nc->notified->on, last->on);
}

static void alert_inconsistent(struct planner *planner)
{
    const struct history *history = &planner->history;

    for (size_t i = 0; i < history->fact_count; i++)
        alert_held_after_end(planner, history->facts[i]);
    for (size_t i = 0; i < history->nc_count; i++)
        alert_nc_order(planner, &history->ncs[i]);
}

/* -- non-conformities ------------------------------------------------------------ */

static bool is_open_minor(const struct nc *nc)
{
    return nc->notified && nc->grade == GRADE_MINOR && !date_is_set(nc->lifted);
}

/* Whether A and B were notified under one audit, in one cycle. */
static bool are_of_one_audit(const struct nc *a, const struct nc *b)
{
    return a->notified->audit == b->notified->audit && a->cycle == b->cycle;
}

/* Calls for the group of open minors that number FIRST is the first of.  So many on one
 * audit count as one major when the certifier decides. */
static void alert_group(struct planner *planner, size_t first)
{
    const struct history *history = &planner->history;
    const struct nc *nc = &history->ncs[first];
    int limit = planner_row(planner, RULE_NC_FIVE_MINORS, nc->clock)->count;
    int count = 0;

    for (size_t i = 0; i < history->nc_count; i++) {
        if (!is_open_minor(&history->ncs[i]) || !are_of_one_audit(nc, &history->ncs[i]))
            continue;
        if (i < first)
            return;
        count++;
    }
    if (count < limit)
        return;
    /* Sorted, since the names are part of what tells one alert from another. */
    struct alert *alert = add_alert(planner, ALERT_NC_FIVE_MINORS, CAUSE_FIVE_MINORS);
    alert->count = count;
    for (size_t i = first; i < history->nc_count; i++)
        if (is_open_minor(&history->ncs[i]) && are_of_one_audit(nc, &history->ncs[i]))
            add_about(alert, history->ncs[i].name);
    qsort(alert->about, alert->about_count, sizeof(*alert->about), compare_names);
}

/* An NC whose audit nobody noted is of no group: those of years would add up. */
static void alert_five_minors(struct planner *planner)
{
    const struct history *history = &planner->history;

    for (size_t i = 0; i < history->nc_count; i++)
        if (is_open_minor(&history->ncs[i]) && history->ncs[i].notified->audit)
            alert_group(planner, i);
}

/* The referential that NC was found under: its own, else that of its audit's day. */
static const struct referential *referential_of(const struct history *history,
                                                const struct nc *nc)
{
    const struct rules *rules = history->context->rules;
    const struct referential *named = NULL;
    struct wanted held = wanted(WANTED(FACT_AUDIT_HELD));

    if (nc->notified->referential)
        named = rules_referential_named(rules, nc->notified->referential);
    if (named)
        return named;
    held.audit = nc->notified->audit;
    held.before = date_add_days(nc->notified->on, 1);
    const struct fact *audit = nc->notified->audit ? history_last(history, &held) : NULL;
    return rules_referential(rules, audit ? audit->on : nc->notified->on);
}

/* Guide de lecture V9: on some indicators a non-conformity can only be major, so that the
 * delay of a minor would be a false comfort. */
static void alert_major_only(struct planner *planner, const struct nc *nc)
{
    if (!nc->notified || nc->grade != GRADE_MINOR || nc->notified->indicator < 0)
        return;
    int indicator = nc->notified->indicator;
    if (!(referential_of(&planner->history, nc)->major_only >> indicator & 1))
        return;
    struct alert *alert = add_alert(planner, ALERT_NC_MAJOR_ONLY, CAUSE_MAJOR_ONLY);
    alert->count = indicator;
    add_about(alert, nc->name);
}

/* A surveillance and a renewal may both be booked, and one alert is enough. */
static bool is_about(const struct plan *plan, enum alert_kind kind, const char *name)
{
    for (size_t i = 0; i < plan->alert_count; i++)
        if (plan->alerts[i].kind == kind && text_equal(plan->alerts[i].about[0], name))
            return true;
    return false;
}

/* Arrêté du 6 juin 2019, art. 5: a minor that is still open at the next audit becomes a
 * major, with a new clock. */
static void alert_minors_at_audit(struct planner *planner, enum audit audit,
                                  struct date booked)
{
    const struct history *history = &planner->history;

    (void)audit;
    for (size_t i = 0; i < history->nc_count; i++) {
        const char *name = history->ncs[i].name;
        if (!is_open_minor(&history->ncs[i]) ||
            is_about(planner->plan, ALERT_NC_MINOR_AT_AUDIT, name))
            continue;
        struct alert *alert =
            add_alert(planner, ALERT_NC_MINOR_AT_AUDIT, CAUSE_MINOR_AT_AUDIT);
        alert->days[0] = booked;
        add_about(alert, name);
    }
}

/* -- the whole ------------------------------------------------------------------- */

static int compare_alerts(const void *a, const void *b)
{
    const struct alert *left = a, *right = b;

    /* The kinds are declared in the order of their names. */
    if (left->kind != right->kind)
        return left->kind > right->kind ? 1 : -1;
    for (size_t i = 0; i < left->about_count && i < right->about_count; i++) {
        int order = strcmp(left->about[i], right->about[i]);
        if (order)
            return order;
    }
    if (left->about_count != right->about_count)
        return left->about_count > right->about_count ? 1 : -1;
    /* Several of one kind about one thing: qsort() may leave equals in any order. */
    if (left->cause != right->cause)
        return left->cause > right->cause ? 1 : -1;
    return date_cmp(left->days[0], right->days[0]);
}

void plan_alerts(struct planner *planner)
{
    struct plan *plan = planner->plan;

    /* In any order: they are sorted at the end, as the contract lists them. */
    alert_outside_window(planner);
    for (int audit = AUDIT_INITIAL; audit < AUDIT_COUNT; audit++)
        each_booking(planner, (enum audit)audit, alert_referential);
    alert_inconsistent(planner);
    alert_five_minors(planner);
    for (size_t i = 0; i < planner->history.nc_count; i++)
        alert_major_only(planner, &planner->history.ncs[i]);
    each_booking(planner, AUDIT_SURVEILLANCE, alert_minors_at_audit);
    each_booking(planner, AUDIT_RENEWAL, alert_minors_at_audit);
    if (plan->alert_count)
        qsort(plan->alerts, plan->alert_count, sizeof(*plan->alerts), compare_alerts);
}
