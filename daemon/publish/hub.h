/*
 * hub.h - what the handlers share: struct publish from the inside.
 *
 * Layer: publish.
 */
#ifndef JALON_PUBLISH_HUB_H
#define JALON_PUBLISH_HUB_H

#include "feed_cache.h"
#include "jalon/publish/publish.h"
#include "jalon/web/web.h"
#include "lag.h"
#include "rate.h"
#include "server.h"
#include "throttle.h"

/* The TCP address and the Unix socket. */
enum {
    SERVER_TCP,
    SERVER_UNIX,
    SERVER_COUNT,
};

struct publish {
    struct publish_parts parts;
    struct server servers[SERVER_COUNT];
    int parts_open;                /* servers and the lag, that are not closed yet */
    int port;                      /* of the TCP address, once it listens */
    char *socket;                  /* the path to remove at the end; NULL: none */
    struct feed_cache feeds;       /* what is served by the secret in its path */
    struct throttle throttle;      /* of addresses with bad tokens */
    struct web *web;               /* the pages for people */
    struct rate rate;              /* of tokens */
    struct lag lag;                /* how long turns of the loop take */
    struct waiting *waiting;       /* requests that were put aside */
    struct instant writable_until; /* health: the store proved writable up to then */
    void (*closed)(void *context); /* told once all parts are closed */
    void *closed_context;
};

#endif /* JALON_PUBLISH_HUB_H */
