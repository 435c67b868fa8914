/*
 * response.h - what a handler answers with.
 *
 * Layer: publish.  A struct response is zeroed by whoever owns it, filled by a handler
 * and sent once.  The usual one is a body of text; longer ones bring their own
 * struct MHD_Response.
 */
#ifndef JALON_PUBLISH_RESPONSE_H
#define JALON_PUBLISH_RESPONSE_H

#include <microhttpd.h>

#include "jalon/base/buf.h"
#include "jalon/base/err.h"

#define RESPONSE_HEADERS_MAX 12 /* at least WEB_HEADERS_MAX */

struct response {
    unsigned status;
    const char *type; /* the body's Content-Type; static */
    struct buf body;
    struct response_header {
        const char *name; /* static */
        char *value;      /* owned */
    } headers[RESPONSE_HEADERS_MAX];
    size_t header_count;
    struct MHD_Response *streamed; /* owned; goes out instead of body */
    struct MHD_Response *shared; /* borrowed until sent: a body that many requests get */
};

/* Frees what RESPONSE holds and zeroes it; what is shared stays. */
void response_done(struct response *response);

/* Adds a header; NAME is static, VALUE copied. */
void response_header(struct response *response, const char *name, const char *value);

/* STATUS and a JSON body to be written into response->body. */
void response_json(struct response *response, unsigned status);

/* 200 with MADE, which is taken, as the body, of TYPE.  The library makes none where
 * memory is short: like every other shortage, that ends the daemon. */
void response_stream(struct response *response, const char *type,
                     struct MHD_Response *made);

/* 204. */
void response_nothing(struct response *response);

/* STATUS as a problem (RFC 9457); DETAIL, already in LANG, may be NULL.  What was
 * written before is dropped. */
void response_problem(struct response *response, unsigned status, enum lang lang,
                      const char *detail);

/* The same for ERR, by its code. */
void response_error(struct response *response, const struct err *err);

/* Queues RESPONSE on CONNECTION, and empties it. */
enum MHD_Result response_send(struct response *response,
                              struct MHD_Connection *connection);

/* BODY, which is taken, as a response of TYPE.  Never NULL. */
struct MHD_Response *response_of(struct buf *body, const char *type);

#endif /* JALON_PUBLISH_RESPONSE_H */
