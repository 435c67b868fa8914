/*
 * verifying.h - a check of the whole ledger, for a request that cannot do without it.
 *
 * Layer: publish, inside.
 */
#ifndef JALON_PUBLISH_VERIFYING_H
#define JALON_PUBLISH_VERIFYING_H

#include "aside.h"
#include "jalon/store/ledger.h"

struct verifying;

/* Fills request->response from what was FOUND. */
typedef void (*verifying_cb)(const struct verifying *found, struct request *request);

struct verifying {
    struct aside aside; /* its rc and err are those of store_ledger_verify_file() */
    struct ledger_proof proof;
    int64_t broken;
    verifying_cb answer;
};

/* Puts REQUEST aside until all of the ledger was read, has the store trust what holds,
 * and calls ANSWER.  0, or -1 where that cannot begin. */
int verifying_start(struct request *request, verifying_cb answer, struct err *err);

#endif /* JALON_PUBLISH_VERIFYING_H */
