/*
 * publish.h - the HTTP side: feeds, API, health, the web page.
 *
 * Layer: publish.  The only place with libmicrohttpd, driven by its epoll descriptor on
 * the loop: no thread.  The TCP address asks for a bearer token for the API; the Unix
 * socket is guarded by its file mode.
 */
#ifndef JALON_PUBLISH_PUBLISH_H
#define JALON_PUBLISH_PUBLISH_H

#include <uv.h>

#include "jalon/conf/conf.h"
#include "jalon/courier/courier.h"
#include "jalon/engine/engine.h"
#include "jalon/store/store.h"
#include "jalon/sys/clock.h"

struct publish;

/* What the HTTP side works with; all borrowed while it lives. */
struct publish_parts {
    uv_loop_t *loop;
    struct store *store;
    struct engine *engine;
    struct courier *courier;
    const struct conf *conf;
    const struct clock *clock;
    void (*changed)(void *context); /* called after a request changed something */
    void *context;
};

/* Listens on conf's address and socket.  0, or -1 with ERR_IO naming the address. */
int publish_open(struct publish **out, const struct publish_parts *parts,
                 struct err *err);

/* Another configuration from now on, borrowed; its addresses are not re-opened. */
void publish_configure(struct publish *publish, const struct conf *conf);

/* The TCP port listened on (for "127.0.0.1:0"), or 0. */
int publish_port(const struct publish *publish);

/* Stops accepting, ends what is under way, calls CB and frees the object. */
void publish_close(struct publish *publish, void (*cb)(void *), void *context);

#endif /* JALON_PUBLISH_PUBLISH_H */
