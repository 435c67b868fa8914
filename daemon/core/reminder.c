#include "jalon/core/reminder.h"

#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

/* The heart of it: never by equality of days.  A daemon that stood still for a week says
 * what came in that week, once; one that ticks twice a minute says nothing twice. */
struct collecting {
    struct reminder_list *list;
    size_t capacity;
    const struct organization *organization;
    const struct policy *policy;
    const struct workplace *workplace;
    const struct reminder_questions *questions;
    struct date today;
};

static bool is_known(const struct collecting *collecting,
                     const struct milestone *milestone, const struct due_step *step,
                     const char *receiver)
{
    const struct reminder_questions *questions = collecting->questions;

    return questions->known(questions->context, milestone->id, step->key, step->name,
                            receiver);
}

/* With the date in the question: who acknowledged 15 January did not acknowledge March.
 */
static bool is_acked(const struct collecting *collecting,
                     const struct milestone *milestone)
{
    const struct reminder_questions *questions = collecting->questions;
    struct date key = milestone_day(milestone);

    return questions->acked(questions->context, milestone->id, key, collecting->today);
}

/* The steps of DUE, and the escalation's own, that came after the last one that TOLD
 * heard of, into STEPS in the order they came; returns how many.  What came before one
 * that was said is overtaken by it, also where a ladder has got a new step since. */
static size_t unheard(struct due_step *steps, const struct collecting *collecting,
                      const struct milestone *milestone, const struct told *told,
                      const struct due_step_list *due)
{
    size_t count = 0;

    if (told->escalation.name[0])
        steps[count++] = told->escalation;
    for (size_t i = 0; i < due->count; i++)
        if (told_hears(told, &due->items[i]))
            steps[count++] = due->items[i];

    size_t first = count;
    while (first > 0 &&
           !is_known(collecting, milestone, &steps[first - 1], told->receiver))
        first--;
    memmove(steps, steps + first, (count - first) * sizeof(*steps));
    return count - first;
}

static void add_reminder(struct collecting *collecting, const struct milestone *milestone,
                         const struct told *told, struct due_step *steps, size_t count)
{
    struct reminder_list *list = collecting->list;

    list->items =
        mem_grow(list->items, list->count, &collecting->capacity, sizeof(*list->items));
    list->items[list->count++] = (struct reminder){
        .milestone = milestone,
        .receiver = mem_strdup(told->receiver),
        .digest = told->digest,
        .escalated = date_is_set(told->from),
        .step = steps[count - 1],
        .superseded = steps,
        .superseded_count = count - 1,
    };
}

static void remind(struct collecting *collecting, const struct milestone *milestone,
                   const struct due_step_list *due)
{
    struct told_list told;

    route_resolve(&told, collecting->policy, collecting->organization, milestone,
                  collecting->workplace, collecting->today);
    for (size_t i = 0; i < told.count; i++) {
        struct due_step *steps = mem_new_array(due->count + 1, sizeof(*steps));
        size_t count = unheard(steps, collecting, milestone, &told.items[i], due);
        /* Not entered as superseded, either: when a snooze ends, what came is said. */
        if (count && !is_acked(collecting, milestone))
            add_reminder(collecting, milestone, &told.items[i], steps, count);
        else
            free(steps);
    }
    told_list_done(&told);
}

/* -- the next day ---------------------------------------------------------------- */

struct date reminder_next(const struct organization *organization,
                          const struct milestone *milestone, const struct policy *policy,
                          const struct workplace *workplace, struct date today)
{
    struct date next =
        ladder_next(&policy->ladders[milestone->kind], milestone, workplace, today);

    for (size_t i = 0; i < policy->route_count; i++) {
        const struct route *route = &policy->routes[i];
        if (!route_matches(route, organization, milestone))
            continue;
        for (size_t j = 0; j < route->escalation_count; j++) {
            /* A ladder of one, so that its days are reckoned as any other's. */
            struct step step = route->escalations[j].step;
            const struct ladder ladder = {&step, 1};
            next = date_earlier(next, ladder_next(&ladder, milestone, workplace, today));
        }
    }
    return next;
}

/* -- the whole ------------------------------------------------------------------- */

bool reminder_is_silent(const struct milestone *milestone, const struct policy *policy)
{
    /* Where nobody is ever told there is nothing to escalate, either. */
    return milestone->state == STATE_DONE || milestone->state == STATE_MOOT ||
           !policy->ladders[milestone->kind].count;
}

void reminders_due(struct reminder_list *out, const struct organization *organization,
                   const struct plan *plan, const struct policy *policy,
                   const struct workplace *workplace, struct date today,
                   const struct reminder_questions *questions)
{
    struct collecting collecting = {out,       0,         organization, policy,
                                    workplace, questions, today};

    *out = (struct reminder_list){.next = DATE_NONE};
    for (size_t i = 0; i < plan->milestone_count; i++) {
        const struct milestone *milestone = &plan->milestones[i];
        struct due_step_list due;

        if (reminder_is_silent(milestone, policy))
            continue;
        out->next = date_earlier(
            out->next, reminder_next(organization, milestone, policy, workplace, today));
        ladder_due(&due, &policy->ladders[milestone->kind], milestone, workplace, today);
        remind(&collecting, milestone, &due);
        due_step_list_done(&due);
    }
}

void reminder_list_done(struct reminder_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].receiver);
        free(list->items[i].superseded);
    }
    free(list->items);
    *list = (struct reminder_list){0};
}
