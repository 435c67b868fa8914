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

struct web {
    struct web_parts parts;
    const struct zone *zone;        /* the house's */
    unsigned char key[SHA256_SIZE]; /* of forms filled in without a session */
    struct assets assets;
    struct attempts attempts; /* to sign in, in vain */
    struct channel_tests *tests;
    struct uploads uploads;
    int working; /* passwords on libuv's pool */
    bool closed; /* to be freed once none is */
};

#endif /* JALON_WEB_WEB_STATE_H */
