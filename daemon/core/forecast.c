#include "jalon/core/forecast.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

/* Sending days looked at for one milestone: a snooze may cover the first ones, and who
 * joins by escalation hears of a later one. */
#define DAYS_MAX 12

struct forecasting {
    struct forecast *out;
    size_t capacity;
    size_t first; /* the first item of the milestone that is looked at */
    const struct organization *organization;
    const struct policy *policy;
    const struct workplace *workplace;
    const struct reminder_questions *questions;
};

/* Of one milestone each receiver's next reminder is shown, and no later one. */
static bool is_expected(const struct forecasting *forecasting, const char *receiver)
{
    const struct forecast *forecast = forecasting->out;

    for (size_t i = forecasting->first; i < forecast->count; i++)
        if (text_equal(forecast->items[i].receiver, receiver))
            return true;
    return false;
}

/* What TOLD hears on DAY: the last step sent then, its own one at first. */
static const struct due_step *step_on(const struct told *told,
                                      const struct due_step_list *due, struct date day)
{
    const struct due_step *step = NULL;

    if (told->escalation.name[0] && date_cmp(told->escalation.sends, day) == 0)
        step = &told->escalation;
    for (size_t i = 0; i < due->count; i++)
        if (date_cmp(due->items[i].sends, day) == 0 && told_hears(told, &due->items[i]))
            step = &due->items[i];
    return step;
}

static void add(struct forecasting *forecasting, const struct milestone *milestone,
                const char *receiver, const struct due_step *step, struct date day)
{
    struct forecast *forecast = forecasting->out;

    forecast->items = mem_grow(forecast->items, forecast->count, &forecasting->capacity,
                               sizeof(*forecast->items));
    forecast->items[forecast->count++] =
        (struct forecast_item){day, milestone, mem_strdup(receiver), *step};
}

/* The milestone is laid on DAY as it stands today: the plan is not made anew for it, so
 * that what opens or is missed meanwhile is not foreseen. */
static void add_day(struct forecasting *forecasting, const struct milestone *milestone,
                    struct date day)
{
    const struct policy *policy = forecasting->policy;
    struct due_step_list due;
    struct told_list told;

    ladder_due(&due, &policy->ladders[milestone->kind], milestone, forecasting->workplace,
               day);
    route_resolve(&told, policy, forecasting->organization, milestone,
                  forecasting->workplace, day);
    for (size_t i = 0; i < told.count; i++) {
        const struct due_step *step = step_on(&told.items[i], &due, day);
        if (step && !is_expected(forecasting, told.items[i].receiver))
            add(forecasting, milestone, told.items[i].receiver, step, day);
    }
    told_list_done(&told);
    due_step_list_done(&due);
}

static void look_ahead(struct forecasting *forecasting, const struct milestone *milestone,
                       struct date today)
{
    const struct reminder_questions *questions = forecasting->questions;
    struct date day = today;

    forecasting->first = forecasting->out->count;
    for (int i = 0; i < DAYS_MAX; i++) {
        day = reminder_next(forecasting->organization, milestone, forecasting->policy,
                            forecasting->workplace, day);
        if (!date_is_set(day))
            return;
        /* Asked of the day itself: a snooze ends. */
        if (!questions->acked(questions->context, milestone->id, milestone_day(milestone),
                              day))
            add_day(forecasting, milestone, day);
    }
}

static int compare_items(const void *a, const void *b)
{
    const struct forecast_item *left = a, *right = b;
    int order = date_cmp(left->day, right->day);

    if (!order)
        /* The plan is one array, in the order that is wanted. */
        order =
            (left->milestone > right->milestone) - (left->milestone < right->milestone);
    return order ? order : strcmp(left->receiver, right->receiver);
}

void forecast_make(struct forecast *out, const struct organization *organization,
                   const struct plan *plan, const struct policy *policy,
                   const struct workplace *workplace, struct date today,
                   const struct reminder_questions *questions)
{
    struct forecasting forecasting = {out,    0,         0,        organization,
                                      policy, workplace, questions};

    *out = (struct forecast){0};
    for (size_t i = 0; i < plan->milestone_count; i++) {
        const struct milestone *milestone = &plan->milestones[i];
        if (reminder_is_silent(milestone, policy))
            continue;
        look_ahead(&forecasting, milestone, today);
    }
    if (out->count)
        qsort(out->items, out->count, sizeof(*out->items), compare_items);
}

void forecast_done(struct forecast *forecast)
{
    for (size_t i = 0; i < forecast->count; i++)
        free(forecast->items[i].receiver);
    free(forecast->items);
    *forecast = (struct forecast){0};
}
