/*
 * organizations.h - organizations, their facts, and when to look at each again.
 *
 * Layer: store.  Facts are append-only: one is voided by a retraction on record, never
 * changed or deleted, unless its whole organization is removed.
 */
#ifndef JALON_STORE_ORGANIZATIONS_H
#define JALON_STORE_ORGANIZATIONS_H

#include "jalon/core/organization.h"
#include "jalon/core/silence.h"
#include "jalon/store/store.h"

/* Writes ORGANIZATION's profile, without its facts; new or over the old one.  An equal
 * one is not written.  What changes here or in the facts makes the organization due. */
int store_organization_put(struct store *store, const struct organization *organization,
                           struct err *err);

/* Reads the organization called ID, facts and all, into *OUT for organization_done();
 * VERSION, if not NULL, gets the number that each write of it or its facts raises. */
int store_organization_get(struct organization *out, int64_t *version,
                           struct store *store, const char *id, struct err *err);

/* Whether there is one called ID; false also where that cannot be read. */
bool store_organization_exists(struct store *store, const char *id);

/* 0 where there is one called ID, or -1: ERR_NOT_FOUND, or that it cannot be read. */
int store_organization_need(struct store *store, const char *id, struct err *err);

/* Fills OUT with the id of the only organization whose SIRET that is, and leaves it alone
 * where there is none.  ERR_CONFLICT: two have it. */
int store_organization_of_siret(char out[ORGANIZATION_ID_SIZE], struct store *store,
                                const char *siret, struct err *err);

/* Removes an organization and all that hangs on it, but for what stands in the
 * ledger and the sequences of its calendar events.  ERR_NOT_FOUND: there is none. */
int store_organization_remove(struct store *store, const char *id, struct err *err);

/* Appends FACT, whose id, recorded_at and by are set.  It is copied.  ERR_CONFLICT: its
 * id is taken; ERR_NOT_FOUND: there is no such organization. */
int store_fact_add(struct store *store, const char *organization, const struct fact *fact,
                   struct err *err);

/* Voids a fact, by BY at AT.  ERR_NOT_FOUND: there is none of that id, or it is void
 * already. */
int store_fact_retract(struct store *store, const char *organization, const char *fact,
                       const char *by, struct instant at, struct err *err);

/* Who voided a fact, and when. */
struct retraction {
    char *by;
    struct instant at;
};

/* Reads the one of FACT into *OUT, whose by is the caller's to free.  ERR_NOT_FOUND: it
 * is in force. */
int store_retraction_get(struct retraction *out, struct store *store,
                         const char *organization, const char *fact, struct err *err);

/* What to list; NULL members match all. */
struct organization_filter {
    const char *owner;
    const char *tag;
    const char *search; /* part of the name, the id, the SIRET or the NDA; accents and
                           case aside */
    const char *after;  /* the id after which to go on */
    int64_t limit;      /* 0: no limit */
};

/* Called with each one, borrowed for the call; -1 with its err set stops and fails. */
typedef int (*organization_cb)(void *context, const struct organization *organization,
                               struct err *err);

/* Calls CB for each organization that FILTER lets through, by id. */
int store_organizations_each(struct store *store,
                             const struct organization_filter *filter, organization_cb cb,
                             void *context, struct err *err);

/* How many there are; 0 where that cannot be read. */
int64_t store_organization_count(struct store *store);

/* When ID must be looked at again, however little happens; set at each planning. */
int store_organization_wake(struct store *store, const char *id, struct instant at,
                            struct err *err);

/* Notes why somebody would not be told of ID's dates, or that all would; for the first
 * page to count without planning anything. */
int store_organization_silence(struct store *store, const char *id, enum silence silence,
                               struct err *err);

/* Has every organization looked at again at once: other rules, another policy. */
int store_organizations_wake_all(struct store *store, struct err *err);

/* An organization's place among those to be looked at; zeroed: before the first. */
struct wake {
    struct instant at;
    char *id;
};
struct wake_list {
    struct wake *items;
    size_t count, capacity;
};

/* Those to look at by NOW, earliest first, behind AFTER (NULL: from the first on) and at
 * most LIMIT, into *OUT for wake_list_done(); an organization leaves them when
 * store_organization_wake() sets a later time. */
int store_organizations_due(struct wake_list *out, struct store *store,
                            const struct wake *after, struct instant now, int64_t limit,
                            struct err *err);
void wake_list_done(struct wake_list *list);

/* The earliest of all wake-ups; false where there is no organization. */
bool store_next_wake(struct instant *out, struct store *store);

#endif /* JALON_STORE_ORGANIZATIONS_H */
