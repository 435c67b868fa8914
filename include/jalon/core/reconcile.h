/*
 * reconcile.h - what the public list says of the clients, against what is on record.
 *
 * Layer: core.  Whoever lost its certificate, closed, or was given another number shows
 * in the ministry's list of training organizations before anybody calls.  The list is
 * read once into an index; clients are then compared one by one, as many as there are.
 */
#ifndef JALON_CORE_RECONCILE_H
#define JALON_CORE_RECONCILE_H

#include "jalon/base/buf.h"
#include "jalon/core/plan.h"

struct public_list;

/* Indexes the LENGTH bytes of the list at TEXT, borrowed for the call only.
 * Returns 0 with *OUT for public_list_close(), or -1 with ERR_INVALID: not the columns of
 * the public list, or a line that cannot be read, which it names. */
int public_list_open(struct public_list **out, const char *text, size_t length,
                     struct err *err);

void public_list_close(struct public_list *list);

/* How many organizations LIST names. */
size_t public_list_count(const struct public_list *list);

/* In the order in which they should worry. */
enum finding {
    FINDING_CLOSED,        /* neither its NDA nor its SIRET is in the list any more */
    FINDING_NOT_CERTIFIED, /* we know of a certificate, the list of none */
    FINDING_CATEGORIES,    /* the list has it certified for others than we have */
    FINDING_NDA,           /* its SIRET goes with another NDA now */
    FINDING_COUNT,
};

struct discrepancy {
    enum finding finding;
    struct buf ours, listed; /* what differs: categories or numbers; may be empty */
};

/* Called with each discrepancy; both are borrowed for the call. */
typedef void (*discrepancy_cb)(void *context, const struct organization *organization,
                               const struct discrepancy *discrepancy);

/* Compares ORGANIZATION, as it is on TODAY by CONTEXT's rules, with LIST, and calls CB
 * for each thing that differs.  One without NDA and certificate is in no list yet. */
void reconcile(const struct public_list *list, const struct organization *organization,
               const struct plan_context *rules, struct date today, discrepancy_cb cb,
               void *context);

/* "closed", "not_certified", "categories", "nda".  Static storage. */
const char *finding_name(enum finding finding);

/* What FINDING means, in a sentence.  Static storage. */
const char *finding_words(enum finding finding, enum lang lang);

#endif /* JALON_CORE_RECONCILE_H */
