/*
 * web_state.h - what the pages keep between two requests.
 *
 * Layer: web, inside.
 */
#ifndef JALON_WEB_WEB_STATE_H
#define JALON_WEB_WEB_STATE_H

#include "assets.h"
#include "attempts.h"
#include "jalon/sys/zone.h"
#include "jalon/web/web.h"
#include "uploads.h"

/* What the last check of the whole ledger found. */
struct ledger_verdict {
    struct instant at; /* 0 s: there was none since the start */
    int64_t entries;   /* that hold */
    int64_t broken;    /* the first that does not; 0 where reading failed */
    struct err err;    /* ERR_NONE: all of it holds */
};

struct web {
    struct web_parts parts;
    const struct zone *zone;        /* the house's */
    unsigned char key[SHA256_SIZE]; /* of forms filled in without a session */
    struct assets assets;
    struct attempts attempts; /* to sign in, in vain */
    struct channel_tests *tests;
    struct uploads uploads;
    struct ledger_verdict ledger;
    int working; /* on libuv's pool, or by the courier */
    bool closed; /* to be freed once nothing is under way */
};

/* Something that was counted as working is done, and somebody answered: whoever is the
 * last frees a WEB that was closed meanwhile. */
void web_work_ended(struct web *web);

#endif /* JALON_WEB_WEB_STATE_H */
