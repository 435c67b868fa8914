/*
 * history.h - an organization's facts as they are known on a day.
 *
 * Layer: core, private to the planner.  Retracted facts and facts dated after today are
 * left out here, so that nothing behind this door has to think of them.
 */
#ifndef JALON_CORE_HISTORY_H
#define JALON_CORE_HISTORY_H

#include "jalon/core/plan.h"

/* From one certificate to the next. */
struct cycle {
    struct date starts;       /* S, printed on the certificate */
    struct date ends;         /* E, printed or by rule */
    struct reckoning by_rule; /* how E was reckoned; from unset where it is printed */
    bool confirm;             /* the row by which E was reckoned asks for it */
    struct date next;         /* the next cycle's S, or DATE_NONE */
};

/* A non-conformity and its clock. */
struct nc {
    const char *name;
    const struct fact *notified;    /* NULL: never */
    const struct fact *requalified; /* NULL: never */
    struct date clock;              /* N: the day that delays are counted from */
    enum grade grade;               /* major from its requalification on */
    const struct cycle *cycle;      /* that N lies in, or NULL */
    struct date lifted;             /* the first lifting, or DATE_NONE */
};

/* All that the planner knows on one day, sorted once.  It owns its arrays; the facts in
 * them are borrowed from the organization. */
struct history {
    const struct organization *organization; /* borrowed, as is the context */
    const struct plan_context *context;
    struct date today; /* the last day of which facts are known */

    const struct fact **facts; /* by day, then as in the document */
    size_t fact_count;
    struct cycle *cycles; /* by S */
    size_t cycle_count;
    struct nc *ncs; /* as first named; those never notified included */
    size_t nc_count;

    struct date last_ending; /* refusal, withdrawal or abandonment, or NONE */
    struct date next_fact;   /* the first day of a fact not known yet, or NONE */
    const struct certifier *certifier; /* the settings of today's certifier, or NULL */
};

/* Sorts the facts of ORGANIZATION, which must outlive HISTORY, as of TODAY, for
 * history_done(). */
void history_init(struct history *history, const struct organization *organization,
                  const struct plan_context *context, struct date today);
void history_done(struct history *history);

/* Which facts are looked for; members left 0 or NULL match any.  Start from wanted(): a
 * date that is 0 is a day of 1970. */
struct wanted {
    unsigned kinds; /* bits of WANTED(kind), none of which matches nothing */
    enum audit audit;
    const char *nc;
    const char *obligation;
    int year;
    struct date from;   /* on or after; DATE_NONE: any */
    struct date before; /* strictly before; DATE_NONE: any */
    struct date due;    /* of an obligation; DATE_NONE: any */
};

#define WANTED(kind) (1U << (kind))

/* A wanted that matches facts of KINDS, whatever their day. */
struct wanted wanted(unsigned kinds);

/* The first, or the last, fact that WANTED describes; NULL where there is none. */
const struct fact *history_first(const struct history *history,
                                 const struct wanted *wanted);
const struct fact *history_last(const struct history *history,
                                const struct wanted *wanted);

/* The day of the first such fact, or DATE_NONE. */
struct date history_first_day(const struct history *history, const struct wanted *wanted);

/* The cycle that DAY lies in, or NULL. */
const struct cycle *history_cycle_of(const struct history *history, struct date day);

/* The booked day of AUDIT in the cycle from FROM to before BEFORE (DATE_NONE:
 * open-ended): that of the last booking, unless a cancellation came later. */
struct date history_booked(const struct history *history, enum audit audit,
                           struct date from, struct date before);

/* Whether a refusal, withdrawal or abandonment is dated DAY or later: what arose on DAY
 * is then moot. */
bool history_ended_since(const struct history *history, struct date day);

/* The categories of the profile, and those that were added since. */
unsigned history_categories(const struct history *history);

/* Whether a certificate is in force today.  A suspended one is: it still exists, and the
 * public list may still have it. */
bool history_is_certified(const struct history *history);

#endif /* JALON_CORE_HISTORY_H */
