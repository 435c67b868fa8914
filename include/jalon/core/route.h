/*
 * route.h - who is told of what.
 *
 * Layer: core.  Every route that matches an organization and a milestone counts.  The
 * receiver names "contacts" and "owner" stand for the organization's own contacts and for
 * the receiver of its owner's name.
 */
#ifndef JALON_CORE_ROUTE_H
#define JALON_CORE_ROUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "jalon/core/ladder.h"
#include "jalon/core/organization.h"
#include "jalon/core/plan.h"

/* The receivers that stand for the organization's own contacts, and for the receiver that
 * is called as its owner.  No receiver of the configuration may be called so. */
#define ROUTE_CONTACTS "contacts"
#define ROUTE_OWNER    "owner"

/* The address of the contact that RECEIVER is; NULL where it is a configured name.
 * Borrowed from it, as the next one. */
const char *route_contact(const char *receiver);

/* RECEIVER as people call it: a contact by its address alone. */
const char *route_receiver_name(const char *receiver);

/* Receivers added from a step on while nothing was acknowledged. */
struct escalation {
    struct step step; /* once it has come they are told */
    char *receiver;   /* as in a route; owned */
};

/* One [route] of the configuration.  It owns its texts. */
struct route {
    char *name; /* as the section has it, for who asks why */
    char *owner, *tag, *organization, *kind, *force; /* patterns; NULL: any */
    char **receivers;                                /* names, ROUTE_CONTACTS and so on */
    size_t receiver_count;
    bool digest; /* one message per receiver and sending time */
    struct escalation *escalations;
    size_t escalation_count;
};

/* Frees what ROUTE holds. */
void route_done(struct route *route);

/* Whether all patterns of ROUTE fit; one that asks for an owner or a tag fits no
 * organization without. */
bool route_matches(const struct route *route, const struct organization *organization,
                   const struct milestone *milestone);

/* How steps become messages; everything borrowed, from the configuration. */
struct policy {
    const struct ladder *ladders; /* one per milestone kind, by its number */
    const struct route *routes;
    size_t route_count;
    const char *const *receivers; /* the names that the configuration defines */
    size_t receiver_count;
};

/* Whether RECEIVER, as a route names it, stands for anybody: "contacts" for at least one,
 * "owner" for a receiver of that name. */
bool route_reaches(const struct policy *policy, const struct organization *organization,
                   const char *receiver);

/* One receiver of a milestone, made afresh for each day: nobody is subscribed. */
struct told {
    char *receiver; /* a configured name, or "contact:" and an address */
    bool digest;
    struct date from;           /* steps sent before this day are not for it, nor what
                                   is sent on it and no later than its own; or NONE */
    struct due_step escalation; /* an extra step of its own; name "" where none */
    const struct route *route;  /* the first that named it */
};

struct told_list {
    struct told *items; /* by receiver, each once */
    size_t count;
};

/* Who is told of MILESTONE, which nobody acknowledged, on TODAY into *OUT, for
 * told_list_done(). */
void route_resolve(struct told_list *out, const struct policy *policy,
                   const struct organization *organization,
                   const struct milestone *milestone, const struct workplace *workplace,
                   struct date today);

/* Whether RECEIVER, named as in struct told, is told of MILESTONE at all: today, or by an
 * escalation that may be yet to come. */
bool route_tells(const struct policy *policy, const struct organization *organization,
                 const struct milestone *milestone, const char *receiver);

/* Whether TOLD hears of STEP: those that joined by escalation hear of what came later. */
bool told_hears(const struct told *told, const struct due_step *step);

void told_list_done(struct told_list *list);

#endif /* JALON_CORE_ROUTE_H */
