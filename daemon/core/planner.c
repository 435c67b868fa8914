#include "planner.h"

#include "jalon/base/mem.h"

const struct rule_row *planner_row(const struct planner *planner, enum rule_id id,
                                   struct date anchor)
{
    return rules_row(planner->history.context->rules, id, anchor);
}

/* Everything but the id starts absent: a date that was forgotten must not be 1970. */
struct milestone *planner_add(struct planner *planner, enum milestone_kind kind,
                              const char *suffix)
{
    struct plan *plan = planner->plan;
    struct buf id = {0};

    plan->milestones = mem_grow(plan->milestones, plan->milestone_count,
                                &planner->milestone_capacity, sizeof(*plan->milestones));
    buf_add(&id, milestone_kind_name(kind));
    buf_add_char(&id, '/');
    buf_add(&id, suffix);
    struct milestone *milestone = &plan->milestones[plan->milestone_count++];
    *milestone = (struct milestone){
        .id = buf_take(&id),
        .kind = kind,
        .opens = DATE_NONE,
        .safe = DATE_NONE,
        .due = DATE_NONE,
        .booked = DATE_NONE,
        .done = DATE_NONE,
        .force = planner_force(kind),
        .audit = planner_audit(kind),
        .end.from = DATE_NONE,
        .to_opens.from = DATE_NONE,
        .to_due.from = DATE_NONE,
        .to_due_chained.from = DATE_NONE,
        .to_safe.from = DATE_NONE,
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

/* The source that is named is the one of the due date, if there will be any. */
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

void planner_safe(struct milestone *milestone, const struct rule_row *row)
{
    milestone->to_safe = reckon(milestone->due, row->months, row->days);
    milestone->safe = milestone->to_safe.result;
    milestone->confirm = milestone->confirm || row->confirm;
}

/* Called with every day that might matter, the past ones too: to sort them out here is
 * simpler than at each place. */
void planner_expect(struct planner *planner, struct date day)
{
    struct plan *plan = planner->plan;

    if (!date_is_set(day) || date_cmp(day, planner->history.today) <= 0)
        return;
    plan->next_change = date_earlier(plan->next_change, day);
}

/* The due day itself is still in time. */
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

/* The contract's list, in its order: the first that fits. */
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

void planner_settle(const struct planner *planner, struct milestone *milestone, bool moot)
{
    milestone->state = state_of(milestone, moot, planner->history.today);
}

/* What came before the first certificate is of no cycle, and goes on. */
bool planner_is_overtaken(const struct planner *planner, struct date day)
{
    const struct cycle *cycle = history_cycle_of(&planner->history, day);

    return history_ended_since(&planner->history, day) ||
           (cycle && date_is_set(cycle->next));
}
