/*
 * web.h - the pages that consultants read: HTML made here, without a framework.
 *
 * Layer: web.  Knows no HTTP library: a page is a function from a plain request to a
 * plain response.  It asks the engine, the store and the courier, on the loop's thread;
 * passwords are hashed on libuv's pool, so that nobody else waits for them.
 */
#ifndef JALON_WEB_WEB_H
#define JALON_WEB_WEB_H

#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

#include "jalon/base/buf.h"
#include "jalon/conf/conf.h"
#include "jalon/courier/courier.h"
#include "jalon/engine/engine.h"
#include "jalon/store/store.h"
#include "jalon/sys/clock.h"

struct web;

#define WEB_PAIRS_MAX   64 /* parameters of a query */
#define WEB_HEADERS_MAX 10

/* A name and its value, decoded. */
struct web_pair {
    const char *name;
    char *value;
};

/* What is not to be had, told by a page in place of one. */
enum web_lost {
    WEB_FOUND,       /* nothing: the page that was asked for is shown */
    WEB_LOST_PAGE,   /* there is no such page */
    WEB_LOST_METHOD, /* the address is for something else */
    WEB_LOST_FEED,   /* there is no such calendar */
    WEB_LOST_GONE,   /* there is no more */
};

/* The status that goes with LOST. */
unsigned web_lost_status(enum web_lost lost);

/* What a browser asks for.  Everything is borrowed for the call; texts that the browser
 * did not send are NULL. */
struct web_request {
    const char *method; /* "GET", also for HEAD, or "POST" */
    const char *path;   /* as sent, percent-encoded, without the query */
    struct web_pair query[WEB_PAIRS_MAX];
    size_t query_count;
    const char *body;
    size_t length;
    bool too_large; /* the body is more than web_body_max(), and was left out */
    enum web_lost lost;

    const char *content_type;
    const char *cookie;
    const char *site;    /* Sec-Fetch-Site */
    const char *user;    /* whom the proxy in front names, where that is configured */
    const char *address; /* of the client, for the throttle */
    bool trusted;        /* it came by the Unix socket */
    enum lang lang;      /* that the browser likes best */
    struct instant now;

    /* Puts the request aside; returns the ticket to resume it with. */
    void *(*wait)(void *context);
    void *context;
};

/* What it gets.  Zeroed by whoever owns it, ended with web_response_done(). */
struct web_response {
    unsigned status;
    const char *type; /* of the body; static */
    struct buf body;
    struct web_header {
        const char *name; /* static */
        char *value;      /* owned */
    } headers[WEB_HEADERS_MAX];
    size_t header_count;
};

void web_response_done(struct web_response *response);

/* Adds a header; NAME is static, VALUE copied. */
void web_response_header(struct web_response *response, const char *name,
                         const char *value);

/* What the pages work with; all borrowed while they live. */
struct web_parts {
    uv_loop_t *loop;
    struct store *store;
    struct engine *engine;
    struct courier *courier;
    const struct conf *conf;
    const struct clock *clock;
    int port; /* of the HTTP address, for links where public_url is not set */

    /* Sends RESPONSE, which is taken, to the request put aside under TICKET. */
    void (*resume)(void *ticket, struct web_response *response);
    void (*changed)(void *context);       /* something changed: the engine is to look */
    void (*feeds_changed)(void *context); /* a feed's token did */
    void *context;
};

/* Opens the pages.  Where there is no account yet, the log gets a link that serves once,
 * for a day, to make the first one.  0, or -1 where the store fails. */
int web_open(struct web **out, const struct web_parts *parts, struct err *err);

/* Another configuration from now on, borrowed. */
void web_configure(struct web *web, const struct conf *conf);

/* Frees the pages, once what they do on the pool has ended. */
void web_close(struct web *web);

/* Whether there is a page at PATH, percent-encoded, whatever the method. */
bool web_has(const char *path);

/* How many bytes of body are taken with REQUEST, of which nothing but the head is there:
 * few of whoever may not use the page, since all strangers together must fit in memory.
 */
size_t web_body_max(struct web *web, const struct web_request *request);

/* Answers REQUEST, for a path that web_has() or with what is lost.  Returns true with OUT
 * filled, or false where the request was put aside: resume() is called later, never from
 * in here. */
bool web_serve(struct web *web, const struct web_request *request,
               struct web_response *out);

/* Makes a link that serves once, for a day, by which NAME chooses a password; added to
 * OUT.  The account must exist. */
int web_invite(struct buf *out, struct web *web, const char *name, struct instant now,
               struct err *err);

#endif /* JALON_WEB_WEB_H */
