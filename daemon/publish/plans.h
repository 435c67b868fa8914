/*
 * plans.h - the plan of one organization after the other, the last one kept.
 *
 * Layer: publish.  Lists come by date, and what is printed of a milestone is more than
 * its row in the store holds.
 */
#ifndef JALON_PUBLISH_PLANS_H
#define JALON_PUBLISH_PLANS_H

#include "hub.h"
#include "jalon/core/plan.h"

struct plans {
    const struct publish_parts *parts; /* borrowed */
    struct instant now;
    bool filled;                      /* the next two are there */
    struct organization organization; /* the last one asked for */
    struct plan plan;                 /* its plan */
};

/* PARTS are borrowed while PLANS live; all plans are made for NOW. */
void plans_init(struct plans *plans, const struct publish_parts *parts,
                struct instant now);

/* Makes the plan of organization ID the current one.  0, or -1 with none current. */
int plans_get(struct plans *plans, const char *id, struct err *err);

/* Frees the current plan; another may be asked for after it. */
void plans_done(struct plans *plans);

#endif /* JALON_PUBLISH_PLANS_H */
