#include "planner.h"

#include <stdio.h>

#include "jalon/core/recurrence.h"

/* -- yearly duties --------------------------------------------------------------- */

/* Code du travail, art. R. 6352-22: the yearly account of training given, without which
 * the declaration of activity is void, and the certification falls with it.  The
 * apprentices' centres owe their analytic accounts to France compétences besides. */
static const struct {
    enum milestone_kind kind;
    enum rule_id rule;
    enum fact_kind done_by;
    unsigned categories; /* asked for; 0: any organization */
} yearly[] = {
    {MILESTONE_BPF,          RULE_BPF,          FACT_BPF_FILED,      0           },
    {MILESTONE_CFA_ACCOUNTS, RULE_CFA_ACCOUNTS, FACT_ACCOUNTS_FILED, CATEGORY_CFA},
};

/* Yearly duties are those of declared organizations in the certification: an application
 * filed or a certificate issued since the last refusal, withdrawal or abandonment. */
static bool has_yearly_duties(const struct history *history)
{
    struct wanted engaged =
        wanted(WANTED(FACT_APPLICATION_FILED) | WANTED(FACT_CERTIFICATE_ISSUED));

    if (!history->organization->nda[0])
        return false;
    if (date_is_set(history->last_ending))
        engaged.from = date_add_days(history->last_ending, 1);
    return history_first(history, &engaged) != NULL;
}

static bool is_in_horizon(const struct planner *planner, struct date due)
{
    return date_cmp(due, planner->horizon.from) >= 0 &&
           date_cmp(due, planner->horizon.to) <= 0;
}

/* A moving horizon brings DUE in, or lets it go, on a day to come. */
static void expect_due(struct planner *planner, struct date due)
{
    struct date today = planner->history.today;
    int ahead = planner->horizon.to.days - today.days;
    int back = today.days - planner->horizon.from.days;

    planner_expect(planner, date_add_days(due, -ahead));
    planner_expect(planner, date_add_days(due, back + 1));
}

static void plan_year(struct planner *planner, size_t index, int year)
{
    struct date first = date_of_civil((struct civil){year, 1, 1});
    const struct rule_row *row = planner_row(planner, yearly[index].rule, first);
    struct date due =
        date_of_civil((struct civil){year, row->month_day.month, row->month_day.day});
    struct wanted done = wanted(WANTED(yearly[index].done_by));
    char suffix[16];

    expect_due(planner, due);
    if (!is_in_horizon(planner, due))
        return;
    (void)snprintf(suffix, sizeof(suffix), "%d", year);
    struct milestone *milestone = planner_add(planner, yearly[index].kind, suffix);
    /* There is no arithmetic in it: the row of the year is the date. */
    milestone->anchor = ANCHOR_YEAR;
    milestone->anchor_day = first;
    milestone->due = due;
    milestone->to_due = (struct reckoning){.from = due, .result = due};
    milestone->source = row->source;
    milestone->confirm = row->confirm;
    done.year = year;
    milestone->done = history_first_day(&planner->history, &done);
    planner_settle(planner, milestone, false);
}

void plan_yearly(struct planner *planner)
{
    const struct history *history = &planner->history;
    /* A year more than is shown, for the day on which it comes into sight. */
    int last = date_civil(planner->horizon.to).year + 1;

    if (!has_yearly_duties(history))
        return;
    for (size_t i = 0; i < sizeof(yearly) / sizeof(yearly[0]); i++) {
        unsigned asked = yearly[i].categories;
        if (asked && !(history_categories(history) & asked))
            continue;
        for (int year = date_civil(planner->horizon.from).year; year <= last; year++)
            plan_year(planner, i, year);
    }
}

/* -- the organization's own obligations ------------------------------------------ */

struct occurrence {
    struct planner *planner;
    const struct obligation *obligation;
};

/* Never stops the recurrence: all dates within the horizon are wanted. */
static bool plan_occurrence(void *context, struct date due)
{
    const struct occurrence *occurrence = context;
    struct planner *planner = occurrence->planner;
    const struct obligation *obligation = occurrence->obligation;
    const struct rule_row *row = planner_row(planner, RULE_OBLIGATION, due);
    struct wanted done = wanted(WANTED(FACT_OBLIGATION_DONE));
    char day[DATE_TEXT_SIZE];
    struct buf suffix = {0};

    expect_due(planner, due);
    buf_addf(&suffix, "%s/%s", obligation->id, date_format(day, due));
    struct milestone *milestone =
        planner_add(planner, MILESTONE_OBLIGATION, buf_text(&suffix));
    buf_done(&suffix);
    milestone->title = obligation->title ? obligation->title : obligation->id;
    milestone->anchor = ANCHOR_RECURRENCE;
    milestone->anchor_day = obligation->starts;
    milestone->due = due;
    milestone->to_due = (struct reckoning){.from = due, .result = due};
    milestone->source = row->source;
    milestone->confirm = row->confirm;
    done.obligation = obligation->id;
    done.due = due;
    milestone->done = history_first_day(&planner->history, &done);
    planner_settle(planner, milestone, false);
    return true;
}

/* The first date beyond the horizon says when the plan changes next. */
static bool expect_occurrence(void *context, struct date due)
{
    const struct occurrence *occurrence = context;

    expect_due(occurrence->planner, due);
    return false;
}

void plan_obligations(struct planner *planner)
{
    const struct organization *organization = planner->history.organization;
    const struct date after = date_add_days(planner->horizon.to, 1);
    const struct date end = date_of_civil((struct civil){DATE_MAX_YEAR, 12, 31});

    for (size_t i = 0; i < organization->obligation_count; i++) {
        const struct obligation *obligation = &organization->obligations[i];
        struct occurrence occurrence = {planner, obligation};

        recurrence_each(obligation->rrule, obligation->starts, planner->horizon.from,
                        planner->horizon.to, plan_occurrence, &occurrence);
        recurrence_each(obligation->rrule, obligation->starts, after, end,
                        expect_occurrence, &occurrence);
    }
}
