/*
 * silence.h - which dates of an organization nobody would be told of, and why.
 *
 * Layer: core.  Pure.  What a reminder daemon must say loudest is that it would say
 * nothing: a route that was never written looks like a quiet week.
 */
#ifndef JALON_CORE_SILENCE_H
#define JALON_CORE_SILENCE_H

#include "jalon/core/route.h"

/* Why somebody is missing, the gravest last. */
enum silence {
    SILENCE_NONE,     /* all who should be told can be */
    SILENCE_CONTACT,  /* others are told; the organization itself has no address */
    SILENCE_RECEIVER, /* routes match, and reach nobody */
    SILENCE_ROUTE,    /* no route matches */
    SILENCE_COUNT,
};

/* How silent POLICY is about MILESTONE, whatever its state.  Escalations count as told:
 * whoever wants to hear late is not forgotten. */
enum silence silence_about(const struct policy *policy,
                           const struct organization *organization,
                           const struct milestone *milestone);

/* The gravest among the milestones of PLAN that are still to be settled and that a ladder
 * would speak of. */
enum silence silence_of(const struct policy *policy,
                        const struct organization *organization, const struct plan *plan);

/* "contact", "receiver", "route"; NULL for SILENCE_NONE. */
const char *silence_name(enum silence silence);

/* The reverse: 0 with *OUT, or -1 where NAME is none of them. */
int silence_parse(enum silence *out, const char *name);

#endif /* JALON_CORE_SILENCE_H */
