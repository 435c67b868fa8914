/*
 * reminder.h - what is to be said today about one organization, and to whom.
 *
 * Layer: core.  Pure: the ledger is asked through a callback.  A step whose day has come
 * and that the ledger lacks is due, however late one comes; of several such steps of one
 * milestone the latest is said, the others are superseded.
 */
#ifndef JALON_CORE_REMINDER_H
#define JALON_CORE_REMINDER_H

#include <stdbool.h>
#include <stddef.h>

#include "jalon/core/route.h"

/* Whether the ledger has STEP of MILESTONE with KEY for RECEIVER. */
typedef bool (*reminder_known_cb)(void *context, const char *milestone, struct date key,
                                  const char *step, const char *receiver);

/* Whether MILESTONE with KEY (its due date, else opens) is acknowledged on TODAY.  One
 * acknowledged for another date is not: whoever silenced it did so for that one. */
typedef bool (*reminder_acked_cb)(void *context, const char *milestone, struct date key,
                                  struct date today);

/* What only the store can answer; both are asked with CONTEXT, within the call. */
struct reminder_questions {
    reminder_known_cb known;
    reminder_acked_cb acked;
    void *context;
};

/* One milestone, as it is to be said to one receiver. */
struct reminder {
    const struct milestone *milestone; /* borrowed from the plan */
    char *receiver;                    /* owned; as in struct told */
    bool digest;                 /* in one message with others for the same receiver */
    bool escalated;              /* told since nobody has taken it up */
    struct due_step step;        /* the latest */
    struct due_step *superseded; /* the others, owned: the ledger gets them as well */
    size_t superseded_count;
};

struct reminder_list {
    struct reminder *items; /* by milestone as planned, then receiver */
    size_t count;
    struct date next; /* the first day after today on which a step is sent; or NONE */
};

/* What TODAY, a working day after the sending hour, asks to be said about ORGANIZATION
 * into *OUT, for reminder_list_done().  PLAN must outlive OUT.  Nothing is entered in the
 * ledger here: who says it does that, and asking again meanwhile gives the same. */
void reminders_due(struct reminder_list *out, const struct organization *organization,
                   const struct plan *plan, const struct policy *policy,
                   const struct workplace *workplace, struct date today,
                   const struct reminder_questions *questions);

/* Whether MILESTONE is never spoken of: it is done or moot, or its kind has no ladder. */
bool reminder_is_silent(const struct milestone *milestone, const struct policy *policy);

/* The first day after TODAY on which a step of MILESTONE, or of an escalation, is sent;
 * or DATE_NONE.  Until then nobody need look, unless a fact comes in. */
struct date reminder_next(const struct organization *organization,
                          const struct milestone *milestone, const struct policy *policy,
                          const struct workplace *workplace, struct date today);

void reminder_list_done(struct reminder_list *list);

#endif /* JALON_CORE_REMINDER_H */
