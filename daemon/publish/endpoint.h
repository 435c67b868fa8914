/*
 * endpoint.h - the table of what can be asked: method, path, and who may.
 *
 * Layer: publish.  A pattern's "{}" takes one segment of a path, a final "{*}" all the
 * rest; what they take reaches the handler decoded.
 */
#ifndef JALON_PUBLISH_ENDPOINT_H
#define JALON_PUBLISH_ENDPOINT_H

#include <stdbool.h>
#include <stddef.h>

#include "jalon/base/buf.h"
#include "jalon/base/err.h"

#define ENDPOINT_PARTS_MAX 2 /* an organization, and one thing of it */

/* Who may ask, on the TCP address. */
enum access {
    ACCESS_OPEN,  /* everybody: what is there guards itself, by a secret in its path or a
                     page's own sign-in, or is no secret */
    ACCESS_READ,  /* a token of at least that scope; so are the next two */
    ACCESS_WRITE, /* facts, documents, imports */
    ACCESS_ADMIN, /* what hands out rights or secrets: tokens, feeds, accounts, copies */
};

struct request;
struct response;

/* Answers REQUEST into OUT.  0, or -1 with ERR, which becomes a problem. */
typedef int (*endpoint_cb)(struct request *request, struct response *out,
                           struct err *err);

struct endpoint {
    const char *method;  /* GET answers HEAD, too */
    const char *pattern; /* of the path; also what the log says in its place, since the
                            path of a feed is a secret */
    enum access access;
    const char *query;  /* the parameters it takes, one blank between; NULL: any */
    endpoint_cb handle; /* called once the body is there */
    size_t body_max;    /* bytes; 0: the usual limit */
};

/* What a method and a path come to. */
struct endpoint_match {
    const struct endpoint *endpoint; /* NULL: none */
    char *parts[ENDPOINT_PARTS_MAX]; /* what the pattern took; owned */
    struct buf
        allow; /* without endpoint: the methods for that path; empty: no such path */
};

/* Looks METHOD and PATH, still percent-encoded, up into *OUT, for
 * endpoint_match_done(). */
void endpoint_find(struct endpoint_match *out, const char *method, const char *path);

/* Makes *OUT, where nothing was found, the page that tells a person so. */
void endpoint_lost(struct endpoint_match *out, const char *path);

void endpoint_match_done(struct endpoint_match *match);

/* Whether ENDPOINT takes a query parameter called NAME. */
bool endpoint_takes(const struct endpoint *endpoint, const char *name);

#endif /* JALON_PUBLISH_ENDPOINT_H */
