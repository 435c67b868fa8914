/*
 * ladder.h - the steps at which a milestone is spoken of, and the days they fall on.
 *
 * Layer: core.  A step's own day is counted from the milestone; the day it is sent is
 * the working day before it up to due, and the working day after it beyond.  The legal
 * date itself never moves.
 */
#ifndef JALON_CORE_LADDER_H
#define JALON_CORE_LADDER_H

#include <stdbool.h>
#include <stddef.h>

#include "jalon/base/buf.h"
#include "jalon/base/err.h"
#include "jalon/core/date.h"
#include "jalon/core/holidays.h"
#include "jalon/core/plan.h"

#define STEP_NAME_SIZE 24

/* What a step's days are counted from. */
enum step_base {
    STEP_OPENS,  /* the day from which the milestone can be settled */
    STEP_DUE,    /* the last day for it, not the "safe" one */
    STEP_BOOKED, /* the day that its audit is booked for */
    STEP_EVERY,  /* due, again and again until done; days is the period */
};

struct step {
    enum step_base base;
    int days; /* before (negative) or after the base; for STEP_EVERY 1 or more */
};

/* The steps of one milestone kind, in the order in which they were written, which means
 * nothing: their days decide. */
struct ladder {
    struct step *steps;
    size_t count;
};

/* Reads "opens-30d, opens, due-7d, due+1d, every 7d, booked-7d" into *OUT, for
 * ladder_done(); each step once, and one that repeats at most.  "" is a ladder without
 * steps.
 * Returns 0, or -1 with *OUT untouched and ERR_INVALID naming the step. */
int ladder_parse(struct ladder *out, const char *text, struct err *err);

/* Reads one step ("due-14d") of those forms.  Returns as above. */
int step_parse(struct step *out, const char *text, struct err *err);

void ladder_done(struct ladder *ladder);

/* Appends STEP to LADDER. */
void ladder_add(struct ladder *ladder, struct step step);

/* Whether a step of LADDER is about the booked day: one without gets those of the default
 * when the configuration is loaded. */
bool ladder_has_booked(const struct ladder *ladder);

/* Where people work and when they do not: it moves the sending of a step, never the date
 * that the step is about. */
struct workplace {
    const struct holidays *holidays; /* borrowed */
    const char *zone;                /* one that HOLIDAYS knows; borrowed */
};

/* A step that has come.  A value: it outlives the ladder. */
struct due_step {
    char name[STEP_NAME_SIZE]; /* "due-7d", "every+2" */
    struct date key;           /* due, else opens; the booked day for booked steps: a date
                                  that moves gives another, and so arms the step again */
    struct date day;           /* its own day */
    struct date sends;         /* the working day it is sent on */
};

struct due_step_list {
    struct due_step *items; /* by sends, then day, then name */
    size_t count;
};

/* All steps of LADDER that have come for MILESTONE by TODAY, however long ago, into
 * *OUT, for due_step_list_done(); of one that repeats, the latest sixty.  A booked
 * milestone has only its booked steps, any other none of them; done and moot ones have
 * none at all. */
void ladder_due(struct due_step_list *out, const struct ladder *ladder,
                const struct milestone *milestone, const struct workplace *workplace,
                struct date today);

void due_step_list_done(struct due_step_list *list);

/* STEP, or its NTH repeat, as it lies on MILESTONE, whatever its state and the day, into
 * *OUT.  Returns whether MILESTONE has a day that it is counted from. */
bool step_lay(struct due_step *out, struct step step, int nth,
              const struct milestone *milestone, const struct workplace *workplace);

/* Whether STEP, or its first repeat, has come for MILESTONE by TODAY, and is put into
 * *OUT. */
bool step_due(struct due_step *out, struct step step, const struct milestone *milestone,
              const struct workplace *workplace, struct date today);

/* The first day after TODAY on which a step of LADDER is sent, or DATE_NONE.  As
 * MILESTONE stands now: when it changes, ask again. */
struct date ladder_next(const struct ladder *ladder, const struct milestone *milestone,
                        const struct workplace *workplace, struct date today);

/* The name of STEP ("due-7d"), or of its NTH repeat for STEP_EVERY ("every+2"). */
void step_format(char name[STEP_NAME_SIZE], struct step step, int nth);

#endif /* JALON_CORE_LADDER_H */
