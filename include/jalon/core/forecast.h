/*
 * forecast.h - who will be told of what next, if nothing is recorded until then.
 *
 * Layer: core.  Pure.  The same ladders, routes and working days as the reminders
 * themselves (reminder.h), asked ahead of time.
 */
#ifndef JALON_CORE_FORECAST_H
#define JALON_CORE_FORECAST_H

#include "jalon/core/reminder.h"

/* The next reminder about one milestone to one receiver. */
struct forecast_item {
    struct date day;                   /* on which it is sent, a working day */
    const struct milestone *milestone; /* borrowed from the plan */
    char *receiver;       /* owned: a configured name, or "contact:" and an address */
    struct due_step step; /* the one that is said then */
};

struct forecast {
    struct forecast_item *items; /* by day, then milestone as planned, then receiver */
    size_t count;
};

/* Looks ahead from TODAY, which is past, into *OUT, for forecast_done().  Only the acked
 * question of QUESTIONS is asked, of the days to come: a snooze that will have ended by
 * then silences nothing. */
void forecast_make(struct forecast *out, const struct organization *organization,
                   const struct plan *plan, const struct policy *policy,
                   const struct workplace *workplace, struct date today,
                   const struct reminder_questions *questions);

void forecast_done(struct forecast *forecast);

#endif /* JALON_CORE_FORECAST_H */
